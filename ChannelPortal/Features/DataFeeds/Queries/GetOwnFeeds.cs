using System.Text.Json;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.DataFeeds.Queries;

/// <summary>A dealer's feeds as its own page shows them.</summary>
/// <param name="Feeds">In the order of <see cref="FeedKinds.All"/>.</param>
/// <param name="Submissions">The newest first.</param>
public sealed record OwnFeeds(
    string DealerId, IReadOnlyList<OwnFeed> Feeds, IReadOnlyList<FeedSubmission> Submissions, IReadOnlyDictionary<Guid, int> OpenDifferences, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Columns,
    IReadOnlyList<KnownCode> Codes);

/// <summary>One feed of a dealer.</summary>
/// <param name="IsOwnRhythm">Its due days are set for this dealer and not by its tier.</param>
/// <param name="HasDraft">A form is being filled in.</param>
public sealed record OwnFeed(FeedStanding Standing, bool IsOwnRhythm, DataQuality Quality, IReadOnlyList<ServedDue> History, bool HasDraft);

/// <summary>What the dealer calls a product.</summary>
public sealed record KnownCode(string Code, string ProductId, string Name, string ByName, DateTimeOffset At);

internal sealed class GetOwnFeeds(IAppDbFactory factory, DataQualityReader quality, BusinessClock clock, IOptions<DataFeedsOptions> options)
{
    private const int Shown = 30;

    /// <summary>Null for a company that owes nothing.</summary>
    public async Task<OwnFeeds?> RunAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        var isChinese = Platform.Text.PortalCultures.IsChinese();
        await using var db = factory.Create(scope);
        if ((await FeedBook.DealersAsync(db, options.Value, [dealerId], cancellationToken)).SingleOrDefault() is not { } dealer)
        {
            return null;
        }

        var history = await FeedBook.HistoryAsync(db, clock.Today.AddDays(-QualityScore.Days), [dealerId], cancellationToken);
        var scores = (await quality.OfAsync(db, [dealer], history, cancellationToken)).ToDictionary(q => q.Kind, StringComparer.Ordinal);
        var drafts = await db.Set<FeedDraft>().AsNoTracking().Where(d => d.DealerId == dealerId).Select(d => d.Kind).ToListAsync(cancellationToken);
        var submissions = await db.Set<FeedSubmission>().AsNoTracking().Where(s => s.DealerId == dealerId).OrderByDescending(s => s.RowsWaiting + s.RowsAsked > 0).ThenByDescending(s => s.At).Take(Shown).ToListAsync(cancellationToken);
        var differences = await db.Set<FeedDifference>().AsNoTracking().Where(d => d.DealerId == dealerId && d.State == FeedDifference.Open).GroupBy(d => d.SubmissionId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var columns = await db.Set<FeedColumnMap>().AsNoTracking().Where(m => m.DealerId == dealerId).ToListAsync(cancellationToken);
        var products = await FeedBook.ProductsAsync(db, cancellationToken);
        var codes = await db.Set<FeedProductCode>().AsNoTracking().Where(c => c.DealerId == dealerId).OrderBy(c => c.Code).ToListAsync(cancellationToken);
        return new OwnFeeds(
            dealerId,
            [
                .. FeedKinds.All.Select(k => new OwnFeed(
                    FeedStanding.Of(k, dealer.Rhythms[k], [.. history[(dealerId, k)]], dealer.JoinedOn, clock, options.Value.RemindHours), dealer.OwnRhythms.Contains(k), scores[k],
                    [.. history[(dealerId, k)].OrderBy(h => h.DueOn)], drafts.Contains(k))),
            ],
            [.. submissions.OrderByDescending(s => s.At)], differences, columns.ToDictionary(c => c.Kind, c => HeadersOf(c.Headers), StringComparer.Ordinal),
            [.. codes.Select(c => new KnownCode(c.Code, c.ProductId, products.TryGetValue(c.ProductId, out var p) ? isChinese ? p.Name : p.NameEn ?? p.Name : c.ProductId, c.ByName, c.At))]);
    }

    private static IReadOnlyDictionary<string, string> HeadersOf(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
}
