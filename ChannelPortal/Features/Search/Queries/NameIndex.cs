using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Search.Queries;

/// <summary>A name that can be found by its id, in either language, or by the pinyin initials of the Chinese one.</summary>
internal sealed record IndexedName(string Id, string Name, string NameEn, string Initials)
{
    public string Shown => PortalCultures.IsChinese() ? Name : NameEn;

    /// <summary>How well a text fits, the smaller the better; null when it does not.</summary>
    public int? Rank(string text) =>
        Id.Equals(text, StringComparison.OrdinalIgnoreCase) ? 0
        : Id.StartsWith(text, StringComparison.OrdinalIgnoreCase) || Name.StartsWith(text, StringComparison.OrdinalIgnoreCase) || NameEn.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 1
        : Initials.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 2
        : Id.Contains(text, StringComparison.OrdinalIgnoreCase) || Name.Contains(text, StringComparison.OrdinalIgnoreCase) || NameEn.Contains(text, StringComparison.OrdinalIgnoreCase) ? 3
        : Initials.Contains(text, StringComparison.OrdinalIgnoreCase) ? 4
        : null;
}

/// <summary>
/// Names of all dealers and products in memory, because no database finds pinyin initials. A few thousand short texts; a new name is found half a minute
/// later at the latest. Scopes are applied by whoever asks.
/// </summary>
internal sealed class NameIndex(IAppDbFactory databases, TimeProvider time)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private Names? names;

    public async Task<IReadOnlyList<IndexedName>> DealersAsync(CancellationToken cancellationToken) => (await NamesAsync(cancellationToken)).Dealers;

    public async Task<IReadOnlyList<IndexedName>> ProductsAsync(CancellationToken cancellationToken) => (await NamesAsync(cancellationToken)).Products;

    /// <summary>The best fits, in an order that stays.</summary>
    public static IEnumerable<IndexedName> Find(IEnumerable<IndexedName> names, string text, int limit) => names
        .Select(n => (Name: n, Rank: n.Rank(text))).Where(n => n.Rank is not null)
        .OrderBy(n => n.Rank).ThenBy(n => n.Name.Id, StringComparer.Ordinal).Take(limit).Select(n => n.Name);

    private async Task<Names> NamesAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (names is { } known && known.Until > now)
        {
            return known;
        }

        // Two that come at once both read; the names are the same.
        return names = await ReadAsync(now + s_fresh, cancellationToken);
    }

    private async Task<Names> ReadAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(DealerScope.All);
        var dealers = await db.Set<DealerFact>().AsNoTracking().Select(d => new { Id = d.DealerId, d.Name, d.NameEn }).ToListAsync(cancellationToken);
        var products = await db.Set<ProductFact>().AsNoTracking().Select(p => new { Id = p.ProductId, p.Name, p.NameEn }).ToListAsync(cancellationToken);
        return new Names(
            until,
            [.. dealers.Select(d => new IndexedName(d.Id, d.Name, d.NameEn ?? d.Name, PinyinInitials.Of(d.Name)))],
            [.. products.Select(p => new IndexedName(p.Id, p.Name, p.NameEn ?? p.Name, PinyinInitials.Of(p.Name)))]);
    }

    private sealed record Names(DateTimeOffset Until, IReadOnlyList<IndexedName> Dealers, IReadOnlyList<IndexedName> Products);
}
