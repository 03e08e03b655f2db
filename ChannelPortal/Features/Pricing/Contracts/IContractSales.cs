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

/// <summary>Contracts of a dealer that somebody must look after.</summary>
/// <param name="Behind">Active contracts below 80 % of their linear commitment path.</param>
/// <param name="Ending">Active contracts that end within 90 days.</param>
public sealed record ContractWatch(int Behind, int Ending);

/// <summary>For the workbench's to-do.</summary>
public interface IContractWatch
{
    Task<ContractWatch> OfAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken);
}
