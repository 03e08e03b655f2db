using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Pricing.Data;

/// <summary>
/// Prices, resolved once for each dealer, product and day with all quantities, and kept in memory while nothing that they depend on moves: dealer, list price and
/// category are compared, rules by the log of changes.
/// </summary>
internal sealed class PriceBook(PriceChangeLog changes, IProductCatalogue catalogue, IPolicies policies, IOptions<PricingOptions> options) : IPricing, IDisposable
{
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = options.Value.CachedPrices });
    private long resolved;

    /// <summary>Prices that were resolved and not taken from memory, since the start.</summary>
    public long Resolved => Interlocked.Read(ref resolved);

    public async Task<PriceSheet> PriceAsync(AppDbContext db, string dealerId, DateOnly day, IReadOnlyList<PriceAsk> asks, CancellationToken cancellationToken)
    {
        // The log first: what is read after it is at least as new.
        var seq = await changes.CatchUpAsync(db, cancellationToken);
        var dealer = await DealerAsync(db, dealerId, day, cancellationToken);
        var products = await catalogue.ByIdsAsync(db, [.. asks.Select(a => a.ProductId)], cancellationToken);
        var known = new Dictionary<string, Entry>(products.Count, StringComparer.Ordinal);
        var missing = new List<CatalogueProduct>();
        foreach (var product in products.Values)
        {
            if (Find(dealer, product, day) is { } entry)
            {
                known[product.ProductId] = entry;
            }
            else
            {
                missing.Add(product);
            }
        }

        if (missing.Count > 0)
        {
            var rules = await PriceRules.ReadAsync(db, dealer, day, [.. missing.Select(p => p.ProductId)], cancellationToken);
            foreach (var product in missing)
            {
                known[product.ProductId] = Resolve(rules, dealer, product, day, seq);
            }
        }

        var lines = asks.Where(a => known.ContainsKey(a.ProductId)).Select(a => Line(a, known[a.ProductId])).ToList();
        return new PriceSheet(dealerId, day, lines, Fingerprint(dealerId, lines));
    }

    public void Keep(AppDbContext db, string documentId, PriceSheet sheet) =>
        db.Add(new KeptPrices { DocumentId = documentId, DealerId = sheet.DealerId, Traces = JsonSerializer.Serialize(sheet.Lines.Select(l => l.Trace)) });

    public async Task RekeepAsync(AppDbContext db, string documentId, IReadOnlyDictionary<int, PriceTrace> traces, CancellationToken cancellationToken)
    {
        if (await db.Set<KeptPrices>().SingleOrDefaultAsync(k => k.DocumentId == documentId, cancellationToken) is not { } kept)
        {
            return;
        }

        var all = TracesOf(kept);
        foreach (var (line, trace) in traces.OrderBy(t => t.Key))
        {
            if (line <= all.Count)
            {
                all[line - 1] = trace;
            }
            else if (line == all.Count + 1)
            {
                all.Add(trace);
            }
        }

        kept.Traces = JsonSerializer.Serialize(all);
    }

    public async Task CopyKeptAsync(AppDbContext db, string fromDocumentId, string toDocumentId, IReadOnlyList<int> lineNos, CancellationToken cancellationToken)
    {
        if (await db.Set<KeptPrices>().AsNoTracking().SingleOrDefaultAsync(k => k.DocumentId == fromDocumentId, cancellationToken) is { } kept && TracesOf(kept) is var traces && lineNos.All(l => l <= traces.Count))
        {
            db.Add(new KeptPrices { DocumentId = toDocumentId, DealerId = kept.DealerId, Traces = JsonSerializer.Serialize(lineNos.Select(l => traces[l - 1])) });
        }
    }

    public void Dispose() => cache.Dispose();

    private static List<PriceTrace> TracesOf(KeptPrices kept) => JsonSerializer.Deserialize<List<PriceTrace>>(kept.Traces) ?? [];

    private async Task<PricedDealer> DealerAsync(AppDbContext db, string dealerId, DateOnly day, CancellationToken cancellationToken)
    {
        var found = await (from dealer in db.Set<DealerFact>().AsNoTracking()
                           where dealer.DealerId == dealerId
                           join region in db.Set<RegionFact>() on dealer.RegionId equals region.RegionId into regions
                           from region in regions.DefaultIfEmpty()
                           select new PricedDealer(dealer.DealerId, dealer.Tier, region == null ? "" : region.Path, dealer.Tier)).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return new PricedDealer(dealerId, "", "", "");
        }

        var list = (await policies.ResolveAsync(db, PolicyKeys.PriceList, day, [dealerId], cancellationToken)).GetValueOrDefault(dealerId);
        return list is { IsSet: true, Value: { } place } ? found with { List = PolicyKeys.Tiers[place] } : found;
    }

    private Entry? Find(PricedDealer dealer, CatalogueProduct product, DateOnly day) =>
        cache.Get<Entry>((dealer.DealerId, product.ProductId, day)) is { } entry && entry.Fits(dealer, product)
        && changes.IsCurrent(entry.Seq, dealer.DealerId, product.ProductId, product.Category)
            ? entry
            : null;

    private Entry Resolve(ILookup<string?, (string? Category, PriceRule Rule)> rules, PricedDealer dealer, CatalogueProduct product, DateOnly day, long seq)
    {
        var own = rules[product.ProductId].Select(r => r.Rule).Concat(rules[null].Where(r => r.Category is null || r.Category == product.Category).Select(r => r.Rule)).ToList();
        var bands = PriceResolution.Bands(product.ProductId, product.ListPrice, day, own);
        var entry = new Entry(seq, dealer, product.ListPrice, product.Category, bands, [.. Distinct(bands)]);
        Interlocked.Increment(ref resolved);
        if (seq >= 0)
        {
            cache.Set((dealer.DealerId, product.ProductId, day), entry, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(2) });
        }

        return entry;
    }

    private static IEnumerable<PriceBreak> Distinct(IReadOnlyList<PriceBand> bands)
    {
        for (var i = 0; i < bands.Count; i++)
        {
            if (i == 0 || bands[i].Trace.NetPrice != bands[i - 1].Trace.NetPrice || bands[i].Trace.Source != bands[i - 1].Trace.Source)
            {
                yield return new PriceBreak(bands[i].FromQuantity, bands[i].Trace.NetPrice, bands[i].Trace.Source);
            }
        }
    }

    private static PricedLine Line(PriceAsk ask, Entry entry)
    {
        var trace = entry.Bands.Last(b => b.FromQuantity <= Math.Max(0, ask.Quantity)).Trace;
        return new PricedLine(ask.ProductId, ask.Quantity, trace.ListPrice, trace.NetPrice, trace.Source, Money.LineMinor(trace.NetPrice, ask.Quantity), trace, entry.Breaks);
    }

    private static string Fingerprint(string dealerId, List<PricedLine> lines)
    {
        var text = new StringBuilder(dealerId);
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{line.ProductId}|{line.Quantity}|{line.NetPrice}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>A resolved price with what it was resolved from.</summary>
    private sealed record Entry(long Seq, PricedDealer Dealer, long ListPrice, string Category, IReadOnlyList<PriceBand> Bands, IReadOnlyList<PriceBreak> Breaks)
    {
        public bool Fits(PricedDealer dealer, CatalogueProduct product) => Dealer == dealer && ListPrice == product.ListPrice && Category == product.Category;
    }
}
