using ChannelPortal.Platform.Kernel;
using Stateless;

namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>What may happen to a contract.</summary>
internal enum ContractTrigger
{
    Send,
    Recall,
    Sign,
    Activate,
    Expire,
    Terminate,
}

/// <summary>One permitted move: the rows of this table are all that a contract can do.</summary>
/// <param name="Permission">Row of permissions.csv; null means that only the clock may.</param>
/// <param name="Guard">Condition beyond the state, on a day.</param>
/// <param name="Refusal">Error code when the guard says no.</param>
internal sealed record ContractTransition(
    ContractTrigger Trigger, ContractStatus[] From, ContractStatus To, string? Permission, Func<Contract, DateOnly, bool>? Guard = null, string? Refusal = null);

/// <summary>The life of a contract (domain.md R08), as data. Prices follow the signature and the days, so a late clock never prices wrongly.</summary>
internal static class ContractLifecycle
{
    private const string NotNow = "contract_not_possible_now";

    public static IReadOnlyList<ContractTransition> Transitions { get; } =
    [
        new(ContractTrigger.Send, [ContractStatus.Draft], ContractStatus.Sent, PricingPermissions.EditContracts),
        new(ContractTrigger.Recall, [ContractStatus.Sent], ContractStatus.Draft, PricingPermissions.EditContracts),
        new(ContractTrigger.Sign, [ContractStatus.Sent], ContractStatus.Signed, PricingPermissions.EditContracts, (c, day) => day < c.ValidTo, "contract_over"),
        new(ContractTrigger.Activate, [ContractStatus.Signed], ContractStatus.Active, null, (c, day) => day >= c.ValidFrom),
        new(ContractTrigger.Expire, [ContractStatus.Signed, ContractStatus.Active], ContractStatus.Expired, null, (c, day) => day >= c.ValidTo),
        new(ContractTrigger.Terminate, [ContractStatus.Signed, ContractStatus.Active], ContractStatus.Terminated, PricingPermissions.EditContracts),
    ];

    /// <summary>States in which the contract's prices hold on its days; the ended ones only explain what used to hold.</summary>
    public static IReadOnlyList<ContractStatus> Binding { get; } = [ContractStatus.Signed, ContractStatus.Active, ContractStatus.Expired, ContractStatus.Terminated];

    public static Result<ContractStatus> Fire(Contract contract, ContractTrigger trigger, DateOnly day, Func<string, bool> holds, bool isSystem)
    {
        if (!MayFire(Transitions.Single(t => t.Trigger == trigger), holds, isSystem))
        {
            return Error.Forbidden;
        }

        var machine = Machine(contract, day);
        if (!machine.CanFire(trigger, out var unmet))
        {
            return Error.Of(unmet is { Count: > 0 } ? unmet.First() : NotNow, contract.No);
        }

        machine.Fire(trigger);
        return machine.State;
    }

    public static IReadOnlyList<ContractTrigger> AllowedFor(Contract contract, DateOnly day, Func<string, bool> holds)
    {
        var machine = Machine(contract, day);
        return [.. Transitions.Where(t => t.Permission is not null && MayFire(t, holds, isSystem: false) && machine.CanFire(t.Trigger)).Select(t => t.Trigger)];
    }

    private static bool MayFire(ContractTransition transition, Func<string, bool> holds, bool isSystem) =>
        isSystem || (transition.Permission is { } permission && holds(permission));

    private static StateMachine<ContractStatus, ContractTrigger> Machine(Contract contract, DateOnly day)
    {
        var machine = new StateMachine<ContractStatus, ContractTrigger>(contract.Status);
        foreach (var transition in Transitions)
        {
            foreach (var from in transition.From)
            {
                machine.Configure(from).PermitIf(transition.Trigger, transition.To, () => transition.Guard?.Invoke(contract, day) ?? true, transition.Refusal ?? NotNow);
            }
        }

        return machine;
    }
}
