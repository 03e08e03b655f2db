using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Commands;

/// <summary>Moves a contract along its life.</summary>
[Permission(PricingPermissions.EditContracts)]
internal sealed record MoveContract(string No, ContractTrigger Trigger, string? Reason = null) : ICommand<string>;

internal sealed class MoveContractHandler(BusinessClock clock) : ICommandHandler<MoveContract, string>
{
    public async Task<Result<string>> HandleAsync(MoveContract command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Contract>().SingleOrDefaultAsync(c => c.No == command.No, cancellationToken) is not { } contract)
        {
            return Error.NotFound;
        }

        if (command.Trigger == ContractTrigger.Terminate && string.IsNullOrWhiteSpace(command.Reason))
        {
            return Error.Of("contract_reason_required").On("reason");
        }

        var today = clock.DayOf(context.Now);
        var before = contract.Status;
        var next = ContractLifecycle.Fire(contract, command.Trigger, today, p => Permissions.Product.Allows(context.Caller.Roles, p), context.Caller.IsSystem);
        if (!next.Ok)
        {
            return Result<string>.Fail(next.Errors);
        }

        contract.Move(next.Value, today, command.Reason, context.Now);
        if (command.Trigger is ContractTrigger.Sign or ContractTrigger.Terminate)
        {
            context.Announce(today, "contract", [(contract.DealerId, null, null)]);
        }

        context.Audit(
            "contracts." + command.Trigger.ToString().ToLowerInvariant(), "contract", contract.No, new { Status = before.ToString() }, new { Status = contract.Status.ToString() }, command.Reason, contract.DealerId);
        return contract.Status.ToString();
    }
}
