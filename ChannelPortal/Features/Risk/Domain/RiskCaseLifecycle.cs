using ChannelPortal.Platform.Kernel;
using Stateless;

namespace ChannelPortal.Features.Risk.Domain;

/// <summary>One permitted move of a review.</summary>
/// <param name="Permission">Row of permissions.csv; null means that only the system may.</param>
internal sealed record RiskCaseTransition(RiskCaseTrigger Trigger, RiskCaseState[] From, RiskCaseState To, string? Permission);

/// <summary>The life of a review (domain.md R10), as data.</summary>
internal static class RiskCaseLifecycle
{
    private static readonly RiskCaseState[] s_undecided = [RiskCaseState.Open, RiskCaseState.InReview, RiskCaseState.PapersRequested];

    public static IReadOnlyList<RiskCaseTransition> Transitions { get; } =
    [
        new(RiskCaseTrigger.Take, [RiskCaseState.Open, RiskCaseState.PapersRequested], RiskCaseState.InReview, "risk.decide"),
        new(RiskCaseTrigger.RequestPapers, [RiskCaseState.Open, RiskCaseState.InReview], RiskCaseState.PapersRequested, "risk.decide"),
        new(RiskCaseTrigger.Release, s_undecided, RiskCaseState.Released, "risk.decide"),
        new(RiskCaseTrigger.Reject, s_undecided, RiskCaseState.Rejected, "risk.decide"),
        new(RiskCaseTrigger.Withdraw, s_undecided, RiskCaseState.Withdrawn, null),
        new(RiskCaseTrigger.Reopen, [RiskCaseState.Released, RiskCaseState.Withdrawn], RiskCaseState.Open, null),
    ];

    /// <summary>The state after the trigger, or why it may not fire: who came first is part of the answer.</summary>
    public static Result<RiskCaseState> Fire(RiskCase review, RiskCaseTrigger trigger, Func<string, bool> holds, bool isSystem)
    {
        var transition = Transitions.Single(t => t.Trigger == trigger);
        if (!isSystem && (transition.Permission is not { } permission || !holds(permission)))
        {
            return Error.Forbidden;
        }

        var machine = new StateMachine<RiskCaseState, RiskCaseTrigger>(review.State);
        foreach (var known in Transitions)
        {
            foreach (var from in known.From)
            {
                machine.Configure(from).Permit(known.Trigger, known.To);
            }
        }

        if (!machine.CanFire(trigger))
        {
            return Overtaken(review);
        }

        machine.Fire(trigger);
        return machine.State;
    }

    /// <summary>Somebody else changed the review after this person had read it.</summary>
    public static Error Overtaken(RiskCase review) => review.State switch
    {
        RiskCaseState.Released => Error.Of("risk_case_released", review.OrderId, review.ChangedBy, review.ChangedAt),
        RiskCaseState.Rejected => Error.Of("risk_case_rejected", review.OrderId, review.ChangedBy, review.ChangedAt),
        RiskCaseState.PapersRequested => Error.Of("risk_case_papers", review.OrderId, review.ChangedBy, review.ChangedAt),
        RiskCaseState.InReview => Error.Of("risk_case_taken", review.OrderId, review.ChangedBy, review.ChangedAt),
        RiskCaseState.Withdrawn => Error.Of("risk_case_withdrawn", review.OrderId),
        _ => Error.Of("changed_meanwhile"),
    };
}
