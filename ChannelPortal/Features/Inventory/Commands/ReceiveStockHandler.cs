using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Inventory.Commands;

/// <summary>Books the delivery, takes it off what was expected, and serves the lines that wait. Answers how many got something.</summary>
internal sealed class ReceiveStockHandler(StockBook book, Backorders backorders, StockInput input) : ICommandHandler<ReceiveStock, int>
{
    public async Task<Result<int>> HandleAsync(ReceiveStock command, CommandContext context, CancellationToken cancellationToken)
    {
        var document = command.DocumentNo?.Trim() ?? "";
        var lines = command.Lines ?? [];
        if (StockInput.CheckDocument(document) is { } unnamed)
        {
            return unnamed;
        }

        if (lines.Count is 0 or > StockInput.MostLines || lines.Any(l => l.Qty is <= 0 or > StockInput.MostQuantity))
        {
            return Error.Of("stock_quantity_out_of_range").On("qty");
        }

        if (await input.CheckAsync(context.Db, [command.LocationId], [.. lines.Select(l => l.ProductId)], cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var sorted = lines.OrderBy(l => l.ProductId, StringComparer.Ordinal).ToList();
        foreach (var place in sorted.Select(l => new StockPlace(l.ProductId, command.LocationId)).Distinct())
        {
            await StockBook.OpenAsync(context.Db, place, cancellationToken);
            await StockBook.WaitAsync(context.Db, place, 0, cancellationToken);
        }

        // The balances are this command's now, so a second clerk with the same document sees what the first one booked.
        if (await StockBook.IsBookedAsync(context.Db, MovementDocument.Receipt, document, cancellationToken))
        {
            return Error.Of("stock_document_used", document).On("documentNo");
        }

        for (var i = 0; i < sorted.Count; i++)
        {
            var place = new StockPlace(sorted[i].ProductId, command.LocationId);
            await book.MoveAsync(
                context.Db, place, MovementKind.Receipt, StockChange.Arrive(sorted[i].Qty), new MovementDocument(MovementDocument.Receipt, document, i + 1), cancellationToken);
            await TakeOffPlanAsync(context.Db, place, sorted[i].Qty, cancellationToken);
        }

        await context.Db.SaveChangesAsync(cancellationToken);
        var served = await backorders.FillAsync(context, [.. sorted.Select(l => l.ProductId)], cancellationToken);
        await StockBook.TellAsync(context, sorted.Select(l => new StockPlace(l.ProductId, command.LocationId)), cancellationToken);
        context.Audit("inventory.receive", "stock", $"{command.LocationId}/{document}", null, new { lines, served });
        return served;
    }

    /// <summary>What came is expected no longer, the earliest plan first.</summary>
    private static async Task TakeOffPlanAsync(AppDbContext db, StockPlace place, long qty, CancellationToken cancellationToken)
    {
        var plans = await db.Set<InboundPlan>().Where(p => p.ProductId == place.ProductId && p.LocationId == place.LocationId)
            .OrderBy(p => p.Eta).ThenBy(p => p.Reference).ToListAsync(cancellationToken);
        foreach (var plan in plans)
        {
            var part = Math.Min(plan.Qty, qty);
            (plan.Qty, qty) = (plan.Qty - part, qty - part);
            if (plan.Qty == 0)
            {
                db.Remove(plan);
            }
        }
    }
}
