using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Inventory.Commands;

/// <summary>Only free stock can be set aside; what comes back serves waiting lines at the next look.</summary>
internal sealed class QuarantineStockHandler(IStock stock, StockInput input) : ICommandHandler<QuarantineStock, bool>
{
    public async Task<Result<bool>> HandleAsync(QuarantineStock command, CommandContext context, CancellationToken cancellationToken)
    {
        var document = command.DocumentNo?.Trim() ?? "";
        if (StockInput.CheckDocument(document) is { } unnamed)
        {
            return unnamed;
        }

        if (command.Qty == 0 || Math.Abs(command.Qty) > StockInput.MostQuantity)
        {
            return Error.Of("stock_quantity_out_of_range").On("qty");
        }

        if (await input.CheckAsync(context.Db, [command.LocationId], [command.ProductId], cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var place = new StockPlace(command.ProductId, command.LocationId);
        await StockBook.WaitAsync(context.Db, place, 0, cancellationToken);
        if (await StockBook.IsBookedAsync(context.Db, MovementDocument.Quarantine, document, cancellationToken))
        {
            return Error.Of("stock_document_used", document).On("documentNo");
        }

        if (!await stock.QuarantineAsync(context.Db, command.LocationId, command.ProductId, command.Qty, document, cancellationToken))
        {
            return Error.Of(command.Qty > 0 ? "stock_not_free" : "stock_not_in_quarantine", command.ProductId, command.LocationId).On("qty");
        }

        await StockBook.TellAsync(context, [place], cancellationToken);
        context.Audit("inventory.quarantine", "stock", $"{command.LocationId}/{command.ProductId}", null, new { document, command.Qty });
        return true;
    }
}
