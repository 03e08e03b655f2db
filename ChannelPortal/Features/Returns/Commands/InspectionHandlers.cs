using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Commands;

internal sealed class ReceiveReturnHandler(ReturnMoves moves) : ICommandHandler<ReceiveReturn, ReturnMoved>
{
    public async Task<Result<ReturnMoved>> HandleAsync(ReceiveReturn command, CommandContext context, CancellationToken cancellationToken) =>
        await moves.BeginAsync(context, command.Number, cancellationToken) is { } turn
            ? moves.Move(context, turn, ReturnTrigger.Receive, r => r.ReceivedAt = context.Now, null)
            : Error.NotFound;
}

internal sealed class InspectReturnHandler(ReturnMoves moves, ICreditNotes notes) : ICommandHandler<InspectReturn, ReturnMoved>
{
    public async Task<Result<ReturnMoved>> HandleAsync(InspectReturn command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await moves.BeginAsync(context, command.Number, cancellationToken) is not { } turn)
        {
            return Error.NotFound;
        }

        if (Check(turn, command) is { } refused)
        {
            return refused;
        }

        var found = command.Items.ToDictionary(i => i.Line);
        var isAccepted = found.Values.Any(i => i.AcceptedQty > 0);
        var billed = await notes.BilledAsync(context.Db, [.. turn.Lines.Select(l => l.OrderId)], cancellationToken);
        var moved = moves.Move(context, turn, isAccepted ? ReturnTrigger.Inspect : ReturnTrigger.Deny, Apply, null);
        if (moved.Ok)
        {
            foreach (var line in turn.Lines)
            {
                await ReturnMoves.GiveBackAsync(context.Db, line.OrderId, line.OrderLine, line.Qty - (line.AcceptedQty ?? 0), cancellationToken);
            }
        }

        return moved;

        void Apply(GoodsReturn goods)
        {
            goods.InspectedAt = context.Now;
            foreach (var line in turn.Lines)
            {
                var item = found[line.Line];
                (line.AcceptedQty, line.Disposition, line.InspectionNote) = (item.AcceptedQty, item.Disposition, string.IsNullOrWhiteSpace(item.Note) ? null : item.Note.Trim());

                // A denied line keeps what was asked for, so that the share of denials can be measured.
                if (item.AcceptedQty > 0)
                {
                    line.Amount = billed.GetValueOrDefault((line.OrderId, line.OrderLine)) is { } bill
                        ? ReturnPolicy.AfterFee(bill.NetOf(item.AcceptedQty), line.FeePercent)
                        : (long)Math.Round((decimal)line.Amount * item.AcceptedQty / line.Qty, 0, MidpointRounding.AwayFromZero);
                }
            }

            goods.Amount = turn.Lines.Where(l => l.AcceptedQty > 0).Sum(l => l.Amount);
            goods.Refusal = isAccepted ? null : string.Join(' ', turn.Lines.Select(l => l.InspectionNote).OfType<string>().Distinct());
        }
    }

    private static Error? Check(ReturnInTurn turn, InspectReturn command)
    {
        if (command.Items.Select(i => i.Line).Order().SequenceEqual(turn.Lines.Select(l => l.Line)) is false)
        {
            return Error.Of("return_inspection_incomplete", turn.Goods.Number);
        }

        foreach (var (item, line) in command.Items.OrderBy(i => i.Line).Zip(turn.Lines))
        {
            if (!Dispositions.All.Contains(item.Disposition))
            {
                return Error.Of("return_disposition_unknown").On("disposition");
            }

            if (item.AcceptedQty < 0 || item.AcceptedQty > line.Qty || (item.AcceptedQty == 0) != (item.Disposition == Dispositions.Deny))
            {
                return Error.Of("return_accepted_out_of_range", line.Line, line.Qty / (decimal)Money.QuantityScale).On("acceptedQty");
            }

            if (item.Note?.Length > GoodsReturn.LongestNote || (item.Disposition == Dispositions.Deny && string.IsNullOrWhiteSpace(item.Note)))
            {
                return Error.Of("return_denial_note", line.Line, GoodsReturn.LongestNote).On("note");
            }
        }

        return null;
    }
}
