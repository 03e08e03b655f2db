using ChannelPortal.Platform.Analytics.Forecasting;

namespace ChannelPortal.Tests.Platform.Analytics.Forecasting;

/// <summary>Series with a season in which promotions of varying length lift their months, and a festival that moves others.</summary>
public sealed class MonthExposureTests
{
    private const int Count = 72;
    private const int Steps = 4;

    [Fact]
    public void Forecast_PlannedPromotions_AreForecastBetter()
    {
        var (values, promotions, _) = Series(1, 0);
        var planned = new MonthExposure(promotions, Planned(promotions));
        var plain = Roll(values, null);
        var promoted = Roll(values, [new MonthExposure([]), planned]);
        Assert.Equal(plain.Sum(r => r.Tested.Count), promoted.Sum(r => r.Tested.Count));
        Assert.True(Error(promoted) < 0.6 * Error(plain), $"{Error(promoted)} {Error(plain)}");
        Assert.All(promoted, r => Assert.InRange(r.Forecast.EventEffects![1], 0.5, 0.9));
        Assert.All(promoted, r => Assert.Equal(0, r.Forecast.EventEffects![0]));
        Assert.All(promoted, r => Assert.Equal(0.7, r.Forecast.EventEffects![1], 0.1));
    }

    /// <summary>Two events at once are told apart.</summary>
    [Fact]
    public void Forecast_FestivalAndPromotions_AreToldApart()
    {
        var (values, promotions, festival) = Series(1, -0.8);
        var rolled = Roll(values, [new MonthExposure(festival), new MonthExposure(promotions, Planned(promotions))]);
        Assert.All(rolled, r => Assert.Equal(-0.8, r.Forecast.EventEffects![0], 0.2));
        Assert.All(rolled, r => Assert.Equal(0.7, r.Forecast.EventEffects![1], 0.1));
        Assert.True(Error(rolled) < Error(Roll(values, [new MonthExposure(festival)])));
    }

    /// <summary>Noise is not taken for an effect, and what was never seen is not believed to its full length.</summary>
    [Fact]
    public void Forecast_PromotionsWithoutEffect_ChangeNothing()
    {
        var (values, promotions, _) = Series(0, 0);
        var plain = Roll(values, null);
        var promoted = Roll(values, [new MonthExposure(promotions, Planned(promotions))]);
        Assert.InRange(promoted.Count(r => r.Forecast.EventEffects is not null), 0, 2);
        Assert.InRange(Error(promoted) / Error(plain), 0.95, 1.1);
    }

    /// <summary>An origin knows what was planned by then: what is planned later moves only what is forecast from the end.</summary>
    [Fact]
    public void Tested_PromotionsPlannedLater_StayTheSame()
    {
        var (values, promotions, _) = Series(1, 0);
        var before = Roll(values, [new MonthExposure(promotions, Planned(promotions))]);
        double[] more = [.. promotions.Take(Count), .. Enumerable.Repeat(0.9, Steps)];
        var after = Roll(values, [new MonthExposure(more, Planned(promotions))]);
        Assert.Equal(before.SelectMany(r => r.Tested), after.SelectMany(r => r.Tested));
        Assert.NotEqual(before[0].Forecast.Mid[0], after[0].Forecast.Mid[0]);
    }

    [Fact]
    public void Forecast_RememberedFits_AreTheSame()
    {
        var (values, promotions, _) = Series(1, 0);
        var hints = values.Select(_ => new SeriesHints().Remembering()).ToList();
        var forecaster = new RollingForecaster(Steps);
        var plain = forecaster.Forecast(values, 6, hints);
        var promoted = forecaster.Forecast(values, 6, [.. hints.Select(h => h with { Exposures = [new MonthExposure(promotions, Planned(promotions))] })]);
        Assert.Equal(Roll(values, null, 6).SelectMany(r => r.Tested), plain.SelectMany(r => r.Tested));
        Assert.Equal(Roll(values, [new MonthExposure(promotions, Planned(promotions))], 6).SelectMany(r => r.Tested), promoted.SelectMany(r => r.Tested));
    }

    private static IReadOnlyList<RolledForecast> Roll(List<IReadOnlyList<double?>> values, IReadOnlyList<MonthExposure>? exposures, int origins = 12) =>
        new RollingForecaster(Steps).Forecast(values, origins, [.. values.Select(_ => new SeriesHints(null, exposures))]);

    private static double Error(IReadOnlyList<RolledForecast> rolled) => rolled.Sum(r => r.Tested.Sum(t => Math.Abs(t.Forecast - t.Actual)));

    private static Dictionary<int, IReadOnlyList<double>> Planned(IReadOnlyList<double> months) =>
        Enumerable.Range(1, 40).ToDictionary(back => back, back => (IReadOnlyList<double>)[.. months.Skip(Count - back).Take(Steps)]);

    private static (List<IReadOnlyList<double?>> Values, double[] Promotions, double[] Festival) Series(double lift, double festivalEffect)
    {
        var random = new Random(11);
        double[] promotions = [.. Enumerable.Range(0, Count + Steps).Select(_ => random.NextDouble() < 0.35 ? Math.Round(0.3 + (0.6 * random.NextDouble()), 2) : 0)];
        double[] festival = [.. Enumerable.Range(0, Count + Steps).Select(i => (i % 12, i / 12 % 3) switch { (0, 0) => 0.8, (1, 0) => 0.2, (0, 1) => 0.2, (1, 1) => 0.8, (0, 2) => 0.5, (1, 2) => 0.5, _ => 0 })];
        var values = Enumerable.Range(0, 8).Select(s => (IReadOnlyList<double?>)[.. Enumerable.Range(0, Count).Select(i => (double?)(1_000 * (1 + (0.2 * Math.Sin(i * Math.PI / 6)))
            * Math.Exp((0.7 * lift * promotions[i]) + (festivalEffect * festival[i]) + (0.06 * (random.NextDouble() - 0.5)))))]).ToList();
        return (values, promotions, festival);
    }
}
