namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>Safety stock, reorder point, warning and suggestion of domain.md R21.</summary>
/// <param name="highestLevel">Largest chance of no stock-out that is aimed at, by ABC class.</param>
/// <param name="carrying">Share of its cost that a unit in stock costs a year.</param>
internal sealed class StockRule(Func<string, double> highestLevel, double carrying)
{
    /// <summary>Days that a curve looks ahead.</summary>
    public const int AheadDays = 120;

    /// <summary>Hours after which a count is stale.</summary>
    public const int FreshHours = 48;

    private const int BlueDays = 90;
    private const int SlowDays = 180;
    private const int DeadDays = 90;
    private const double Wide = 1.2816;
    private const double LowestLevel = 0.5;

    /// <summary>Days that a unit of a product that sells now and then waits for its customer; found by trials of the past.</summary>
    private const double RareWaitDays = 40;

    /// <summary>Where a price says nothing of the margin.</summary>
    private const double LeastMargin = 0.02;

    /// <param name="now">The count is judged fresh or stale by it; <paramref name="today"/> is its business day.</param>
    /// <param name="endOfDay">Instant at which a business day ends.</param>
    public StockVerdict Judge(StockItem item, DateOnly today, DateTimeOffset now, Func<DateOnly, DateTimeOffset> endOfDay)
    {
        var demand = Demand.Of(item.History, item.Season, item.ReportedDaily);
        var levels = Levels(item, demand, today);
        var nextReceipt = today.AddDays(item.Lead.Usually);
        var inTime = item.Inbound.Where(i => i.On <= nextReceipt).Sum(i => i.Units);
        var free = item.OnHand - item.Reserved;
        var isStale = (now - endOfDay(item.CountedOn)).TotalHours > FreshHours;
        var days = Math.Max(0, today.DayNumber - item.CountedOn.DayNumber);
        var blur = isStale ? Wide * demand.DailyDeviation * Math.Sqrt(days) : 0;
        var stockOut = demand.Daily > 0 ? Curve(item, demand, today).Where(p => p.Expected <= 0).Select(p => (DateOnly?)p.Day).FirstOrDefault() : null;
        var level = LevelOf(item, demand, today, free + inTime, levels.ReorderPoint, stockOut, nextReceipt);
        var suggested = level is StockLevel.Red or StockLevel.Amber ? Packs(levels.OrderUpTo - free - item.Inbound.Sum(i => i.Units), item.Pack) : 0;
        var excess = ExcessOf(item, demand, today, levels.ReorderPoint, level, free);
        return new StockVerdict
        {
            Item = item, Demand = demand, Levels = levels, Level = level, Position = free + inTime, NextReceiptOn = nextReceipt, StockOutOn = stockOut, IsStale = isStale,
            Cover = demand.Daily > 0 ? Math.Max(0, free + inTime) * BlueDays / demand.Over(today, BlueDays) : null,
            OnHandLow = Math.Max(0, item.OnHand - blur), OnHandHigh = item.OnHand + blur,
            Suggested = suggested, Excess = Math.Floor(excess),
            Stake = level is StockLevel.Red or StockLevel.Amber ? demand.During(today, item.Lead).Shortage(Math.Max(0, free + inTime)) * item.Price : excess * item.Cost,
        };
    }

    /// <summary>
    /// The dealer orders every so many days, so what is kept must last until goods of the next order are there. Safety stock over these days is z·√(LT·σd² + d²·σLT²) where something is
    /// sold nearly every week; where sales are rare a normal curve misleads, and the reorder point is the quantile of what was sold in stretches as long. The chance that it aims at
    /// is that of the newsvendor: the margin that a missing unit loses against what a unit too many costs, up to the highest of its class.
    /// </summary>
    public ReorderLevels Levels(StockItem item, Demand demand, DateOnly today)
    {
        if (demand.Daily <= 0)
        {
            return default;
        }

        var during = demand.During(today, item.Lead, item.ReviewDays);
        var reorder = during.Quantile(ServiceLevel(item, demand));

        // Rare sales are of whole pieces: two hundredths of one more need no second one on the shelf.
        reorder = demand.IsRare ? Math.Round(reorder, MidpointRounding.AwayFromZero) : reorder;

        // Where every week sells, an order brings another rhythm's sales in one line; a rare product's next unit can wait for the next order.
        var batch = item.IsLeaving || demand.IsRare ? 0 : demand.Over(today.AddDays(item.Lead.Usually), item.ReviewDays);
        return new ReorderLevels(Math.Max(0, reorder - during.Mean), reorder, reorder + batch);
    }

