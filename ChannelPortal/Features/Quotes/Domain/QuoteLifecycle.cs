using ChannelPortal.Platform.Kernel;
using Stateless;

namespace ChannelPortal.Features.Quotes.Domain;

/// <summary>One permitted move: the rows of this table are all that a quote can do.</summary>
/// <param name="Permission">Row of permissions.csv; null means that only the clock or the approvers may.</param>
/// <param name="Guard">Condition beyond the state, on a day.</param>
/// <param name="Refusal">Error code when the guard says no.</param>
/// <param name="HasOwnForm">Fired by a form with more to say, never offered as a mere button.</param>
internal sealed record QuoteTransition(
    QuoteTrigger Trigger, QuoteStatus[] From, QuoteStatus To, string? Permission, Func<Quote, DateOnly, bool>? Guard = null, string? Refusal = null, bool HasOwnForm = false);

/// <summary>The life of a quote (domain.md R07), as data.</summary>
internal static class QuoteLifecycle
{
    private const string NotNow = "quote_not_possible_now";

    public static IReadOnlyList<QuoteTransition> Transitions { get; } =
    [
        new(QuoteTrigger.AskAgain, [QuoteStatus.Sent, QuoteStatus.Declined, QuoteStatus.Expired], QuoteStatus.Asked, QuotesPermissions.Ask, HasOwnForm: true),
        new(QuoteTrigger.Submit, [QuoteStatus.Draft, QuoteStatus.Asked], QuoteStatus.Review, QuotesPermissions.Answer, HasOwnForm: true),
        new(QuoteTrigger.Send, [QuoteStatus.Draft, QuoteStatus.Asked], QuoteStatus.Sent, QuotesPermissions.Answer, HasOwnForm: true),
        new(QuoteTrigger.Approve, [QuoteStatus.Review], QuoteStatus.Sent, null, (q, day) => day <= q.ValidUntil, "quote_valid_until"),
        new(QuoteTrigger.Return, [QuoteStatus.Review], QuoteStatus.Asked, null, (q, _) => q.IsAsked),
        new(QuoteTrigger.Return, [QuoteStatus.Review], QuoteStatus.Draft, null, (q, _) => !q.IsAsked),
        new(QuoteTrigger.Recall, [QuoteStatus.Review, QuoteStatus.Sent], QuoteStatus.Asked, QuotesPermissions.Answer, (q, _) => q.IsAsked),
        new(QuoteTrigger.Recall, [QuoteStatus.Review, QuoteStatus.Sent], QuoteStatus.Draft, QuotesPermissions.Answer, (q, _) => !q.IsAsked),
        new(QuoteTrigger.Accept, [QuoteStatus.Sent, QuoteStatus.Accepted], QuoteStatus.Accepted, QuotesPermissions.Ask, (q, day) => day <= q.ValidUntil, "quote_expired", HasOwnForm: true),
        new(QuoteTrigger.Decline, [QuoteStatus.Sent], QuoteStatus.Declined, QuotesPermissions.Ask),
        new(QuoteTrigger.Expire, [QuoteStatus.Sent], QuoteStatus.Expired, null, (q, day) => day > q.ValidUntil),
        new(QuoteTrigger.Withdraw, [QuoteStatus.Asked, QuoteStatus.Review], QuoteStatus.Withdrawn, QuotesPermissions.Ask, (q, _) => q.IsAsked),
        new(QuoteTrigger.Revoke, [QuoteStatus.Draft, QuoteStatus.Asked, QuoteStatus.Review, QuoteStatus.Sent], QuoteStatus.Withdrawn, QuotesPermissions.Answer),
    ];

    /// <summary>Triggers that need words to the other side.</summary>
    public static bool NeedsReason(QuoteTrigger trigger) => trigger is QuoteTrigger.Decline or QuoteTrigger.Revoke;

    public static Result<QuoteStatus> Fire(Quote quote, QuoteTrigger trigger, DateOnly day, Func<string, bool> holds, bool isSystem)
    {
        if (!MayFire(Transitions.First(t => t.Trigger == trigger), holds, isSystem))
        {
            return Error.Forbidden;
        }

        var machine = Machine(quote, day);
        if (!machine.CanFire(trigger, out var unmet))
        {
            return Error.Of(unmet is { Count: > 0 } ? unmet.First() : NotNow, quote.No);
        }

        machine.Fire(trigger);
        return machine.State;
    }

    /// <summary>What these rights may do with it now; forms of their own only when asked for.</summary>
    public static IReadOnlyList<QuoteTrigger> AllowedFor(Quote quote, DateOnly day, Func<string, bool> holds, bool withForms = false)
    {
        var machine = Machine(quote, day);
        return
        [
            .. Transitions.Where(t => t.Permission is not null && (withForms || !t.HasOwnForm) && MayFire(t, holds, isSystem: false) && machine.CanFire(t.Trigger))
                .Select(t => t.Trigger).Distinct(),
        ];
    }

    private static bool MayFire(QuoteTransition transition, Func<string, bool> holds, bool isSystem) =>
        isSystem || (transition.Permission is { } permission && holds(permission));

    private static StateMachine<QuoteStatus, QuoteTrigger> Machine(Quote quote, DateOnly day)
    {
        var machine = new StateMachine<QuoteStatus, QuoteTrigger>(quote.Status);
        foreach (var transition in Transitions)
        {
            foreach (var from in transition.From)
            {
                var state = machine.Configure(from);
                bool Guard() => transition.Guard?.Invoke(quote, day) ?? true;
                _ = from == transition.To
                    ? state.PermitReentryIf(transition.Trigger, Guard, transition.Refusal ?? NotNow)
                    : state.PermitIf(transition.Trigger, transition.To, Guard, transition.Refusal ?? NotNow);
            }
        }

        return machine;
    }
}
