namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>What is to be thought of a stock, and what to do. Quantities in units, money in minor units.</summary>
public sealed record StockVerdict
{
    public required StockItem Item { get; init; }

    public required Demand Demand { get; init; }

    public required ReorderLevels Levels { get; init; }

    public required StockLevel Level { get; init; }

    /// <summary>Stock and what arrives in time, less what is reserved.</summary>
    public required double Position { get; init; }

    /// <summary>Days that <see cref="Position"/> lasts; null where nothing is sold.</summary>
    public double? Cover { get; init; }

    /// <summary>First day on which the shelf is expected to be empty, within the days looked ahead.</summary>
    public DateOnly? StockOutOn { get; init; }

    /// <summary>When goods ordered today are usually there.</summary>
    public required DateOnly NextReceiptOn { get; init; }

    /// <summary>With a count that is not fresh the stock lies between these with eight chances of ten.</summary>
    public required double OnHandLow { get; init; }

    public required double OnHandHigh { get; init; }

    public bool IsStale { get; init; }

    /// <summary>Sales that are likely lost, or money that lies in what is too much.</summary>
    public double Stake { get; init; }

    /// <summary>Whole packs to order now, in units; 0 for none.</summary>
    public double Suggested { get; init; }

    /// <summary>Units that may be given away without a need soon.</summary>
    public double Excess { get; init; }
}

/// <summary>When to order, and how much. Units.</summary>
public readonly record struct ReorderLevels(double Safety, double ReorderPoint, double OrderUpTo);

/// <summary>A day of a projected stock. Units at the end of the day.</summary>
/// <param name="Expected">Below zero it says how much is missing by then.</param>
/// <param name="Arriving">Goods that come on the day.</param>
public readonly record struct StockPoint(DateOnly Day, double Expected, double Low, double High, double Arriving);