    /// <summary>The chance of no stock-out that is worth its stock.</summary>
    public double ServiceLevel(StockItem item, Demand demand)
    {
        var margin = Math.Max(LeastMargin * item.Price, item.Price - item.Cost);
        var cost = item.Cost * carrying * (demand.IsRare ? RareWaitDays : item.ReviewDays) / 365;
        return margin + cost <= 0 ? LowestLevel : Math.Clamp(margin / (margin + cost), LowestLevel, highestLevel(item.AbcClass));
    }

    /// <summary>The stock of the days ahead when nothing more is ordered.</summary>
    public static IReadOnlyList<StockPoint> Curve(StockItem item, Demand demand, DateOnly today)
    {
        var points = new List<StockPoint>(AheadDays);
        var counted = Math.Max(0, today.DayNumber - item.CountedOn.DayNumber - 1);
        var stock = item.OnHand - item.Reserved;
        var most = Math.Max(0, stock) + (Wide * demand.DailyDeviation * Math.Sqrt(counted));
        for (var i = 0; i < AheadDays; i++)
        {
            var day = today.AddDays(i);
            var arriving = item.Inbound.Where(a => a.On == day || (i == 0 && a.On < day)).Sum(a => a.Units);

            // What could not be sold for want of stock is not owed: a receipt begins at the empty shelf.
            most += arriving;
            stock = Math.Max(0, stock) + arriving - (demand.Daily * item.Season.On(day));
            var blur = Wide * demand.DailyDeviation * Math.Sqrt(counted + i + 1);
            points.Add(new StockPoint(day, stock, Math.Max(0, stock - blur), Math.Clamp(stock + blur, 0, most), arriving));
        }

        return points;
    }

    /// <summary>Rounded up to whole packs.</summary>
    public static double Packs(double units, double pack) => units <= 1e-6 ? 0 : Math.Ceiling((units / pack) - 1e-9) * pack;

    private static StockLevel LevelOf(StockItem item, Demand demand, DateOnly today, double position, double reorder, DateOnly? stockOut, DateOnly nextReceipt)
    {
        // A product of which no stock need be kept is sold to order; an empty shelf is no warning.
        if (reorder > 0 && stockOut < nextReceipt)
        {
            return StockLevel.Red;
        }

        if (Unsold(item, demand, today) >= 1)
        {
            return StockLevel.Purple;
        }

        if (reorder > 0 && position < reorder)
        {
            return StockLevel.Amber;
        }

        if (item.OnHand > 0 && (item.AgeDays > SlowDays || (item.AgeDays > DeadDays && item.ReportedDaily <= 0 && item.History.Days.TakeLast(DeadDays).All(d => d == 0))))
        {
            return StockLevel.Grey;
        }

        var usual = demand.Over(today, BlueDays);
        return item.OnHand - item.Reserved - Math.Max(2 * reorder, usual) >= 1 && demand.Daily > 0 ? StockLevel.Blue : StockLevel.Good;
    }

    /// <summary>Units that will not be sold before they expire.</summary>
    private static double Unsold(StockItem item, Demand demand, DateOnly today) =>
        item.ExpiresOn is { } day ? Math.Max(0, item.OnHand - demand.Over(today, Math.Max(0, day.DayNumber - today.DayNumber))) : 0;

    private static double ExcessOf(StockItem item, Demand demand, DateOnly today, double reorder, StockLevel level, double free) => level switch
    {
        StockLevel.Purple => Unsold(item, demand, today),
        StockLevel.Grey => Math.Max(0, free),
        StockLevel.Blue => Math.Max(0, free - Math.Max(2 * reorder, demand.Over(today, BlueDays))),
        _ => 0,
    };
}
