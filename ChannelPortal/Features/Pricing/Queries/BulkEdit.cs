using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Queries;

/// <summary>A row of a bulk edit before and after.</summary>
public sealed record BulkChange(Guid Id, string Scope, string? ScopeKey, string Target, long OldPrice, long NewPrice);

/// <summary>What a bulk edit would do: the first rows, how many there are, and how many dealers pay by them.</summary>
public sealed record BulkPreview(IReadOnlyList<BulkChange> Shown, int Count, int Dealers);

/// <summary>Shows a bulk edit before it is done.</summary>
internal sealed class BulkEdit(IAppDbFactory factory)
{
    private const int Shown = 20;

    public async Task<BulkPreview> PreviewAsync(PriceFilter filter, int? percent, long? amount, DateOnly from, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var rows = await Rows(db, filter, from).AsNoTracking().OrderBy(r => r.Scope).ThenBy(r => r.ScopeKey).ThenBy(r => r.ProductId).ToListAsync(cancellationToken);
        return new BulkPreview(
            [.. rows.Take(Shown).Select(r => new BulkChange(r.Id, r.Scope, r.ScopeKey, r.ProductId ?? r.Category ?? "*", r.Price!.Value, NewPrice(r.Price.Value, percent, amount)))],
            rows.Count, await DealersAsync(db, rows, cancellationToken));
    }

    /// <summary>Rows with a price of their own that hold on the day. Contracts are signed papers: no bulk edit reaches them, and discounts are no prices.</summary>
    public static IQueryable<PriceRow> Rows(AppDbContext db, PriceFilter filter, DateOnly from) =>
        FindPriceRows.Filtered(db, filter with { On = from }).Where(r => r.Price != null && r.Scope != PriceScopes.Contract);

    public static long NewPrice(long price, int? percent, long? amount) => percent is { } more ? Money.PriceLess(price, -more) : price + (amount ?? 0);

    private static async Task<int> DealersAsync(AppDbContext db, List<PriceRow> rows, CancellationToken cancellationToken)
    {
        var lists = rows.Select(r => (r.Scope, r.ScopeKey)).Distinct().ToList();
        var dealers = await (from dealer in db.Set<DealerFact>().AsNoTracking()
                             where dealer.Status == "active"
                             join region in db.Set<RegionFact>() on dealer.RegionId equals region.RegionId
                             select new { dealer.DealerId, dealer.Tier, region.Path }).ToListAsync(cancellationToken);
        return dealers.Count(d => lists.Exists(l => l.Scope switch
        {
            PriceScopes.Base => true,
            PriceScopes.Tier => d.Tier == l.ScopeKey,
            PriceScopes.Region => ("/" + d.Path).Contains($"/{l.ScopeKey}/", StringComparison.Ordinal),
            _ => d.DealerId == l.ScopeKey,
        }));
    }
}
