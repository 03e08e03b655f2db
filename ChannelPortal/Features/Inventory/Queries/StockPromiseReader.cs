using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Inventory.Queries;

/// <inheritdoc cref="IStockPromises"/>
internal sealed class StockPromiseReader(IAppDbFactory factory, IStock stock, BusinessClock clock) : IStockPromises
{
    public async Task<IReadOnlyDictionary<string, PromisedLine>> ReadAsync(Caller caller, IReadOnlyList<StockLine> lines, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId || lines.Count == 0)
        {
            return new Dictionary<string, PromisedLine>(StringComparer.Ordinal);
        }

        await using var db = factory.Create(caller.Scope);
        return (await stock.PromiseAsync(db, dealerId, clock.Today, lines, cancellationToken)).DistinctBy(p => p.ProductId).ToDictionary(p => p.ProductId, StringComparer.Ordinal);
    }
}
