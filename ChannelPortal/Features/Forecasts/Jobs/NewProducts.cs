using ChannelPortal.Features.Forecasts.Data;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Platform.Analytics.Forecasting;

namespace ChannelPortal.Features.Forecasts.Jobs;

/// <summary>Gives new products the forecast that they borrow from earlier launches, and hands it on to the dealers who buy them or are likely to.</summary>
internal static class NewProducts
{
    /// <summary>Lenders that are named.</summary>
    public const int Named = 3;

    // From its second full month on the dealers who bought it are taken for those who will.
    private const int SettledMonths = 2;
    private const int WeightMonths = 12;

    public static List<ProductLaunch> LaunchesOf(SalesHistory history, ILookup<string, ItemSales> sales) =>
        [.. history.Products.Select(p =>
        {
            var sums = new double[history.Months];
            foreach (var item in sales[p.Key])
            {
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += item.Months[i];
                }
            }

            var (on, days) = (p.Value.LaunchedOn, DateTime.DaysInMonth(p.Value.LaunchedOn.Year, p.Value.LaunchedOn.Month));
            return new ProductLaunch(p.Key, p.Value.Category, p.Value.ListPrice, history.IndexOf(on), (days - on.Day + 1) / (double)days, sums);
        })];

    /// <summary>Call when everything is forecast alone and nothing was handed down yet.</summary>
    public static void Borrow(ForecastMaker maker, SalesHistory history)
    {
        var lender = new LaunchForecaster(maker.Launches);
        var launches = maker.Launches.ToDictionary(l => l.Id, StringComparer.Ordinal);
        foreach (var category in maker.Categories)
        {
            foreach (var product in category.Children)
            {
                var launch = launches[product.Code];
                if (LaunchForecaster.IsNew(launch, history.Months, ForecastMaker.Steps) && lender.Forecast(launch, history.Months, category.Rolled.Forecast.Mid) is { } borrowed)
                {
                    product.Rolled = product.Rolled with { Forecast = borrowed.Forecast };
                    product.BorrowedFrom = borrowed.From;
                    HandOn(maker, history, category, product, launch, borrowed);
                }
            }
        }
    }

    /// <summary>By what dealers bought of it so far, and while that says little by what they bought of its category.</summary>
    private static void HandOn(ForecastMaker maker, SalesHistory history, ForecastNode category, ForecastNode product, ProductLaunch launch, BorrowedForecast borrowed)
    {
        var isSettled = history.Months - launch.Month >= SettledMonths && product.Items.Any(i => i.Months.Any(m => m > 0));
        var bought = SumsOf(product.Items);
        var likely = SumsOf(category.Items);
        var month = bought.Values.Sum() / Math.Max(1, history.Months - launch.Month);
        var dealers = maker.Dealers.Where(d => bought.GetValueOrDefault(d.Code) > 0 || (!isSettled && likely.GetValueOrDefault(d.Code) > 0)).ToList();
        var whole = dealers.Sum(d => likely.GetValueOrDefault(d.Code));
        var weights = dealers.ToDictionary(d => d, d => bought.GetValueOrDefault(d.Code) + (Math.Max(month, 1) * (whole > 0 ? likely.GetValueOrDefault(d.Code) / whole : 0)));
        var all = weights.Values.Sum();
        foreach (var (dealer, weight) in weights.Where(w => w.Value > 0))
        {
            var share = weight / all;
            var forecast = borrowed.Forecast with { Mid = Scaled(borrowed.Forecast.Mid, share), Low = Scaled(borrowed.Forecast.Low, share), High = Scaled(borrowed.Forecast.High, share) };
            var item = dealer.Children.Find(c => c.ProductId == product.Code);
            if (item is null)
            {
                item = new ForecastNode(ForecastLevel.Item, dealer.Code, product.Code, new double?[history.Months]);
                dealer.Children.Add(item);
            }

            item.Rolled = new RolledForecast(forecast, [], [], new Dictionary<int, IReadOnlyList<double>>());
            item.BorrowedFrom = borrowed.From;
        }
    }

    private static IReadOnlyList<double> Scaled(IReadOnlyList<double> values, double share) => [.. values.Select(v => v * share)];

    private static Dictionary<string, double> SumsOf(IEnumerable<ItemSales> items) =>
        items.GroupBy(i => i.DealerId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (double)g.Sum(i => i.Months.TakeLast(WeightMonths).Sum(m => Math.Max(0, m))), StringComparer.Ordinal);
}
