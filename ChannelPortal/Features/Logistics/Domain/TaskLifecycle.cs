using Stateless;

namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>What may happen to an exception task.</summary>
public enum TaskTrigger
{
    /// <summary>A person makes it his own; also from a colleague.</summary>
    Take,

    /// <summary>A person says what came of it.</summary>
    Resolve,

    /// <summary>Its cause went away before anybody took it.</summary>
    Clear,
}

/// <summary>One permitted move of a task.</summary>
internal sealed record TaskTransition(TaskTrigger Trigger, string[] From, string To);

/// <summary>The life of an exception task, as data.</summary>
internal static class TaskLifecycle
{
    public const string Open = "open";

    public const string Taken = "taken";

    public const string Resolved = "resolved";

    public static IReadOnlyList<TaskTransition> Transitions { get; } =
    [
        new(TaskTrigger.Take, [Open, Taken], Taken),
        new(TaskTrigger.Resolve, [Open, Taken], Resolved),
        new(TaskTrigger.Clear, [Open], Resolved),
    ];

    /// <summary>The state after the trigger; null when it may not fire.</summary>
    public static string? Fire(string state, TaskTrigger trigger)
    {
        var machine = new StateMachine<string, TaskTrigger>(state);
        foreach (var transition in Transitions)
        {
            foreach (var from in transition.From)
            {
                _ = from == transition.To ? machine.Configure(from).PermitReentry(transition.Trigger) : machine.Configure(from).Permit(transition.Trigger, transition.To);
            }
        }

        if (!machine.CanFire(trigger))
        {
            return null;
        }

        machine.Fire(trigger);
        return machine.State;
    }
}
