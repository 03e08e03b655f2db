using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using Stateless;

namespace ChannelPortal.Features.Alerts.Domain;

/// <summary>The numbers stand in the database.</summary>
public enum AlertState
{
    Firing = 0,
    Resolved = 2,

    /// <summary>The condition holds, but not yet for as long as its rule asks.</summary>
    Pending = 3,

    /// <summary>The series that was watched has stopped.</summary>
    NoData = 4,

    /// <summary>The rule could not be evaluated.</summary>
    Error = 5,

    /// <summary>The condition is gone and may come back.</summary>
    Recovering = 6,
}

internal enum AlertTrigger
{
    Fire,
    Ease,
    LoseData,
    Fail,
    Cure,
    Close,
}

/// <summary>One permitted move.</summary>
/// <param name="Permission">Row of permissions.csv; null means that only the system may.</param>
internal sealed record AlertTransition(AlertTrigger Trigger, AlertState[] From, AlertState To, string? Permission = null);

/// <summary>The life of an alert (conventions.md E8), as data. Who took it on, snoozed or muted it is no state: an acknowledged alert may recover and fire again.</summary>
internal static class AlertLifecycle
{
    public static IReadOnlyList<AlertTransition> Transitions { get; } =
    [
        new(AlertTrigger.Fire, [AlertState.Pending, AlertState.Recovering, AlertState.NoData, AlertState.Error], AlertState.Firing),
        new(AlertTrigger.Ease, [AlertState.Firing, AlertState.NoData, AlertState.Error], AlertState.Recovering),
        new(AlertTrigger.LoseData, [AlertState.Pending, AlertState.Firing, AlertState.Recovering], AlertState.NoData),
        new(AlertTrigger.Fail, [AlertState.Pending, AlertState.Firing, AlertState.Recovering, AlertState.NoData], AlertState.Error),
        new(AlertTrigger.Cure, [AlertState.Pending, AlertState.Firing, AlertState.Recovering, AlertState.NoData, AlertState.Error], AlertState.Resolved),
        new(AlertTrigger.Close, [AlertState.Firing, AlertState.Recovering, AlertState.NoData, AlertState.Error], AlertState.Resolved, "alerts.acknowledge"),
    ];

    public static IEnumerable<StateMove> Moves => Transitions.SelectMany(t => t.From.Select(from => new StateMove(Word(from), Word(t.To), t.Trigger.ToString().ToLowerInvariant(), t.Permission)));

    /// <summary>The states in which an alert begins.</summary>
    public static IReadOnlyList<string> Begins { get; } = [Word(AlertState.Pending), Word(AlertState.Firing), Word(AlertState.NoData), Word(AlertState.Error)];

    public static string Word(AlertState state) => state.ToString().ToLowerInvariant();

    public static Result<AlertState> Fire(AlertState from, AlertTrigger trigger)
    {
        var machine = new StateMachine<AlertState, AlertTrigger>(from);
        foreach (var known in Transitions)
        {
            foreach (var state in known.From)
            {
                machine.Configure(state).Permit(known.Trigger, known.To);
            }
        }

        if (!machine.CanFire(trigger))
        {
            return Error.Of("changed_meanwhile");
        }

        machine.Fire(trigger);
        return machine.State;
    }
}
