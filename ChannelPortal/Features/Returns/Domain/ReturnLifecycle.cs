using ChannelPortal.Platform.Kernel;
using Stateless;

namespace ChannelPortal.Features.Returns.Domain;

/// <summary>One permitted move: the rows of this table are all that a return can do.</summary>
/// <param name="Permission">Row of permissions.csv.</param>
/// <param name="Guard">Condition beyond the state.</param>
/// <param name="Refusal">Error code when the guard says no.</param>
internal sealed record ReturnTransition(
    ReturnTrigger Trigger, ReturnStatus[] From, ReturnStatus To, string Permission, Func<GoodsReturn, bool>? Guard = null, string? Refusal = null);

/// <summary>The life of a return after its request (domain.md R57), as data.</summary>
internal static class ReturnLifecycle
{
    private const string NotNow = "return_not_possible_now";

    public static IReadOnlyList<ReturnTransition> Transitions { get; } =
    [
        new(ReturnTrigger.Approve, [ReturnStatus.Requested], ReturnStatus.Approved, "returns.approve"),
        new(ReturnTrigger.Reject, [ReturnStatus.Requested], ReturnStatus.Rejected, "returns.approve"),
        new(ReturnTrigger.Withdraw, [ReturnStatus.Requested, ReturnStatus.Approved], ReturnStatus.Withdrawn, "returns.request", r => r.SentAt is null, "return_sent_already"),
        new(ReturnTrigger.Send, [ReturnStatus.Approved], ReturnStatus.Approved, "returns.request", r => r.SentAt is null, "return_sent_already"),
        new(ReturnTrigger.Receive, [ReturnStatus.Approved], ReturnStatus.Received, "returns.inspect"),
        new(ReturnTrigger.Inspect, [ReturnStatus.Received], ReturnStatus.Inspected, "returns.inspect"),
        new(ReturnTrigger.Deny, [ReturnStatus.Received], ReturnStatus.Rejected, "returns.inspect"),
        new(ReturnTrigger.Credit, [ReturnStatus.Inspected], ReturnStatus.Credited, "returns.credit"),
    ];

    /// <summary>The state after the trigger, or why it may not fire.</summary>
    /// <param name="isDecided">Somebody else's consent stands behind it: an approval path, or the policy itself.</param>
    public static Result<string> Fire(GoodsReturn goods, ReturnTrigger trigger, Func<string, bool> holds, bool isDecided)
    {
        var transition = Transitions.Single(t => t.Trigger == trigger);
        if (!isDecided && !holds(transition.Permission))
        {
            return Error.Forbidden;
        }

        var machine = Machine(goods);
        if (!machine.CanFire(trigger, out var unmet))
        {
            return unmet is { Count: > 0 } ? Error.Of(unmet.First(), goods.Number) : Error.Of(NotNow, goods.Number);
        }

        machine.Fire(trigger);
        return machine.State.Code();
    }

    public static IReadOnlyList<ReturnTrigger> AllowedFor(GoodsReturn goods, Func<string, bool> holds)
    {
        var machine = Machine(goods);
        return [.. Transitions.Where(t => holds(t.Permission) && machine.CanFire(t.Trigger)).Select(t => t.Trigger)];
    }

    private static StateMachine<ReturnStatus, ReturnTrigger> Machine(GoodsReturn goods)
    {
        var machine = new StateMachine<ReturnStatus, ReturnTrigger>(ReturnStatuses.Parse(goods.Status));
        foreach (var transition in Transitions)
        {
            foreach (var from in transition.From)
            {
                var state = machine.Configure(from);
                bool Guard() => transition.Guard?.Invoke(goods) ?? true;
                _ = from == transition.To
                    ? state.PermitReentryIf(transition.Trigger, Guard, transition.Refusal ?? NotNow)
                    : state.PermitIf(transition.Trigger, transition.To, Guard, transition.Refusal ?? NotNow);
            }
        }

        return machine;
    }
}
