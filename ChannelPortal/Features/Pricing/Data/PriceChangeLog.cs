using System.Collections.Concurrent;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Data;

/// <summary>
/// Which prices moved, as of the reader's own transaction. What this node has cached is checked against it at every pricing, so a note of another node that
/// comes late or never costs nothing.
/// </summary>
internal sealed class PriceChangeLog
{
    private readonly ConcurrentDictionary<(string? Dealer, string? Product, string? Category), long> stamps = new();
    private long seen = -1;

    /// <summary>Takes in what came since the last look. Answers with the last change that the transaction sees, or -1 when it is older than this node's knowledge: then it must cache nothing.</summary>
    public async Task<long> CatchUpAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var log = db.Set<PriceChangeFact>().IgnoreQueryFilters([ScopeFilter.Name]).AsNoTracking();
        var known = Interlocked.Read(ref seen);
        if (known < 0)
        {
            var first = await log.MaxAsync(c => (long?)c.FactSeq, cancellationToken) ?? 0;
            Raise(first);
            return first;
        }

        // The last known change is read again: a snapshot that does not hold it is an older one.
        var changes = await log.Where(c => c.FactSeq >= known).OrderBy(c => c.FactSeq)
            .Select(c => new { c.FactSeq, c.DealerId, c.ProductId, c.Category }).ToListAsync(cancellationToken);
        foreach (var change in changes.Where(c => c.FactSeq > known))
        {
            stamps.AddOrUpdate((change.DealerId, change.ProductId, change.Category), change.FactSeq, (_, at) => Math.Max(at, change.FactSeq));
        }

        var visible = changes.Count == 0 ? 0 : changes[^1].FactSeq;
        Raise(visible);
        return visible < known ? -1 : visible;
    }

    /// <summary>True when nothing that a dealer's price of a product depends on moved after the change.</summary>
    public bool IsCurrent(long seq, string dealerId, string productId, string category) =>
        Stamp(dealerId, productId, category) <= seq && Stamp(null, productId, category) <= seq;

    private long Stamp(string? dealerId, string productId, string category) => Math.Max(
        stamps.GetValueOrDefault((dealerId, null, null)),
        Math.Max(stamps.GetValueOrDefault((dealerId, productId, null)), stamps.GetValueOrDefault((dealerId, null, category))));

    private void Raise(long to)
    {
        var at = Interlocked.Read(ref seen);
        while (to > at)
        {
            var before = Interlocked.CompareExchange(ref seen, to, at);
            if (before == at)
            {
                return;
            }

            at = before;
        }
    }
}
