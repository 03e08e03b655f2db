using ChannelPortal.Platform.Analytics.Forecasting;

namespace ChannelPortal.Tests.Platform.Analytics.Forecasting;

public sealed class SeriesForecasterTests
{
    private static readonly double[] s_season = [.7, .6, .9, 1, 1.1, 1.2, 1.3, 1.2, 1.1, 1, 1, .9];
    private readonly SeriesForecaster forecaster = new();

    [Fact]
    public void Forecast_GrowthWithSeason_IsFoundAgain()
    {
        var forecast = forecaster.Forecast(Months(60), 12);
        Assert.Equal(ForecastModel.Combination, forecast.Model);
        Assert.All(forecast.Mid.Index(), p => Assert.InRange(p.Item / True(60 + p.Index), .97, 1.03));
        Assert.Equal(s_season.Max() / s_season.Min(), forecast.Season!.Max() / forecast.Season!.Min(), 0.1);
        Assert.InRange(forecast.MonthlyGrowth, .005, .015);
    }

    [Fact]
    public void Forecast_GapsInTheHistory_ChangeLittle()
    {
        var values = Months(60);
        var whole = forecaster.Forecast(values, 6);
        values[20] = null;
        values[41] = null;
        values[42] = null;
        Assert.All(forecaster.Forecast(values, 6).Mid.Zip(whole.Mid), p => Assert.InRange(p.First / p.Second, .95, 1.05));
        Assert.Equal(forecaster.Forecast(Months(40), 3).Mid, forecaster.Forecast([null, null, .. Months(40)], 3).Mid);
    }

    [Theory]
    [InlineData(0, ForecastModel.Mean)]
    [InlineData(5, ForecastModel.Mean)]
    [InlineData(8, ForecastModel.Combination)]
    [InlineData(40, ForecastModel.Combination)]
    public void Forecast_AnyLength_GivesFiniteOrderedNumbers(int length, ForecastModel model)
    {
        var forecast = forecaster.Forecast(Months(length), 18);
        Assert.Equal(model, forecast.Model);
        Assert.All(forecast.Low.Zip(forecast.Mid, forecast.High), p =>
        {
            Assert.True(double.IsFinite(p.First) && double.IsFinite(p.Third));
            Assert.InRange(p.Second, p.First, p.Third);
        });
    }

    [Fact]
    public void Forecast_AlwaysTheSame_StaysTheSame()
    {
        var forecast = forecaster.Forecast([.. Enumerable.Repeat((double?)250, 48)], 6);
        Assert.All(forecast.Mid, m => Assert.Equal(250, m, 1e-6));
    }

    /// <summary>One order a quarter of 30: ten a month is expected, and never less than nothing.</summary>
    [Fact]
    public void Forecast_ManyEmptyMonths_IsTheRateOfDemand()
    {
        var forecast = forecaster.Forecast([.. Enumerable.Range(0, 48).Select(i => (double?)(i % 3 == 2 ? 30 : 0))], 3);
        Assert.Equal(ForecastModel.Intermittent, forecast.Model);
        Assert.All(forecast.Mid, m => Assert.InRange(m, 8, 12));
        Assert.All(forecast.Low, l => Assert.InRange(l, 0, 12));
        var dead = forecaster.Forecast([.. Enumerable.Range(0, 48).Select(i => (double?)(i < 12 ? 30 : 0))], 3);
        Assert.InRange(dead.Mid[0], 0, 1.5);
    }

    [Fact]
    public void Forecast_ReturnsBelowZero_IsSmoothedAsItIs()
    {
        var values = Months(30);
        values[12] = -40;
        Assert.Equal(ForecastModel.Smoothing, forecaster.Forecast(values, 3).Model);
        Assert.All(forecaster.Forecast([.. Enumerable.Repeat((double?)-5, 20)], 3).Mid, m => Assert.Equal(-5, m, 1e-6));
    }

    [Fact]
    public void Forecast_BorrowedSeason_ShapesAShortSeries()
    {
        var own = forecaster.Forecast(Months(16), 6);
        var borrowed = forecaster.Forecast([.. Months(16).Select(v => v!.Value)], 6, new SeriesHints(new Dictionary<int, IReadOnlyList<double>> { [0] = s_season }), 0);
        double Error(SeriesForecast f) => f.Mid.Index().Sum(p => Math.Abs((p.Item / True(16 + p.Index)) - 1));
        Assert.InRange(Error(borrowed), 0, Error(own) / 2);
    }

    /// <summary>A festival that comes in January of some years and in February of others halves the month it falls into; where it comes next is known.</summary>
    [Fact]
    public void Forecast_MovingFestival_IsPutWhereItComesNext()
    {
        var exposure = new double[66];
        foreach (var month in new[] { 1, 12, 25, 37, 48, 61 })
        {
            exposure[month] = 1;
        }

        double[] values = [.. Enumerable.Range(0, 60).Select(i => True(i) * Math.Exp(-.7 * exposure[i]))];
        var (known, blind) = (forecaster.Forecast(values, 3, new SeriesHints(null, [new MonthExposure(exposure)]), 0), forecaster.Forecast(values, 3, SeriesHints.None, 0));
        Assert.InRange(known.EventEffects![0], -.85, -.55);
        double Error(SeriesForecast f) => f.Mid.Take(2).Index().Sum(p => Math.Abs(Math.Log(p.Item / (True(60 + p.Index) * Math.Exp(-.7 * exposure[60 + p.Index])))));
        Assert.InRange(Error(known), 0, Error(blind) / 3);
    }

    /// <summary>The gains found are no worse than any on a fine grid, and the errors told are those of the fit.</summary>
    [Fact]
    public void TrendSmoothing_Fit_IsTheBestOfTheGrid()
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 70).Select(i => Math.Log(True(i)) + (random.NextDouble() * .3)).ToArray();
        var fit = TrendSmoothing.Trend(values, [.92]);
        Assert.Equal(fit.Sse, TrendSmoothing.Errors(values, fit).Sum(e => e * e), 1e-9);
        for (var alpha = .05; alpha < 1; alpha += .05)
        {
            for (var beta = .0; beta < 1; beta += .05)
            {
                var other = TrendSmoothing.Errors(values, fit with { Alpha = alpha, Beta = beta });
                Assert.True(other.Sum(e => e * e) >= fit.Sse * .995);
            }
        }
    }

    private static double True(int month) => 1_000 * Math.Pow(1.01, month) * s_season[month % 12];

    private static List<double?> Months(int count) => [.. Enumerable.Range(0, count).Select(i => (double?)True(i))];
}
