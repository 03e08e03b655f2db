using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Promises for showing, outside a command.</summary>
public interface IStockPromises
{
    /// <summary>By product id; empty for callers without a dealer company.</summary>
    Task<IReadOnlyDictionary<string, PromisedLine>> ReadAsync(Caller caller, IReadOnlyList<StockLine> lines, CancellationToken cancellationToken);
}
