using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Commands;

internal sealed class WithdrawReturnHandler(ReturnMoves moves, IApprovals approvals) : ICommandHandler<WithdrawReturn, ReturnMoved>
{
    public async Task<Result<ReturnMoved>> HandleAsync(WithdrawReturn command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await moves.BeginAsync(context, command.Number, cancellationToken) is not { } turn)
        {
            return Error.NotFound;
        }

        var moved = moves.Move(context, turn, ReturnTrigger.Withdraw, null, null);
        if (!moved.Ok)
        {
            return moved;
        }

        await approvals.WithdrawAsync(context, ReturnDecisions.DocKind, command.Number, cancellationToken);
        foreach (var line in turn.Lines)
        {
            await ReturnMoves.GiveBackAsync(context.Db, line.OrderId, line.OrderLine, line.Qty, cancellationToken);
        }

        return moved;
    }
}

internal sealed class SendReturnHandler(ReturnMoves moves) : ICommandHandler<SendReturn, ReturnMoved>
{
    private const int LongestCarrier = 100;
    private const int LongestTracking = 64;

    public async Task<Result<ReturnMoved>> HandleAsync(SendReturn command, CommandContext context, CancellationToken cancellationToken)
    {
        var (carrier, trackingNo) = (command.Carrier?.Trim() ?? "", command.TrackingNo?.Trim() ?? "");
        if (carrier.Length is 0 or > LongestCarrier)
        {
            return Error.Of("return_carrier_required").On("carrier");
        }

        if (trackingNo.Length is 0 or > LongestTracking)
        {
            return Error.Of("return_tracking_required").On("trackingNo");
        }

        return await moves.BeginAsync(context, command.Number, cancellationToken) is { } turn
            ? moves.Move(context, turn, ReturnTrigger.Send, r => (r.SentAt, r.Carrier, r.TrackingNo) = (context.Now, carrier, trackingNo), $"{carrier} {trackingNo}")
            : Error.NotFound;
    }
}
