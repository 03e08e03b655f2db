using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.DataFeeds.Queries;

/// <inheritdoc cref="IDataQuality"/>
internal sealed class DataQualityReader(IAppDbFactory factory, BusinessClock clock, IOptions<DataFeedsOptions> options) : IDataQuality
{
    public async Task<IReadOnlyList<DataQuality>> OfAsync(DealerScope scope, IReadOnlyCollection<string>? dealers, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var owing = await FeedBook.DealersAsync(db, options.Value, dealers, cancellationToken);
        var history = await FeedBook.HistoryAsync(db, clock.Today.AddDays(-QualityScore.Days), dealers, cancellationToken);
        return await OfAsync(db, owing, history, cancellationToken);
    }

    /// <summary>The same from what was read already.</summary>
    public async Task<IReadOnlyList<DataQuality>> OfAsync(AppDbContext db, IReadOnlyList<FeedDealer> dealers, ILookup<(string DealerId, string Kind), ServedDue> history, CancellationToken cancellationToken)
    {
        var (since, ids) = (clock.StartOf(clock.Today.AddDays(-QualityScore.Days)), dealers.Select(d => d.DealerId).ToHashSet(StringComparer.Ordinal));
        var compared = await db.Set<FeedSubmission>().AsNoTracking().Where(s => s.At >= since && s.Compared > 0).GroupBy(s => s.DealerId).Select(g => new { g.Key, All = g.Sum(s => s.Compared) }).ToDictionaryAsync(g => g.Key, g => g.All, StringComparer.Ordinal, cancellationToken);
        var open = await db.Set<FeedDifference>().AsNoTracking().Where(d => d.State == FeedDifference.Open && db.Set<FeedSubmission>().Any(s => s.Id == d.SubmissionId && s.At >= since)).GroupBy(d => d.DealerId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var day = clock.Today.AddDays(-QualityScore.Days);
        return
        [
            .. dealers.Where(d => ids.Contains(d.DealerId)).SelectMany(d => FeedKinds.All.Select(k =>
            {
                var (last, all) = (d.Rhythms[k].LastDue(clock), compared.GetValueOrDefault(d.DealerId));
                return QualityScore.Of(d.DealerId, k, [.. history[(d.DealerId, k)].Where(h => h.DueOn >= day && h.DueOn <= last)], (all, Math.Max(0, all - open.GetValueOrDefault(d.DealerId))));
            })),
        ];
    }
}
