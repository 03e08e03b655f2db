using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Returns.Queries;

/// <summary>Returned net by what was bought, of three months, by dealer and product family (risk rule r13).</summary>
internal sealed class ReturnRates : IReturnRates
{
    private const int Months = 3;
    private static readonly string[] s_scope = [ScopeFilter.Name];
    private static readonly string[] s_gone = ["rejected", "withdrawn"];

    public async Task<IReadOnlyDictionary<(string DealerId, string Family), double>> ReadAsync(
        AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly day, CancellationToken cancellationToken)
    {
        var since = day.AddMonths(-Months);
        var returns = await (from back in db.Set<ReturnFact>().IgnoreQueryFilters(s_scope).AsNoTracking()
                             where dealerIds.Contains(back.DealerId) && back.RequestedOn >= since && back.RequestedOn < day && !s_gone.Contains(back.Status)
                             join product in db.Set<ProductFact>() on back.ProductId equals product.ProductId
                             group back.Amount by new { back.DealerId, product.Category } into g
                             select new { g.Key.DealerId, g.Key.Category, Amount = g.Sum() }).ToListAsync(cancellationToken);
        if (returns.Count == 0)
        {
            return new Dictionary<(string, string), double>();
        }

        // Only who returned something is asked what he bought.
        var dealers = returns.Select(r => r.DealerId).Distinct().ToList();
        var bought = await (from line in db.Set<OrderLineFact>().IgnoreQueryFilters(s_scope).AsNoTracking()
                            where dealers.Contains(line.DealerId) && line.OrderedOn >= since && line.OrderedOn < day && line.Status == "shipped"
                            join product in db.Set<ProductFact>() on line.ProductId equals product.ProductId
                            group line.NetAmount by new { line.DealerId, product.Category } into g
                            select new { g.Key.DealerId, g.Key.Category, Amount = g.Sum() }).ToDictionaryAsync(g => (g.DealerId, g.Category), g => g.Amount, cancellationToken);
        return returns.Where(r => bought.GetValueOrDefault((r.DealerId, r.Category)) > 0)
            .ToDictionary(r => (r.DealerId, r.Category), r => r.Amount / (double)bought[(r.DealerId, r.Category)]);
    }
}
