using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Domain;

/// <summary>
/// Headroom of one dealer, changed only by conditional updates so that two orders racing for the last of it cannot both have it.
/// </summary>
internal sealed class CreditAccount : IDealerOwned
{
    public required string DealerId { get; init; }

    /// <summary>Limit, temporary limit and deposit of the snapshot, minor units.</summary>
    public long Cover { get; set; }

    /// <summary>Open receivables of the snapshot and all confirmed orders since, minor units.</summary>
    public long Exposure { get; set; }

    /// <summary>Day of the snapshot that the account was last set from.</summary>
    public DateOnly? SnapOn { get; set; }

    /// <summary>Raised by every command of the dealer: the update takes the row lock.</summary>
    public long Turns { get; set; }
}
