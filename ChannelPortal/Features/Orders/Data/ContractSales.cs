using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Data;

/// <inheritdoc cref="IContractSales"/>
internal sealed class ContractSales : IContractSales
{
    public async Task<IReadOnlyList<ContractSale>> MonthsAsync(
        AppDbContext db, string dealerId, Period days, IReadOnlyCollection<string>? productIds, CancellationToken cancellationToken)
    {
        var (from, to) = (days.Start, days.End);
        var lines = db.Set<OrderLineFact>().AsNoTracking().Where(l => l.DealerId == dealerId && l.OrderedOn >= from && l.OrderedOn < to && l.Status != "cancelled");
        if (productIds is not null)
        {
            lines = lines.Where(l => productIds.Contains(l.ProductId));
        }

        var sums = await lines.GroupBy(l => l.OrderedOn).Select(g => new { g.Key, Quantity = g.Sum(l => l.OrderedQty), Amount = g.Sum(l => l.NetAmount) }).ToListAsync(cancellationToken);
        return [.. sums.GroupBy(s => new DateOnly(s.Key.Year, s.Key.Month, 1)).OrderBy(g => g.Key).Select(g => new ContractSale(g.Key, g.Sum(s => s.Quantity), g.Sum(s => s.Amount)))];
    }
}
