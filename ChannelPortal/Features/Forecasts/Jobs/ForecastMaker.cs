using ChannelPortal.Features.Forecasts.Data;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Platform.Analytics;
using ChannelPortal.Platform.Analytics.Forecasting;

namespace ChannelPortal.Features.Forecasts.Jobs;

/// <summary>Forecasts every level and makes the levels add up from the top, whose forecast is the best of all.</summary>
internal sealed class ForecastMaker
{
    /// <summary>The running month and three after it.</summary>
    public const int Steps = 4;

    /// <summary>Months between the earliest origin that a level's choice looks back on and the end of the history.</summary>
    public const int FurthestOrigin = Steps + Origins - 1 + Steps + Choosing;

    private const int Origins = 12;
    private const int Choosing = 9;
    private const int ItemOrigins = 6;
    private const int ItemChoosing = 6;

    // Fits of all origins of so many series are in memory at a time.
    private const int ItemsAtATime = 2_000;
    private const int LivelyMonths = 12;
    private const int DaysBefore = 7;
    private const int DaysAfter = 14;
    private readonly SalesHistory history;
    private static readonly MonthExposure s_nothing = new([]);
    private readonly PromotionExposure? promotions;
    private readonly MonthExposure festival;

    /// <param name="promotions">Null knows of none.</param>
    public ForecastMaker(SalesHistory history, PromotionExposure? promotions = null)
    {
        (this.history, this.promotions) = (history, promotions);
        festival = new MonthExposure([.. Enumerable.Range(0, history.Months + Steps).Select(i => FestivalShare(history.FirstOn.AddMonths(i)))]);
        var items = history.Items.ToList();
        Company = Node(ForecastLevel.Company, string.Empty, string.Empty, items);
        foreach (var area in items.GroupBy(i => history.AreaOf(i.DealerId), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var node = Node(ForecastLevel.Area, area.Key, string.Empty, area);
            Company.Children.Add(node);
            foreach (var dealer in area.GroupBy(i => i.DealerId, StringComparer.Ordinal).Where(d => history.Active.Contains(d.Key) && d.Any(IsLively)))
            {
                var own = Node(ForecastLevel.Dealer, dealer.Key, string.Empty, dealer);
                node.Children.Add(own);
                own.Children.AddRange(dealer.Where(IsLively).Select(i => Node(ForecastLevel.Item, i.DealerId, i.ProductId, [i])));
            }
        }

        var known = items.ToLookup(i => i.ProductId, StringComparer.Ordinal);
        Launches = NewProducts.LaunchesOf(history, known);
        Categories = [.. items.GroupBy(i => history.CategoryOf(i.ProductId), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Node(ForecastLevel.Category, g.Key, string.Empty, g))];
        var products = Launches.Where(l => LaunchForecaster.IsNew(l, history.Months, Steps) || known[l.Id].Any(IsLively)).OrderBy(l => l.Id, StringComparer.Ordinal).ToLookup(l => l.Group, StringComparer.Ordinal);
        foreach (var category in Categories)
        {
            category.Children.AddRange(products[category.Code].Select(p => Node(ForecastLevel.Product, p.Id, string.Empty, known[p.Id])));
        }
    }

    public ForecastNode Company { get; }

    public IReadOnlyList<ForecastNode> Areas => Company.Children;

    public IReadOnlyList<ForecastNode> Categories { get; }

    /// <summary>Products of all dealers together.</summary>
    public IEnumerable<ForecastNode> Products => Categories.SelectMany(c => c.Children);

    public IReadOnlyList<ProductLaunch> Launches { get; }

    public IEnumerable<ForecastNode> Dealers => Areas.SelectMany(a => a.Children);

    public IEnumerable<ForecastNode> Items => Dealers.SelectMany(d => d.Children);

    public IEnumerable<ForecastNode> All => [Company, .. Areas, .. Categories, .. Products, .. Dealers, .. Items];

    /// <summary>What the events of a month ahead do to it, as factors less 1; null for one that plays no part in the node.</summary>
    public static (double? Festival, double? Promotion) EventsOf(ForecastNode node, int month)
    {
        double? Of(int kind) => node.Rolled.Forecast.EventEffects is { } effects && effects[kind] != 0 ? Math.Exp(effects[kind] * node.Exposures[kind].Months[month]) - 1 : null;
        return (Of(0), Of(1));
    }

    /// <param name="told">Series that are done.</param>
    /// <param name="withOpen">Also what would have been said at the latest origins, whose months are not all over.</param>
    public void Make(Action<int> told, bool withOpen, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var group in new[] { [Company], Areas, Categories })
        {
            Roll(group, _ => null, withOpen, cancellationToken);
            told(done += group.Count);
        }

        foreach (var area in Areas)
        {
            Roll(area.Children, _ => area, withOpen, cancellationToken);
            told(done += area.Children.Count);
        }

        List<ForecastNode> products = [.. Products];
        var categories = Categories.ToDictionary(c => c.Code, StringComparer.Ordinal);
        Roll(products, p => categories[history.CategoryOf(p.Code)], withOpen, cancellationToken);
        told(done += products.Count);
        foreach (var chunk in Items.Chunk(ItemsAtATime))
        {
            var hints = chunk.Select(i => new SeriesHints(SeasonOf(categories[history.CategoryOf(i.ProductId)]))).ToList();
            var rolled = new RollingForecaster(Steps, ItemChoosing).Forecast([.. chunk.Select(i => i.Values)], ItemOrigins, hints, withOpen, cancellationToken);
            foreach (var (item, result) in chunk.Zip(rolled))
            {
                item.Rolled = result with { Seasons = new Dictionary<int, IReadOnlyList<double>>() };
            }

            told(done += chunk.Length);
        }

        NewProducts.Borrow(this, history);
        Company.Factors = [.. Enumerable.Repeat(1.0, Steps)];
        Company.HandDown(Steps, Areas);
        Company.HandDown(Steps, Categories);
        foreach (var category in Categories)
        {
            category.HandDown(Steps, category.Children);
        }

        foreach (var area in Areas)
        {
            area.HandDown(Steps, area.Children);
            foreach (var dealer in area.Children)
            {
                dealer.HandDown(Steps, dealer.Children);
            }
        }
    }

