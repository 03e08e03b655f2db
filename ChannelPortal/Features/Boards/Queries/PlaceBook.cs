using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>A name in both languages.</summary>
internal sealed record BoardLabel(string Zh, string En);

/// <summary>A place of the tree.</summary>
internal sealed record BoardPlace(string Id, string? Parent, string Level, BoardLabel Name, double? Latitude, double? Longitude);

/// <summary>
/// Names behind the keys of a grouping, and the tree that drill-down follows. Read whole and kept until its tables move; nothing leaves it but names of keys that the
/// viewer's own scope has given.
/// </summary>
internal sealed class PlaceBook(IAppDbFactory factory, IFactStream stream, FactPulse pulse) : IDisposable
{
    private static readonly string[] s_facts = ["regions", "dealers", "products", "stores"];
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Names? names;

    public async Task<BoardPlace?> PlaceAsync(string? id, CancellationToken cancellationToken) =>
        id is null ? null : (await ReadAsync(cancellationToken)).Places.GetValueOrDefault(id);

    /// <summary>From the nation (left out) down to the place.</summary>
    public async Task<IReadOnlyList<BoardPlace>> PathAsync(string? id, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        var path = new List<BoardPlace>();
        for (var at = id; at is not null && known.Places.TryGetValue(at, out var place) && path.Count < 10; at = place.Parent)
        {
            if (place.Level != "nation")
            {
                path.Insert(0, place);
            }
        }

        return path;
    }

    /// <summary>The dimension one level below a place; below a city it is the dealer.</summary>
    public async Task<string> BelowAsync(string? id, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        var from = id is null ? known.Places.Values.FirstOrDefault(p => p.Level == "nation")?.Id : id;
        return known.Places.Values.FirstOrDefault(p => p.Parent == from)?.Level switch
        {
            "area" => MetricDimensions.Area,
            "province" => MetricDimensions.Province,
            "city" => MetricDimensions.City,
            _ => MetricDimensions.Dealer,
        };
    }

    /// <summary>The region that a dealer sits in.</summary>
    public async Task<string?> RegionOfAsync(string dealer, CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Regions.GetValueOrDefault(dealer);

    public async Task<BoardLabel> LabelAsync(string dimension, string key, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        var found = dimension switch
        {
            MetricDimensions.Area or MetricDimensions.Province or MetricDimensions.City or MetricDimensions.Region => known.Places.GetValueOrDefault(key)?.Name,
            MetricDimensions.Dealer => known.Dealers.GetValueOrDefault(key),
            MetricDimensions.Product => known.Products.GetValueOrDefault(key),
            MetricDimensions.Category => known.Categories.GetValueOrDefault(key),
            MetricDimensions.Store => known.Stores.GetValueOrDefault(key),
            _ => null,
        };
        return found ?? new BoardLabel(key, key);
    }

    /// <summary>The name of what an address asks for: of a dealer or store outside the scope only what stands there already.</summary>
    public Task<BoardLabel> LabelAsync(string dimension, string key, DealerScope scope, CancellationToken cancellationToken) =>
        (dimension == MetricDimensions.Dealer && !scope.Allows(key)) || (dimension == MetricDimensions.Store && !scope.IsAll)
            ? Task.FromResult(new BoardLabel(key, key))
            : LabelAsync(dimension, key, cancellationToken);

    public void Dispose() => reading.Dispose();

    private async Task<Names> ReadAsync(CancellationToken cancellationToken)
    {
        if (names is { } known && !pulse.HasMoved(s_facts, known.ReadAt, stream.Watermark))
        {
            return known;
        }

        await reading.WaitAsync(cancellationToken);
        try
        {
            if (names is { } other && !pulse.HasMoved(s_facts, other.ReadAt, stream.Watermark))
            {
                return other;
            }

            var readAt = stream.Watermark;
            await using var db = factory.Create(DealerScope.All);
            var regions = await db.Set<RegionFact>().AsNoTracking()
                .Select(r => new { r.RegionId, r.ParentRegionId, r.Level, r.Name, r.NameEn, r.Latitude, r.Longitude }).ToListAsync(cancellationToken);
            var dealers = await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.RegionId, d.Name, d.NameEn }).ToListAsync(cancellationToken);
            var products = await db.Set<ProductFact>().AsNoTracking().Select(p => new { p.ProductId, p.Name, p.NameEn, p.Category, p.CategoryEn }).ToListAsync(cancellationToken);
            var stores = await db.Set<StoreFact>().AsNoTracking().Select(s => new { s.StoreId, s.Name }).ToListAsync(cancellationToken);
            return names = new Names(
                readAt,
                regions.ToDictionary(r => r.RegionId, r => new BoardPlace(r.RegionId, r.ParentRegionId, r.Level, new BoardLabel(r.Name, r.NameEn), r.Latitude, r.Longitude), StringComparer.Ordinal),
                dealers.ToDictionary(d => d.DealerId, d => new BoardLabel(d.Name, d.NameEn ?? d.Name), StringComparer.Ordinal),
                dealers.ToDictionary(d => d.DealerId, d => d.RegionId, StringComparer.Ordinal),
                products.ToDictionary(p => p.ProductId, p => new BoardLabel(p.Name, p.NameEn ?? p.Name), StringComparer.Ordinal),
                products.GroupBy(p => p.Category, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new BoardLabel(g.Key, g.First().CategoryEn ?? g.Key), StringComparer.Ordinal),
                stores.ToDictionary(s => s.StoreId, s => new BoardLabel(s.Name ?? s.StoreId, s.Name ?? s.StoreId), StringComparer.Ordinal));
        }
        finally
        {
            reading.Release();
        }
    }

    private sealed record Names(
        long ReadAt,
        IReadOnlyDictionary<string, BoardPlace> Places,
        IReadOnlyDictionary<string, BoardLabel> Dealers,
        IReadOnlyDictionary<string, string> Regions,
        IReadOnlyDictionary<string, BoardLabel> Products,
        IReadOnlyDictionary<string, BoardLabel> Categories,
        IReadOnlyDictionary<string, BoardLabel> Stores);
}
