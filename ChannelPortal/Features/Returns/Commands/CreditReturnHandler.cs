using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Commands;

internal sealed class CreditReturnHandler(ReturnMoves moves, ICreditNotes notes, IStock stock) : ICommandHandler<CreditReturn, ReturnMoved>
{
    public async Task<Result<ReturnMoved>> HandleAsync(CreditReturn command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await moves.BeginAsync(context, command.Number, cancellationToken) is not { } turn)
        {
            return Error.NotFound;
        }

        var (goods, accepted) = (turn.Goods, turn.Lines.FindAll(l => l.AcceptedQty > 0));
        if (goods.Status != ReturnStatus.Inspected.Code())
        {
            return Error.Of("return_not_possible_now", goods.Number);
        }

        // The bill may have come, or another return of the same line, since the inspection.
        var billed = await notes.BilledAsync(context.Db, [.. accepted.Select(l => l.OrderId)], cancellationToken);
        foreach (var line in accepted.Where(l => billed.ContainsKey((l.OrderId, l.OrderLine))))
        {
            line.Amount = ReturnPolicy.AfterFee(billed[(line.OrderId, line.OrderLine)].NetOf(line.AcceptedQty!.Value), line.FeePercent);
        }

        var issued = await notes.IssueAsync(
            context, goods.DealerId, accepted.ConvertAll(l => new CreditLine(l.OrderId, l.OrderLine, l.AcceptedQty!.Value, l.Amount)), goods.Number, cancellationToken);
        if (!issued.Ok)
        {
            return Result<ReturnMoved>.Fail(issued.Errors);
        }

        await stock.ReturnAsync(
            context.Db, goods.DealerId, goods.Number, accepted.ConvertAll(l => new ReturnedLine(l.Line, l.ProductId, l.AcceptedQty!.Value, l.Disposition == Dispositions.Restock)), cancellationToken);
        var numbers = string.Join(',', issued.Value.Select(n => n.Number));
        return moves.Move(
            context, turn, ReturnTrigger.Credit,
            r => (r.CreditedAt, r.Amount, r.CreditedGross, r.CreditNotes) = (context.Now, issued.Value.Sum(n => n.Net), issued.Value.Sum(n => n.Net + n.Tax), numbers), numbers);
    }
}
