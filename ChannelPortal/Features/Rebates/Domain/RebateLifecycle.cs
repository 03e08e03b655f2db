namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>Where a statement stands (domain.md R17).</summary>
internal enum RebateState
{
    Accrued,
    Calculated,
    Sent,
    Confirmed,
    Disputed,
    Approved,
    Settled,
    Closed,
}

/// <summary>What moves a statement.</summary>
internal enum RebateTrigger
{
    Calculate,
    Send,
    Confirm,
    Dispute,
    Answer,
    Approve,
    Refuse,
    Settle,
    Close,
}

/// <param name="Permission">Who may; the system's own work needs none.</param>
internal sealed record RebateTransition(IReadOnlyList<RebateState> From, RebateTrigger Trigger, RebateState To, string Permission, bool IsGuarded = false);

/// <summary>The one table of moves.</summary>
internal static class RebateLifecycle
{
    public static IReadOnlyList<RebateTransition> Transitions { get; } =
    [
        new([RebateState.Accrued, RebateState.Sent, RebateState.Confirmed, RebateState.Disputed], RebateTrigger.Calculate, RebateState.Calculated, RebatesPermissions.Run, IsGuarded: true),
        new([RebateState.Calculated], RebateTrigger.Send, RebateState.Sent, RebatesPermissions.Run, IsGuarded: true),
        new([RebateState.Sent], RebateTrigger.Confirm, RebateState.Confirmed, RebatesPermissions.Confirm),
        new([RebateState.Sent], RebateTrigger.Dispute, RebateState.Disputed, RebatesPermissions.Confirm),
        new([RebateState.Disputed], RebateTrigger.Answer, RebateState.Sent, RebatesPermissions.Run),
        new([RebateState.Confirmed], RebateTrigger.Approve, RebateState.Approved, "approvals.decide", IsGuarded: true),
        new([RebateState.Confirmed], RebateTrigger.Refuse, RebateState.Calculated, "approvals.decide"),
        new([RebateState.Approved], RebateTrigger.Settle, RebateState.Settled, RebatesPermissions.Settle, IsGuarded: true),
        new([RebateState.Settled], RebateTrigger.Close, RebateState.Closed, RebatesPermissions.Run),
    ];

    public static bool May(RebateState from, RebateTrigger trigger) => Transitions.Any(t => t.Trigger == trigger && t.From.Contains(from));

    /// <summary>Moves a statement; false when it may not go there from where it is.</summary>
    public static bool TryMove(RebateStatement statement, RebateTrigger trigger)
    {
        if (Transitions.FirstOrDefault(t => t.Trigger == trigger && t.From.Contains(statement.State)) is not { } move)
        {
            return false;
        }

        statement.State = move.To;
        statement.Version++;
        return true;
    }
}
