using ChannelPortal.Features.Replenishment.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Replenishment.Commands;

/// <summary>New proposals take the place of those that nobody offered, and offers whose last day is over end. Answers how many are proposed.</summary>
[Permission(ReplenishmentPermissions.Judge)]
internal sealed record ProposeTransfers(IReadOnlyList<StockTransfer> Transfers) : ICommand<int>;

/// <summary>Asks both dealers of a proposal.</summary>
[Permission(ReplenishmentPermissions.Transfer)]
internal sealed record OfferTransfer(Guid Id) : ICommand<bool>;

/// <summary>What the caller's company says to an offer. When both said yes they learn who the other one is.</summary>
[Permission(ReplenishmentPermissions.Answer)]
internal sealed record AnswerTransfer(Guid Id, bool IsYes, string? Reason) : ICommand<bool>;

/// <summary>The goods were handed over, or the manufacturer takes the offer back with a reason.</summary>
[Permission(ReplenishmentPermissions.Transfer)]
internal sealed record EndTransfer(Guid Id, bool IsDone, string? Reason) : ICommand<bool>;

/// <summary>What the commands on transfers share.</summary>
internal static class TransferSteps
{
    private const int LongestReason = 500;

    /// <summary>Null for a transfer of which the caller may not know: one side of it lies outside the scope, or a dealer is asked for it by nobody.</summary>
    public static async Task<StockTransfer?> FindAsync(CommandContext context, Guid id, CancellationToken cancellationToken) =>
        await context.Db.Set<StockTransfer>().AsTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is { } found && IsSeen(found, context.Caller) ? found : null;

    public static bool IsSeen(StockTransfer transfer, Caller caller) => caller.DealerId is { } own
        ? transfer.Concerns(own) && transfer.State != TransferState.Proposed
        : caller.Scope.Allows(transfer.GiverId) && caller.Scope.Allows(transfer.ReceiverId);

    public static Error? ReasonFault(string? reason, bool isNeeded) =>
        reason is { Length: > LongestReason } || (isNeeded && string.IsNullOrWhiteSpace(reason)) ? Error.Of("transfer_reason", LongestReason).On("reason") : null;

    public static void Tell(CommandContext context, StockTransfer transfer, DateOnly today)
    {
        foreach (var (dealerId, side) in new[] { (transfer.GiverId, "giver"), (transfer.ReceiverId, "receiver") })
        {
            context.Record(new StockTransferFact
            {
                TransferId = transfer.Id.ToString("N"), DealerId = dealerId, ProductId = transfer.ProductId, SteppedOn = today, Side = side, Qty = transfer.Qty, Status = transfer.State.ToString().ToLowerInvariant(),
            });
        }
    }
}

internal sealed class ProposeTransfersHandler(BusinessClock clock) : ICommandHandler<ProposeTransfers, int>
{
    public async Task<Result<int>> HandleAsync(ProposeTransfers command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        foreach (var late in await context.Db.Set<StockTransfer>().AsTracking().Where(t => t.State == TransferState.Offered && t.AnswerUntil < today).ToListAsync(cancellationToken))
        {
            late.Expire(context.Now);
            TransferSteps.Tell(context, late, today);
        }

        await context.Db.Set<StockTransfer>().Where(t => t.State == TransferState.Proposed).ExecuteDeleteAsync(cancellationToken);
        context.Db.AddRange(command.Transfers);
        return command.Transfers.Count;
    }
}

internal sealed class OfferTransferHandler(BusinessClock clock, IOptions<ReplenishmentOptions> options) : ICommandHandler<OfferTransfer, bool>
{
    public async Task<Result<bool>> HandleAsync(OfferTransfer command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await TransferSteps.FindAsync(context, command.Id, cancellationToken) is not { } transfer)
        {
            return Error.NotFound;
        }

        var today = clock.DayOf(context.Now);
        if (transfer.Offer(context.Now, today.AddDays(options.Value.OfferDays)) is { } fault)
        {
            return fault;
        }

        context.Audit("replenishment.offer", "stock-transfer", transfer.Id.ToString(), after: new { transfer.GiverId, transfer.ReceiverId, transfer.ProductId, transfer.Qty });
        TransferSteps.Tell(context, transfer, today);
        return true;
    }
}

internal sealed class AnswerTransferHandler(BusinessClock clock) : ICommandHandler<AnswerTransfer, bool>
{
    public async Task<Result<bool>> HandleAsync(AnswerTransfer command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } own || await TransferSteps.FindAsync(context, command.Id, cancellationToken) is not { } transfer)
        {
            return Error.NotFound;
        }

        var today = clock.DayOf(context.Now);
        if (TransferSteps.ReasonFault(command.Reason, isNeeded: false) is { } tooLong)
        {
            return tooLong;
        }

        if (transfer.Answer(own, command.IsYes, command.Reason?.Trim(), context.Now, today) is { } fault)
        {
            return fault;
        }

        context.Audit("replenishment.answer", "stock-transfer", transfer.Id.ToString(), after: new { command.IsYes, transfer.State }, reason: command.Reason, dealerId: own);
        TransferSteps.Tell(context, transfer, today);
        return true;
    }
}

internal sealed class EndTransferHandler(BusinessClock clock) : ICommandHandler<EndTransfer, bool>
{
    public async Task<Result<bool>> HandleAsync(EndTransfer command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not null || await TransferSteps.FindAsync(context, command.Id, cancellationToken) is not { } transfer)
        {
            return Error.NotFound;
        }

        if ((TransferSteps.ReasonFault(command.Reason, isNeeded: !command.IsDone) ?? transfer.End(command.IsDone, context.Caller.Name, command.Reason?.Trim(), context.Now)) is { } fault)
        {
            return fault;
        }

        context.Audit(command.IsDone ? "replenishment.done" : "replenishment.withdraw", "stock-transfer", transfer.Id.ToString(), after: new { transfer.State }, reason: command.Reason);
        TransferSteps.Tell(context, transfer, clock.DayOf(context.Now));
        return true;
    }
}
