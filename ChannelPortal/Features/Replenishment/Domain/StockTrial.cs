namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>What a rule of ordering would have led to. Days are those on which the product was asked for or usually is; money in minor units.</summary>
internal record struct TrialSum
{
    /// <summary>Days with an empty shelf.</summary>
    public long StockOutDays { get; set; }

    /// <summary>Sales that an empty shelf lost.</summary>
    public double Lost { get; set; }

    public double Sold { get; set; }

    /// <summary>Cost of the stock, summed over days.</summary>
    public double StockDays { get; set; }

    /// <summary>Of it the part beyond ninety days of demand.</summary>
    public double OverstockDays { get; set; }

    public long Orders { get; set; }

    public static TrialSum operator +(TrialSum a, TrialSum b) => new()
    {
        StockOutDays = a.StockOutDays + b.StockOutDays, Lost = a.Lost + b.Lost, Sold = a.Sold + b.Sold, StockDays = a.StockDays + b.StockDays, OverstockDays = a.OverstockDays + b.OverstockDays, Orders = a.Orders + b.Orders,
    };
}

/// <summary>
/// Runs a product at a dealer through the days of the past under two rules: the plain one (below so many days of the last four weeks' sales, fill up for as many days
/// and the days until the next order) and <see cref="StockRule"/>. Both start with the same stock, see only what was known on each day, order as often, and wait as
/// long for the same order day. The sales asked for are those that were made: what an empty shelf lost in truth is known to neither.
/// </summary>
internal sealed class StockTrial(StockRule rule)
{
    /// <summary>Days at the beginning that are not counted: the stock that both start with is neither's.</summary>
    public const int WarmUpDays = 28;

    /// <summary>Days of the newest sales that the plain rule takes a mean of.</summary>
    private const int PlainDays = 28;

    /// <summary>Days of sales that the plain rule keeps for safety.</summary>
    private const int PlainSafetyDays = 5;

    private const int LearnEvery = 7;
    private const int OverstockDays = 90;

    /// <param name="item">Its history reaches back a year before the first day.</param>
    /// <param name="waits">Days that the dealer's past orders took; used in turn.</param>
    public (TrialSum Plain, TrialSum Rule) Run(StockItem item, IReadOnlyList<int> waits, int days)
    {
        var first = item.History.LastDay.AddDays(1 - days);
        var mean = item.History.Days.TakeLast(days + SellOutHistory.LongestDays).Average();
        var start = StockRule.Packs(mean * (item.Lead.Days + PlainSafetyDays + item.ReviewDays), item.Pack);
        return (Walk(item, waits, first, days, start, PlainLevels), Walk(item, waits, first, days, start, (i, day) => rule.Levels(i, Demand.Of(i.History, i.Season), day)));
    }

    private static ReorderLevels PlainLevels(StockItem item, DateOnly day)
    {
        var daily = item.History.Days.TakeLast(PlainDays).Average();
        var reorder = daily * (item.Lead.Days + PlainSafetyDays);
        return new ReorderLevels(daily * PlainSafetyDays, reorder, reorder + (daily * item.ReviewDays));
    }

    private static TrialSum Walk(StockItem item, IReadOnlyList<int> waits, DateOnly first, int days, double start, Func<StockItem, DateOnly, ReorderLevels> levelsOf)
    {
        var sum = new TrialSum();
        var (stock, coming) = (start, new List<Inbound>());
        var levels = default(ReorderLevels);
        var review = Math.Max(1, (int)Math.Round(item.ReviewDays));
        var history = item.History;
        for (var i = 0; i < days; i++)
        {
            var day = first.AddDays(i);
            stock += coming.Where(c => c.On == day).Sum(c => c.Units);
            coming.RemoveAll(c => c.On <= day);
            if (i % LearnEvery == 0)
            {
                levels = levelsOf(item with { History = history.Until(day.AddDays(-1)) }, day);
            }

            if (i % review == 0 && stock + coming.Sum(c => c.Units) < levels.ReorderPoint)
            {
                var units = StockRule.Packs(levels.OrderUpTo - stock - coming.Sum(c => c.Units), item.Pack);
                if (units > 0)
                {
                    coming.Add(new Inbound(day.AddDays(Math.Max(1, waits[day.DayNumber % waits.Count])), units));
                    sum.Orders += i >= WarmUpDays ? 1 : 0;
                }
            }

            var asked = history.Days[history.Days.Length - days + i];
            var sold = Math.Min(stock, asked);
            stock -= sold;
            if (i < WarmUpDays)
            {
                continue;
            }

            var usual = history.Days[Math.Max(0, history.Days.Length - days + i - OverstockDays)..(history.Days.Length - days + i)].Sum();
            sum.Sold += sold * item.Price;
            sum.Lost += (asked - sold) * item.Price;
            sum.StockOutDays += stock < 1e-9 && usual > 0 ? 1 : 0;
            sum.StockDays += stock * item.Cost;
            sum.OverstockDays += Math.Max(0, stock - usual) * item.Cost;
        }

        return sum;
    }
}
