using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Data;

/// <summary>A dealer that owes feeds.</summary>
internal sealed record FeedDealer(string DealerId, string Name, string? NameEn, string Tier, string RegionId, DateOnly JoinedOn, IReadOnlyDictionary<string, FeedRhythm> Rhythms, IReadOnlySet<string> OwnRhythms);

/// <summary>Reads that commands, queries and the clock share. All of them within the scope of the context.</summary>
internal static class FeedBook
{
    /// <summary>Days of the past that a quantity is judged by.</summary>
    private const int PastDays = 180;

    /// <summary>Active dealers with the rhythm of each feed.</summary>
    /// <param name="dealers">Null for all of the scope.</param>
    public static async Task<IReadOnlyList<FeedDealer>> DealersAsync(AppDbContext db, DataFeedsOptions options, IReadOnlyCollection<string>? dealers, CancellationToken cancellationToken)
    {
        var rows = await db.Set<DealerFact>().AsNoTracking().Where(d => d.Status == "active" && d.ExitedOn == null && (dealers == null || dealers.Contains(d.DealerId)))
            .OrderBy(d => d.DealerId).Select(d => new { d.DealerId, d.Name, d.NameEn, d.Tier, d.RegionId, d.JoinedOn }).ToListAsync(cancellationToken);
        var own = (await db.Set<FeedSchedule>().AsNoTracking().Where(s => dealers == null || dealers.Contains(s.DealerId)).ToListAsync(cancellationToken)).ToLookup(s => s.DealerId, StringComparer.Ordinal);
        return
        [
            .. rows.Select(d => new FeedDealer(
                d.DealerId, d.Name, d.NameEn, d.Tier, d.RegionId, d.JoinedOn,
                FeedKinds.All.ToDictionary(k => k, k => own[d.DealerId].FirstOrDefault(s => s.Kind == k) is { } s ? new FeedRhythm(s.Weekday, s.DueHour) : options.RhythmOf(d.Tier, k), StringComparer.Ordinal),
                own[d.DealerId].Select(s => s.Kind).ToHashSet(StringComparer.Ordinal))),
        ];
    }

    /// <summary>Due days since a day, by dealer and kind.</summary>
    public static async Task<ILookup<(string DealerId, string Kind), ServedDue>> HistoryAsync(AppDbContext db, DateOnly since, IReadOnlyCollection<string>? dealers, CancellationToken cancellationToken)
    {
        var rows = await db.Set<DataFeedFact>().AsNoTracking().Where(f => f.DueOn >= since && f.Kind != "forecast" && (dealers == null || dealers.Contains(f.DealerId)))
            .Select(f => new { f.DealerId, f.Kind, f.DueOn, f.SubmittedOn, f.RowsTotal, f.RowsRejected, f.Method }).ToListAsync(cancellationToken);
        return rows.ToLookup(f => (f.DealerId, f.Kind), f => new ServedDue(f.DueOn, f.SubmittedOn, f.RowsTotal, f.RowsRejected, f.Method));
    }

    public static async Task<IReadOnlyDictionary<string, FeedProduct>> ProductsAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await db.Set<ProductFact>().AsNoTracking().Select(p => new FeedProduct(p.ProductId, p.Name, p.NameEn, p.Unit, p.UnitEn, p.ListPrice)).ToDictionaryAsync(p => p.ProductId, StringComparer.OrdinalIgnoreCase, cancellationToken);

    public static async Task<FeedKnowledge> KnowledgeAsync(AppDbContext db, string dealerId, string kind, DateOnly today, DataFeedsOptions options, CancellationToken cancellationToken)
    {
        var since = today.AddDays(-PastDays);
        var products = await ProductsAsync(db, cancellationToken);
        var codes = await db.Set<FeedProductCode>().AsNoTracking().Where(c => c.DealerId == dealerId).ToDictionaryAsync(c => c.Code, c => c.ProductId, StringComparer.Ordinal, cancellationToken);
        var stores = kind == FeedKinds.Pos ? await db.Set<StoreFact>().Where(s => s.DealerId == dealerId).Select(s => s.StoreId).ToListAsync(cancellationToken) : [];
        var past = kind == FeedKinds.Pos
            ? await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.DealerId == dealerId && s.SoldOn >= since && s.Rows > 0).Select(s => new { s.ProductId, Value = s.Qty }).ToListAsync(cancellationToken)
            : await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId && s.SnapOn >= since).Select(s => new { s.ProductId, Value = s.OnHand }).ToListAsync(cancellationToken);
        return new FeedKnowledge(
            dealerId, kind, today, products, codes, stores.ToHashSet(StringComparer.OrdinalIgnoreCase),
            past.GroupBy(p => p.ProductId, StringComparer.Ordinal).Where(g => g.Count() >= options.SpikePoints).ToDictionary(g => g.Key, g => RobustSpread.Of(g.Select(p => p.Value), Money.QuantityScale), StringComparer.Ordinal),
            options.SpikeZ);
    }
}
