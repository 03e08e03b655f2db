using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>A count that does not fit what came and went since the one before it. Somebody explains it or counts again.</summary>
public sealed class FeedDifference : IDealerOwned
{
    public const string Open = "open";
    public const string Explained = "explained";
    public const string Corrected = "corrected";

    /// <summary>Cause that needs words.</summary>
    public const string Other = "other";

    /// <summary>Causes that may be chosen, in their order.</summary>
    public static IReadOnlyList<string> Causes { get; } = ["unreported_sale", "count_error", "loss", "transfer", "receipt_pending", Other];

    public required Guid SubmissionId { get; init; }

    public required string ProductId { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Day of the count before.</summary>
    public DateOnly OpenOn { get; init; }

    public DateOnly SnapOn { get; init; }

    /// <summary>Thousandths, as all quantities here.</summary>
    public long Opening { get; init; }

    public long Received { get; init; }

    public long Sold { get; init; }

    public long Returned { get; init; }

    public long Reported { get; set; }

    public string State { get; set; } = Open;

    public string? Cause { get; set; }

    public string? Comment { get; set; }

    public string? ByName { get; set; }

    public DateTimeOffset? At { get; set; }

    public int Version { get; private set; }

    public RollForward Figures => new(ProductId, OpenOn, SnapOn, Opening, Received, Sold, Returned, Reported);
}

/// <summary>Opening + receipts − sales − returns against what was counted. Thousandths.</summary>
public sealed record RollForward(string ProductId, DateOnly OpenOn, DateOnly SnapOn, long Opening, long Received, long Sold, long Returned, long Reported)
{
    private const int Whole = 10_000;

    public long Expected => Opening + Received - Sold - Returned;

    public long Difference => Reported - Expected;

    /// <summary>Within a share of what was expected, or within one unit.</summary>
    /// <param name="tolerance">Hundredths of a percent.</param>
    public bool Fits(int tolerance) => Math.Abs(Difference) <= Math.Max(Money.QuantityScale, Math.Abs(Expected) * (decimal)tolerance / Whole);
}
