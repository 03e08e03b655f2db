using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Queries;

/// <summary>Which price rows a list shows. All parts are optional.</summary>
/// <param name="Product">Part of a product's id or name, or of a category.</param>
/// <param name="On">Rows that hold on this day; null for all, history included.</param>
public sealed record PriceFilter(string? Scope = null, string? ScopeKey = null, string? Product = null, DateOnly? On = null);

/// <summary>A price row as the list shows it, named in the reader's language.</summary>
public sealed record PriceRowView(
    Guid Id, string Scope, string? ScopeKey, string? ScopeName, string? ProductId, string? Category, string? TargetName, long? ListPrice, long? Price, int? Discount, long MinQuantity, long? MaxQuantity,
    DateOnly From, DateOnly? To, Guid? Supersedes, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? EndedAt, string? EndedBy);

/// <summary>The first rows of a filter and how many fit.</summary>
public sealed record PriceRowPage(IReadOnlyList<PriceRowView> Rows, int Matching);

/// <summary>A promotion as the list shows it.</summary>
public sealed record PromotionView(
    Guid Id, string Name, string NameEn, string? ProductId, string? Category, long? Price, int? Discount, long MinQuantity, DateOnly From, DateOnly To, bool IsStackable, string? Tier, string? RegionId);

/// <summary>Reads price lists: the manufacturer's rows and those of the reader's dealers.</summary>
internal sealed class FindPriceRows(IAppDbFactory factory, BusinessClock clock)
{
    public const int MaxRows = 500;

    public async Task<PriceRowPage> ListAsync(PriceFilter filter, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var rows = Filtered(db, filter).AsNoTracking();
        var page = await rows.OrderBy(r => r.Scope).ThenBy(r => r.ScopeKey).ThenBy(r => r.ProductId).ThenBy(r => r.Category).ThenBy(r => r.MinQuantity).ThenBy(r => r.ValidFrom)
            .Take(MaxRows).ToListAsync(cancellationToken);
        return new PriceRowPage(await NamedAsync(db, page, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    /// <summary>The row and those that it took over from, newest first. Empty for a row that the reader may not see.</summary>
    public async Task<IReadOnlyList<PriceRowView>> HistoryAsync(Guid id, DealerScope scope, CancellationToken cancellationToken)
    {
        const int most = 20;
        await using var db = factory.Create(scope);
        var chain = new List<PriceRow>();
        for (Guid? next = id; next is not null && chain.Count < most; next = chain[^1].Supersedes)
        {
            if (await PriceRowChecks.Visible(db).AsNoTracking().SingleOrDefaultAsync(r => r.Id == next, cancellationToken) is not { } row)
            {
                break;
            }

            chain.Add(row);
        }

        return await NamedAsync(db, chain, cancellationToken);
    }

    /// <summary>Promotions that run or will run.</summary>
    public async Task<IReadOnlyList<PromotionView>> PromotionsAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today;
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<Promotion>().AsNoTracking().Where(p => p.ValidTo > today && p.ValidTo > p.ValidFrom).OrderBy(p => p.ValidFrom).ThenBy(p => p.Name)
            .Select(p => new PromotionView(p.Id, p.Name, p.NameEn, p.ProductId, p.Category, p.Price, p.Discount, p.MinQuantity, p.ValidFrom, p.ValidTo, p.IsStackable, p.Tier, p.RegionId))
            .ToListAsync(cancellationToken);
    }

    internal static IQueryable<PriceRow> Filtered(AppDbContext db, PriceFilter filter)
    {
        var rows = PriceRowChecks.Visible(db);
        if (!string.IsNullOrWhiteSpace(filter.Scope))
        {
            rows = rows.Where(r => r.Scope == filter.Scope);
        }

        if (!string.IsNullOrWhiteSpace(filter.ScopeKey))
        {
            rows = rows.Where(r => r.ScopeKey == filter.ScopeKey);
        }

        if (filter.On is { } day)
        {
            rows = rows.Where(r => r.ValidFrom <= day && (r.ValidTo == null || r.ValidTo > day));
        }

        if (!string.IsNullOrWhiteSpace(filter.Product))
        {
            var text = filter.Product.Trim().ToLowerInvariant();
            rows = rows.Where(r => (r.Category != null && r.Category.ToLower().Contains(text)) || db.Set<ProductFact>().Any(p => p.ProductId == r.ProductId
                && (p.ProductId.ToLower().Contains(text) || p.Name.ToLower().Contains(text) || p.NameEn!.ToLower().Contains(text) || p.Category.ToLower().Contains(text))));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<PriceRowView>> NamedAsync(AppDbContext db, List<PriceRow> rows, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        var productIds = rows.Select(r => r.ProductId).Where(p => p is not null).Distinct().ToList();
        var keys = rows.Select(r => r.ScopeKey).Where(k => k is not null).Distinct().ToList();
        var products = await db.Set<ProductFact>().AsNoTracking().Where(p => productIds.Contains(p.ProductId))
            .Select(p => new { p.ProductId, Name = isChinese ? p.Name : p.NameEn ?? p.Name, p.ListPrice }).ToDictionaryAsync(p => p.ProductId, StringComparer.Ordinal, cancellationToken);
        var regions = await db.Set<RegionFact>().AsNoTracking().Where(r => keys.Contains(r.RegionId))
            .ToDictionaryAsync(r => r.RegionId, r => isChinese ? r.Name : r.NameEn, StringComparer.Ordinal, cancellationToken);
        var dealers = await db.Set<DealerFact>().AsNoTracking().Where(d => keys.Contains(d.DealerId)).Select(d => new { d.DealerId, Name = isChinese ? d.Name : d.NameEn ?? d.Name })
            .ToDictionaryAsync(d => d.DealerId, d => d.Name, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. rows.Select(r => new PriceRowView(
                r.Id, r.Scope, r.ScopeKey, r.ScopeKey is { } key ? regions.GetValueOrDefault(key) ?? dealers.GetValueOrDefault(key) : null, r.ProductId, r.Category,
                r.ProductId is { } product ? products.GetValueOrDefault(product)?.Name : r.Category, r.ProductId is { } priced ? products.GetValueOrDefault(priced)?.ListPrice : null,
                r.Price, r.Discount, r.MinQuantity, r.MaxQuantity, r.ValidFrom, r.ValidTo, r.Supersedes, r.CreatedAt, r.CreatedBy, r.EndedAt, r.EndedBy)),
        ];
    }
}
