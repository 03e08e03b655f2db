using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>Sell-in of a month towards a contract, in thousandths and minor units.</summary>
public sealed record ContractSale(DateOnly Month, long Quantity, long Amount);

/// <summary>What a dealer bought during a contract. The feature that owns order lines answers.</summary>
public interface IContractSales
{
    /// <param name="productIds">Products that count; null for all.</param>
    Task<IReadOnlyList<ContractSale>> MonthsAsync(AppDbContext db, string dealerId, Period days, IReadOnlyCollection<string>? productIds, CancellationToken cancellationToken);
}