    /// <summary>With the calendar of Spring Festival, promotions or both, whatever made least error at the tested origins of the whole group; with neither where neither helped.</summary>
    private void Roll(IReadOnlyList<ForecastNode> group, Func<ForecastNode, ForecastNode?> lender, bool withOpen, CancellationToken cancellationToken)
    {
        if (group.Count == 0)
        {
            return;
        }

        List<IReadOnlyList<double?>> values = [.. group.Select(n => n.Values)];
        var hints = group.Select(n => new SeriesHints(lender(n) is { } from ? SeasonOf(from) : null).Remembering()).ToList();
        var promoted = group.Select(n => promotions?.Of(n.Items)).ToList();
        var plain = Rolled(false, false);
        var dated = Rolled(true, false);
        var pushed = promoted.Exists(p => p is not null) ? Rolled(false, true) : null;
        var (plainError, datedError, pushedError) = (Error(plain), Error(dated), pushed is null ? double.MaxValue : Error(pushed));
        var best = (Error: plainError, Rolled: plain, Festival: false, Promotions: false);
        Try(datedError, () => dated, true, false);
        Try(pushedError, () => pushed!, false, true);
        if (datedError < plainError && pushedError < plainError)
        {
            var both = Rolled(true, true);
            Try(Error(both), () => both, true, true);
        }

        for (var i = 0; i < group.Count; i++)
        {
            group[i].Rolled = best.Rolled[i];
            group[i].Exposures = [festival, promoted[i] ?? s_nothing];
            group[i].Tries = new EventTries(Errors(plain[i]), Errors(dated[i]), promoted[i] is null ? null : Errors(pushed![i]), best.Festival, best.Promotions);
        }

        IReadOnlyList<RolledForecast> Rolled(bool withFestival, bool withPromotions) => new RollingForecaster(Steps, Choosing).Forecast(
            values, Origins,
            [.. hints.Select((h, i) => withFestival || withPromotions ? h with { Exposures = [withFestival ? festival : s_nothing, withPromotions ? promoted[i] ?? s_nothing : s_nothing] } : h)], withOpen, cancellationToken);

        void Try(double error, Func<IReadOnlyList<RolledForecast>> rolled, bool withFestival, bool withPromotions)
        {
            if (error < best.Error)
            {
                best = (error, rolled(), withFestival, withPromotions);
            }
        }

        static double Error(IReadOnlyList<RolledForecast> rolled) => rolled.Sum(r => r.Tested.Sum(t => Math.Abs(t.Forecast - t.Actual)));

        static Dictionary<(int, int), double> Errors(RolledForecast rolled) => rolled.Tested.ToDictionary(t => (t.MonthsBack, t.Step), t => Math.Abs(t.Forecast - t.Actual));
    }

    /// <summary>The seasons of a level above, by origin, as factors from the first month of the history on.</summary>
    private static Dictionary<int, IReadOnlyList<double>> SeasonOf(ForecastNode node)
    {
        var first = node.Values.TakeWhile(v => v is null).Count();
        return node.Rolled.Seasons.ToDictionary(s => s.Key, s => SeriesHints.Turned(s.Value, -first));
    }

    /// <summary>Sums of the months from the first sale on: before it there was nothing to forecast.</summary>
    private ForecastNode Node(ForecastLevel level, string code, string productId, IEnumerable<ItemSales> below)
    {
        List<ItemSales> items = [.. below];
        var sums = new long[history.Months];
        foreach (var item in items)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += item.Months[i];
            }
        }

        var first = Array.FindIndex(sums, s => s != 0);
        return new ForecastNode(level, code, productId, [.. sums.Select((s, i) => i < first || first < 0 ? (double?)null : s)]) { Items = items };
    }

    private static bool IsLively(ItemSales item) => item.Months.Skip(Math.Max(0, item.Months.Length - LivelyMonths)).Any(m => m != 0);

    /// <summary>Share of the days around Spring Festival that lie in a month.</summary>
    private static double FestivalShare(DateOnly month)
    {
        var firstDay = Holidays.SpringFestival(month.Year);
        var days = Enumerable.Range(-DaysBefore, DaysBefore + DaysAfter + 1).Select(firstDay.AddDays).Count(d => d.Year == month.Year && d.Month == month.Month);
        return (double)days / (DaysBefore + DaysAfter + 1);
    }
}
