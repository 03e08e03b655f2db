using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>What values of dimensions are called in the reader's language, inside a scope.</summary>
internal sealed class MetricNames(IAppDbFactory databases, IStringLocalizer<MetricsText> texts)
{
    private static readonly string[] s_regions = [MetricDimensions.Region, MetricDimensions.Area, MetricDimensions.Province, MetricDimensions.City];

    /// <summary>Names by key. A key without a name is its own.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(string dimension, IReadOnlyCollection<string> keys, DealerScope scope, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        await using var db = databases.Create(scope);
        var rows = dimension switch
        {
            MetricDimensions.Dealer => await db.Set<DealerFact>().AsNoTracking().Where(d => keys.Contains(d.DealerId))
                .Select(d => new Named(d.DealerId, isChinese ? d.Name : d.NameEn ?? d.Name)).ToListAsync(cancellationToken),
            MetricDimensions.Product => await db.Set<ProductFact>().AsNoTracking().Where(p => keys.Contains(p.ProductId))
                .Select(p => new Named(p.ProductId, isChinese ? p.Name : p.NameEn ?? p.Name)).ToListAsync(cancellationToken),
            MetricDimensions.Category => await db.Set<ProductFact>().AsNoTracking().Where(p => keys.Contains(p.Category))
                .Select(p => new Named(p.Category, isChinese ? p.Category : p.CategoryEn ?? p.Category)).ToListAsync(cancellationToken),
            MetricDimensions.Store => await db.Set<StoreFact>().AsNoTracking().Where(s => keys.Contains(s.StoreId))
                .Select(s => new Named(s.StoreId, s.Name ?? s.StoreId)).ToListAsync(cancellationToken),
            _ when s_regions.Contains(dimension) => await db.Set<RegionFact>().AsNoTracking().Where(r => keys.Contains(r.RegionId))
                .Select(r => new Named(r.RegionId, isChinese ? r.Name : r.NameEn)).ToListAsync(cancellationToken),
            _ => [],
        };
        var known = rows.DistinctBy(r => r.Key, StringComparer.Ordinal).ToDictionary(r => r.Key, r => r.Name, StringComparer.Ordinal);
        return keys.Distinct(StringComparer.Ordinal).ToDictionary(
            k => k, k => known.TryGetValue(k, out var name) ? name : k.Length == 0 ? texts["Explain_Unassigned"].Value : k, StringComparer.Ordinal);
    }

    /// <summary>The level of the region tree below what the slice names; null below the cities.</summary>
    public async Task<string?> LevelBelowAsync(MetricSlice slice, CancellationToken cancellationToken)
    {
        if (!slice.Values.TryGetValue(MetricDimensions.Region, out var region))
        {
            return MetricDimensions.Area;
        }

        await using var db = databases.Create(DealerScope.None);
        var level = await db.Set<RegionFact>().AsNoTracking().Where(r => r.RegionId == region).Select(r => r.Level).SingleOrDefaultAsync(cancellationToken);
        return level switch { "nation" => MetricDimensions.Area, "area" => MetricDimensions.Province, "province" => MetricDimensions.City, _ => null };
    }

    /// <summary>Values to choose from, where they are few enough for a list: null where a code is typed instead.</summary>
    public async Task<IReadOnlyList<Named>?> ChoicesAsync(string dimension, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        await using var db = databases.Create(DealerScope.None);
        return dimension switch
        {
            MetricDimensions.Region => await db.Set<RegionFact>().AsNoTracking().Where(r => r.Level == "area" || r.Level == "province").OrderBy(r => r.Path)
                .Select(r => new Named(r.RegionId, isChinese ? r.Name : r.NameEn)).ToListAsync(cancellationToken),
            MetricDimensions.Category => [.. (await db.Set<ProductFact>().AsNoTracking().Select(p => new Named(p.Category, isChinese ? p.Category : p.CategoryEn ?? p.Category))
                .ToListAsync(cancellationToken)).DistinctBy(c => c.Key, StringComparer.Ordinal).OrderBy(c => c.Key, StringComparer.Ordinal)],
            MetricDimensions.Brand => [.. (await db.Set<ProductFact>().AsNoTracking().Where(p => p.Brand != null).Select(p => p.Brand!).Distinct().ToListAsync(cancellationToken))
                .Order(StringComparer.Ordinal).Select(b => new Named(b, b))],
            MetricDimensions.Tier => [.. new[] { "platinum", "gold", "silver", "bronze" }.Select(t => new Named(t, texts["Tier_" + t]))],
            _ => null,
        };
    }
}

/// <summary>A value of a dimension.</summary>
internal sealed record Named(string Key, string Name);
