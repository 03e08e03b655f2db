using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>The judgement of a product at a dealer, kept so that lists and boards need not judge anew. Quantities in thousandths, money in minor units.</summary>
public sealed class StockOutlook : IDealerOwned
{
    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    public StockLevel Level { get; set; }

    /// <summary>When the level became what it is.</summary>
    public DateTimeOffset Since { get; set; }

    public DateTimeOffset JudgedAt { get; set; }

    /// <summary>Number of the newest fact that could be known; an older judgement never takes a newer one's place.</summary>
    public long Seq { get; set; }

    public DemandClass Class { get; set; }

    public DateOnly CountedOn { get; set; }

    public long OnHand { get; set; }

    /// <summary>See <see cref="StockVerdict.OnHandLow"/>.</summary>
    public long OnHandLow { get; set; }

    public long OnHandHigh { get; set; }

    /// <summary>Arrives before goods that are ordered now.</summary>
    public long Inbound { get; set; }

    /// <summary>Millionths of a unit a day: a machine that goes once in three months is 11,000.</summary>
    public long DailyDemand { get; set; }

    public long SafetyStock { get; set; }

    public long ReorderPoint { get; set; }

    public long OrderUpTo { get; set; }

    /// <summary>Tenths of a day.</summary>
    public int LeadTime { get; set; }

    /// <summary>Days; null where nothing is sold.</summary>
    public int? Cover { get; set; }

    public DateOnly? StockOutOn { get; set; }

    public DateOnly NextReceiptOn { get; set; }

    public long Stake { get; set; }

    public long Suggested { get; set; }

    public long Excess { get; set; }

    /// <summary>Ten-thousandths of a major unit that the dealer pays a unit.</summary>
    public long UnitCost { get; set; }

    /// <summary>Ten-thousandths that its customers pay.</summary>
    public long UnitPrice { get; set; }

    public DateOnly? ExpiresOn { get; set; }

    internal static StockOutlook Of(StockVerdict verdict, long seq, DateTimeOffset now)
    {
        var item = verdict.Item;
        return new StockOutlook
        {
            DealerId = item.DealerId, ProductId = item.ProductId, Level = verdict.Level, Since = now, JudgedAt = now, Seq = seq, Class = verdict.Demand.Class, CountedOn = item.CountedOn,
            OnHand = Thousandths(item.OnHand), OnHandLow = Thousandths(verdict.OnHandLow), OnHandHigh = Thousandths(verdict.OnHandHigh),
            Inbound = Thousandths(item.Inbound.Where(i => i.On <= verdict.NextReceiptOn).Sum(i => i.Units)),
            DailyDemand = Whole(verdict.Demand.Daily * 1_000_000), SafetyStock = Thousandths(verdict.Levels.Safety), ReorderPoint = Thousandths(verdict.Levels.ReorderPoint),
            OrderUpTo = Thousandths(verdict.Levels.OrderUpTo), LeadTime = (int)Math.Round(item.Lead.Days * 10), Cover = verdict.Cover is { } cover ? (int)Math.Min(cover, 9_999) : null,
            StockOutOn = verdict.StockOutOn, NextReceiptOn = verdict.NextReceiptOn, Stake = Whole(verdict.Stake), Suggested = Thousandths(verdict.Suggested), Excess = Thousandths(verdict.Excess),
            UnitCost = Whole(item.Cost * Money.PriceScale / Money.MinorPerMajor), UnitPrice = Whole(item.Price * Money.PriceScale / Money.MinorPerMajor), ExpiresOn = item.ExpiresOn,
        };
    }

    private static long Thousandths(double units) => Whole(units * Money.QuantityScale);

    private static long Whole(double value) => (long)Math.Clamp(Math.Round(value), -9e15, 9e15);
}

/// <summary>What the rule would have led to in the past, against the plain one. Money in minor units.</summary>
public sealed class StockTrialResult
{
    public DateOnly Day { get; init; }

    /// <summary>Days that were run through, without those of the beginning.</summary>
    public int Days { get; set; }

    public int Items { get; set; }

    public long PlainStockOutDays { get; set; }

    public long StockOutDays { get; set; }

    /// <summary>Sales lost.</summary>
    public long PlainLost { get; set; }

    public long Lost { get; set; }

    /// <summary>Mean stock at cost.</summary>
    public long PlainStock { get; set; }

    public long Stock { get; set; }

    /// <summary>Mean cost of stock beyond ninety days of demand.</summary>
    public long PlainOverstock { get; set; }

    public long Overstock { get; set; }

    public long PlainOrders { get; set; }

    public long Orders { get; set; }

    /// <summary>Sales that were made, to measure losses by.</summary>
    public long Sold { get; set; }
}
