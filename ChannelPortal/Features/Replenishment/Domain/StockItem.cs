namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>Goods on their way.</summary>
/// <param name="Units">In units of the product.</param>
public readonly record struct Inbound(DateOnly On, double Units);

/// <summary>Everything that is known of a product at a dealer. Quantities in units.</summary>
public sealed record StockItem
{
    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    /// <summary>A, B or C.</summary>
    public required string AbcClass { get; init; }

    /// <summary>It is being phased out: nobody fills shelves with it.</summary>
    public bool IsLeaving { get; init; }

    public required double Pack { get; init; }

    /// <summary>What the dealer pays a unit, minor units.</summary>
    public required double Cost { get; init; }

    /// <summary>What its customers pay a unit, minor units.</summary>
    public required double Price { get; init; }

    public required LeadTime Lead { get; init; }

    /// <summary>Days between two orders of the dealer.</summary>
    public required double ReviewDays { get; init; }

    public required SellOutHistory History { get; init; }

    /// <summary>Units a day by the dealer's own word, where it reports no sales; else 0.</summary>
    public double ReportedDaily { get; init; }

    public required SeasonShape Season { get; init; }

    /// <summary>Day of the last count.</summary>
    public required DateOnly CountedOn { get; init; }

    public required double Counted { get; init; }

    /// <summary>Sold after the count, as far as the dealer reported it.</summary>
    public double SoldSince { get; init; }

    public double ReceivedSince { get; init; }

    public double Reserved { get; init; }

    public IReadOnlyList<Inbound> Inbound { get; init; } = [];

    /// <summary>Mean age of the stock today.</summary>
    public int AgeDays { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Stock now: the count and what was booked since.</summary>
    public double OnHand => Math.Max(0, Counted + ReceivedSince - SoldSince);
}
