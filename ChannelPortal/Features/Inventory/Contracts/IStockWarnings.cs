using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Stock of one product that will not last.</summary>
/// <param name="OnHand">Thousandths, as <paramref name="SafetyStock"/>.</param>
/// <param name="Days">Days that it lasts at the present demand.</param>
public sealed record StockWarning(string ProductId, string Name, string? NameEn, string Unit, string? UnitEn, long OnHand, long SafetyStock, decimal Days);

/// <summary>Products in danger: the first few, and how many there are.</summary>
/// <param name="On">Day of the newest count; null for a dealer that reports none.</param>
public sealed record LowStock(IReadOnlyList<StockWarning> Shown, int Count, DateOnly? On);

/// <summary>A dealer's own stock that runs low: the list behind the number is <c>inventory?show=short</c>.</summary>
public interface IStockWarnings
{
    /// <summary>Products below their safety stock, or that run out before a new delivery could be there; the shortest first.</summary>
    Task<LowStock> OfAsync(string dealerId, DealerScope scope, int most, CancellationToken cancellationToken);
}
