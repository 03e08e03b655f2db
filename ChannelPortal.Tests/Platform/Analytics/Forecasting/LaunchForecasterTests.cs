using ChannelPortal.Platform.Analytics.Forecasting;

namespace ChannelPortal.Tests.Platform.Analytics.Forecasting;

/// <summary>Two groups with a season; products come to them every few months and climb for half a year.</summary>
public sealed class LaunchForecasterTests
{
    private const int Months = 48;

    /// <summary>On launches that are over, pretended to be new: less error than the last month again, and than saying nothing.</summary>
    [Theory]
    [InlineData(0, 0.75)]
    [InlineData(1, 0.75)]
    [InlineData(2, 0.9)]
    public void Forecast_PastLaunches_AreBetterThanNaive(int age, double share)
    {
        var products = Products();
        var forecaster = new LaunchForecaster(products);
        double borrowed = 0, naive = 0, nothing = 0;
        var (inside, tests) = (0, 0);
        foreach (var product in products.Where(p => p.Month is > 18 and < Months - 10))
        {
            var known = product.Month + age;
            Assert.True(LaunchForecaster.IsNew(product, known, 3));
            var ahead = Enumerable.Range(known, 3).Select(m => products.Where(p => p.Group == product.Group).Sum(p => p.Sales[m])).ToList();
            var forecast = forecaster.Forecast(product, known, ahead)!.Forecast;
            for (var step = 0; step < 3; step++)
            {
                var actual = product.Sales[known + step];
                borrowed += Math.Abs(forecast.Mid[step] - actual);
                naive += Math.Abs(product.Sales[known - 1] - actual);
                nothing += actual;
                inside += actual >= forecast.Low[step] && actual <= forecast.High[step] ? 1 : 0;
                tests++;
            }
        }

        Assert.True(borrowed < share * naive, $"{borrowed} {naive} {nothing}");
        Assert.True(borrowed < 0.6 * nothing, $"{borrowed} {naive} {nothing}");
        Assert.InRange(inside / (double)tests, 0.6, 1);
    }

    /// <summary>What came after the origin, of the product and of all others, moves nothing.</summary>
    [Fact]
    public void Forecast_LaterMonthsChanged_StaysTheSame()
    {
        var products = Products();
        var product = products.First(p => p.Month > 24);
        var known = product.Month + 1;
        var planted = products.Select(p => p with { Sales = [.. p.Sales.Take(known), .. p.Sales.Skip(known).Select(s => s * 7)] }).ToList();
        IReadOnlyList<double> ahead = [1_000, 1_000, 1_000];
        var before = new LaunchForecaster(products).Forecast(product, known, ahead)!;
        var after = new LaunchForecaster(planted).Forecast(planted.Single(p => p.Id == product.Id), known, ahead)!;
        Assert.Equal(before.Forecast.Mid, after.Forecast.Mid);
        Assert.Equal(before.Forecast.High, after.Forecast.High);
        Assert.Equal(before.From, after.From);
    }

    [Fact]
    public void Forecast_StillToCome_BeginsInItsMonth_AndBorrowsFromItsGroup()
    {
        var products = Products();
        var coming = new ProductLaunch("next", "a", 100, Months + 1, 0.5, new double[Months]);
        products.Add(coming);
        var borrowed = new LaunchForecaster(products).Forecast(coming, Months, [1_000, 1_000, 1_000, 1_000])!;
        Assert.Equal(ForecastModel.NewProduct, borrowed.Forecast.Model);
        Assert.Equal(0, borrowed.Forecast.Mid[0]);
        Assert.InRange(borrowed.Forecast.Mid[1], 1, borrowed.Forecast.Mid[2]);
        Assert.True(borrowed.Forecast.High[2] > 2 * borrowed.Forecast.Low[2]);
        Assert.All(borrowed.From, id => Assert.StartsWith("a", id));
    }

    [Fact]
    public void IsNew_OldComingFarOrSoldBefore_IsNot()
    {
        static ProductLaunch Of(int month, params double[] sales) => new("x", "a", 1, month, 1, [.. sales, .. new double[Months - sales.Length]]);
        Assert.True(LaunchForecaster.IsNew(Of(Months - 5), Months, 4));
        Assert.False(LaunchForecaster.IsNew(Of(Months - 6), Months, 4));
        Assert.True(LaunchForecaster.IsNew(Of(Months + 3), Months, 4));
        Assert.False(LaunchForecaster.IsNew(Of(Months + 4), Months, 4));
        Assert.False(LaunchForecaster.IsNew(Of(Months - 2, 5), Months, 4));
    }

    [Fact]
    public void Forecast_NobodyToBorrowFrom_IsNone()
    {
        List<ProductLaunch> products = [new("old", "a", 1, -20, 1, [.. Enumerable.Repeat(5d, Months)]), new("new", "a", 1, Months - 1, 1, new double[Months])];
        Assert.Null(new LaunchForecaster(products).Forecast(products[1], Months, [1, 1, 1]));
    }

    private static List<ProductLaunch> Products()
    {
        var random = new Random(4);
        var products = new List<ProductLaunch>();
        foreach (var group in new[] { "a", "b" })
        {
            for (var i = 0; i < 10; i++)
            {
                // Four were there before the history, the others come one after the other.
                var month = i < 4 ? -30 : 3 + ((i - 4) * 6) + (group == "a" ? 0 : 2);
                var size = 100 * (0.7 + (0.6 * random.NextDouble()));
                products.Add(new ProductLaunch($"{group}{i}", group, 90 + (10 * i), month, 1, [.. Enumerable.Range(0, Months).Select(m => m < month ? 0
                    : size * Math.Min(1, 0.2 + (0.16 * (m - month))) * (1 + (0.3 * Math.Sin(m * Math.PI / 6))) * (0.9 + (0.2 * random.NextDouble())))]));
            }
        }

        return products;
    }
}
