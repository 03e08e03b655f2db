using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Commands;

/// <summary>What the commands on price rows share.</summary>
internal static class PriceRowChecks
{
    private static readonly string[] s_tiers = ["platinum", "gold", "silver", "bronze"];

    /// <summary>Rows of the manufacturer and of the caller's dealers. The scope filter alone would hide the former from a regional manager.</summary>
    public static IQueryable<PriceRow> Visible(AppDbContext db)
    {
        var rows = db.Set<PriceRow>().IgnoreQueryFilters([ScopeFilter.Name]);
        if (db.Scope.IsAll)
        {
            return rows;
        }

        var dealers = db.Scope.DealerIds.ToList();
        return rows.Where(r => r.DealerId == null || dealers.Contains(r.DealerId));
    }

    public static IEnumerable<Error> OfTerms(long? price, int? discount, long minQuantity, long? maxQuantity, DateOnly from, DateOnly? to)
    {
        if ((price is null) == (discount is null))
        {
            yield return Error.Of("price_one_of_two").On("price");
        }

        if (price is <= 0 or > 1_000_000_000L * Money.PriceScale)
        {
            yield return Error.Of("price_out_of_range").On("price");
        }

        if (discount is <= -10_000 or >= 10_000)
        {
            yield return Error.Of("price_discount_out_of_range").On("discount");
        }

        if (minQuantity < 0 || maxQuantity < minQuantity)
        {
            yield return Error.Of("price_quantities").On("minQuantity");
        }

        if (to <= from)
        {
            yield return Error.Of("price_days").On("to");
        }
    }

    public static async Task<Error?> TargetAsync(AppDbContext db, string? productId, string? category, CancellationToken cancellationToken)
    {
        if (productId is not null && !await db.Set<ProductFact>().AnyAsync(p => p.ProductId == productId, cancellationToken))
        {
            return Error.Of("price_product_unknown", productId).On("productId");
        }

        return category is not null && !await db.Set<ProductFact>().AnyAsync(p => p.Category == category, cancellationToken)
            ? Error.Of("price_category_unknown", category).On("category")
            : null;
    }

    /// <summary>The owner of rows of a price list, null for the manufacturer's; or why the list cannot take a row.</summary>
    public static async Task<(string? DealerId, Error? Error)> OwnerAsync(AppDbContext db, string scope, string? key, CancellationToken cancellationToken)
    {
        switch (scope)
        {
            case PriceScopes.Base when key is null:
            case PriceScopes.Tier when s_tiers.Contains(key):
            case PriceScopes.Region when await db.Set<RegionFact>().AnyAsync(r => r.RegionId == key, cancellationToken):
                return (null, db.Scope.IsAll ? null : Error.Of("price_needs_all_dealers"));
            case PriceScopes.Dealer when await db.Set<DealerFact>().AnyAsync(d => d.DealerId == key, cancellationToken):
                return (key, null);
            case PriceScopes.Contract when await db.Set<Contract>().AsNoTracking().SingleOrDefaultAsync(c => c.No == key, cancellationToken) is { } contract:
                return (contract.DealerId, contract.Status == ContractStatus.Draft ? null : Error.Of("contract_not_draft", contract.No));
            default:
                return (null, Error.Of("price_list_unknown", key).On("scopeKey"));
        }
    }

    /// <summary>Says which prices moved; many at once say so for a whole dealer or for all.</summary>
    public static void Announce(this CommandContext context, DateOnly today, string kind, IEnumerable<(string? DealerId, string? ProductId, string? Category)> moved)
    {
        const int most = 100;
        var distinct = moved.Distinct().ToList();
        if (distinct.Count > most)
        {
            distinct = [.. distinct.Select(m => (m.DealerId, (string?)null, (string?)null)).Distinct()];
        }

        if (distinct.Count > most)
        {
            distinct = [(null, null, null)];
        }

        for (var i = 0; i < distinct.Count; i++)
        {
            var (dealerId, productId, category) = distinct[i];
            context.Record(new PriceChangeFact
            {
                ChangeId = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Guid.CreateVersion7(context.Now):N}-{i}"),
                DealerId = dealerId,
                ProductId = productId,
                Category = category,
                ChangedOn = today,
                Kind = kind,
            });
        }
    }
}
