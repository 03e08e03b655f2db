using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>Finance sets the limit. Minor units.</summary>
[Permission("credit.manage")]
internal sealed record SetCreditLimit(string DealerId, long Limit, string Reason) : ICommand<long>;

internal sealed class SetCreditLimitHandler(AccountWork work) : ICommandHandler<SetCreditLimit, long>
{
    public async Task<Result<long>> HandleAsync(SetCreditLimit command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Limit < 0)
        {
            return Error.Of("credit_amount_negative").On("limit");
        }

        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        work.Note(context, account.DealerId, "limit", account.Limit, command.Limit, command.Reason.Trim());
        context.Audit("credit.limit", "credit_account", account.DealerId, new { account.Limit }, new { command.Limit }, command.Reason, account.DealerId);
        account.Limit = command.Limit;
        await context.Db.Set<CreditAccount>().Where(a => a.DealerId == command.DealerId).ExecuteUpdateAsync(a => a.SetProperty(x => x.Limit, command.Limit), cancellationToken);
        work.Tell(context, account);
        return command.Limit;
    }
}

/// <summary>Finance closes the account with a reason, or opens it again without one.</summary>
/// <param name="IsBlocked">False lifts the block.</param>
[Permission("credit.manage")]
internal sealed record SetCreditBlock(string DealerId, bool IsBlocked, string Reason) : ICommand<bool>;

internal sealed class SetCreditBlockHandler(AccountWork work) : ICommandHandler<SetCreditBlock, bool>
{
    public async Task<Result<bool>> HandleAsync(SetCreditBlock command, CommandContext context, CancellationToken cancellationToken)
    {
        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        if (command.IsBlocked == account.BlockReason is not null)
        {
            return Error.Of(command.IsBlocked ? "credit_blocked_already" : "credit_not_blocked");
        }

        var words = command.IsBlocked ? command.Reason.Trim() : null;
        work.Note(context, account.DealerId, command.IsBlocked ? "block" : "unblock", 0, 0, command.Reason.Trim());
        context.Audit(command.IsBlocked ? "credit.block" : "credit.unblock", "credit_account", account.DealerId, new { account.BlockReason }, new { BlockReason = words }, command.Reason, account.DealerId);
        account.BlockReason = words;
        await context.Db.Set<CreditAccount>().Where(a => a.DealerId == command.DealerId).ExecuteUpdateAsync(a => a.SetProperty(x => x.BlockReason, words), cancellationToken);
        work.Tell(context, account);
        return command.IsBlocked;
    }
}

/// <summary>What each look at the dealer's credit may do.</summary>
[Permission("credit.manage")]
internal sealed record SetCreditPolicy(string DealerId, CreditPolicy Submit, CreditPolicy Shipment, CreditPolicy Amendment, CreditPolicy Reopening) : ICommand<bool>;

internal sealed class SetCreditPolicyHandler(AccountWork work) : ICommandHandler<SetCreditPolicy, bool>
{
    public async Task<Result<bool>> HandleAsync(SetCreditPolicy command, CommandContext context, CancellationToken cancellationToken)
    {
        CreditPolicy[] wanted = [command.Submit, command.Shipment, command.Amendment, command.Reopening];
        if (!wanted.All(Enum.IsDefined))
        {
            return Error.Of("credit_policy_unknown");
        }

        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        work.Note(context, account.DealerId, "policy", 0, 0, string.Join(' ', wanted));
        context.Audit(
            "credit.policy", "credit_account", account.DealerId,
            new { account.SubmitPolicy, account.ShipmentPolicy, account.AmendmentPolicy, account.ReopenPolicy }, command, dealerId: account.DealerId);
        await context.Db.Set<CreditAccount>().Where(a => a.DealerId == command.DealerId).ExecuteUpdateAsync(
            a => a.SetProperty(x => x.SubmitPolicy, command.Submit).SetProperty(x => x.ShipmentPolicy, command.Shipment)
                .SetProperty(x => x.AmendmentPolicy, command.Amendment).SetProperty(x => x.ReopenPolicy, command.Reopening),
            cancellationToken);
        work.Tell(context, account);
        return true;
    }
}
