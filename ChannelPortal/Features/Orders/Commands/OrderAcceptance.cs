using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>What an order came to when it was looked at.</summary>
internal sealed record Acceptance(RiskScreening Screening, CreditDecision Credit)
{
    /// <summary>Nothing stands against the order, and it has its credit.</summary>
    public bool IsCovered => Credit.Passes && !Screening.IsHeld;

    /// <summary>A closed account refuses the order, it does not hold it.</summary>
    public bool IsBlocked => Credit.Verdict == CreditVerdict.Block;

    public string? HoldReason => Screening.IsHeld ? "risk" : Credit.HoldReason;
}

/// <summary>Risk first, then credit. An order under review takes none; the review's release does.</summary>
internal sealed class OrderAcceptance(IRiskScreen risk, ICreditAccounts credit)
{
    public async Task<Acceptance> DecideAsync(CommandContext context, RiskInput order, CancellationToken cancellationToken)
    {
        var screening = await risk.ScreenAsync(context, order, cancellationToken);
        var decision = screening.IsHeld
            ? await credit.CheckAsync(context.Db, order.DealerId, CreditCheckPoint.Submit, order.NetAmount, cancellationToken)
            : await credit.TryReserveAsync(context.Db, order.DealerId, order.OrderId, order.NetAmount, CreditCheckPoint.Submit, cancellationToken);
        return new Acceptance(screening, decision);
    }
}
