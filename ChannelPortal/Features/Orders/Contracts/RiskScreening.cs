using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>What happens to an order of a score (domain.md R10).</summary>
public enum RiskBand
{
    /// <summary>Below 30.</summary>
    Clear,

    /// <summary>From 30: goes on, and is marked.</summary>
    Flagged,

    /// <summary>From 50: held for the channel manager.</summary>
    ManagerReview,

    /// <summary>From 80: held for the market-order auditors.</summary>
    AuditorReview,
}

/// <summary>An order as it is about to be placed or changed. Amounts in minor units.</summary>
/// <param name="Bound">Credit that the order binds already, as it does before a change.</param>
public sealed record RiskInput(
    string OrderId, string DealerId, DateOnly Day, DateTimeOffset SubmittedAt, string Currency, long NetAmount, string? ShipToId, IReadOnlyList<OrderLineFact> Lines, long Bound = 0);

/// <summary>What the screening of an order came to. The rules behind it are for the reviewers alone.</summary>
public sealed record RiskScreening(double Score, RiskBand Band)
{
    public bool IsHeld => Band >= RiskBand.ManagerReview;
}

/// <summary>
/// Looks at an order before it is accepted or changed, inside the order's transaction and in the dealer's turn. A later look at the same order replaces
/// the earlier one. The feature that owns risk answers.
/// </summary>
public interface IRiskScreen
{
    Task<RiskScreening> ScreenAsync(CommandContext context, RiskInput order, CancellationToken cancellationToken);
}
