using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Commands;

/// <summary>Writes due days whose hour has struck, reminds before and tells after. Doing it twice does it once.</summary>
[Permission(DataFeedsPermissions.Keep)]
internal sealed record KeepFeeds : ICommand<int>;

internal sealed class KeepFeedsHandler(FeedTaking taking) : ICommandHandler<KeepFeeds, int>
{
    /// <summary>Facts of one transaction; the next look goes on.</summary>
    public const int Portion = 500;

    /// <summary>A clock that stood still for longer writes no further back.</summary>
    private const int CatchUpDays = 14;

    /// <summary>A connected system that comes late still serves these days.</summary>
    private const int DirectDays = 2;

    public async Task<Result<int>> HandleAsync(KeepFeeds command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, clock) = (context.Db, taking.Clock);
        var today = clock.DayOf(context.Now);
        var dealers = await FeedBook.DealersAsync(db, taking.Options, null, cancellationToken);
        var history = await FeedBook.HistoryAsync(db, today.AddDays(-FeedDues.OpenDays), null, cancellationToken);
        var feeds = dealers.SelectMany(d => FeedKinds.All.Select(k => new OwedFeed(d, k, d.Rhythms[k], [.. history[(d.DealerId, k)]]))).ToList();
        var struck = feeds.SelectMany(f => Struck(f, today)).Take(Portion).ToList();
        var late = feeds.Where(f => f.IsConnected).SelectMany(f => f.History.Where(h => !h.IsSent && h.DueOn >= today.AddDays(-DirectDays)).Select(h => (Feed: f, Due: h.DueOn))).ToList();
        var direct = await DirectAsync(db, [.. struck.Where(s => s.Feed.IsConnected), .. late], [.. late], cancellationToken);
        foreach (var (feed, due) in struck)
        {
            var rows = direct.GetValueOrDefault((feed.Dealer.DealerId, feed.Kind, due));
            var fact = FactOf(feed, due, rows > 0 ? due : null, rows);

            // As of its hour, so that a submission which commits in the same moment is the later word, whichever is written first.
            context.Facts.Add(new FactInput("/portal/feeds", $"{fact.DealerId}/{fact.Kind}/{due:yyyyMMdd}/{context.CommandId}", fact, feed.Rhythm.DueAt(due, clock)));
        }

        var came = late.Where(l => direct.ContainsKey((l.Feed.Dealer.DealerId, l.Feed.Kind, l.Due))).ToList();
        foreach (var (feed, due) in came)
        {
            context.Record(FactOf(feed, due, today, direct[(feed.Dealer.DealerId, feed.Kind, due)]));
        }

        // What was written now is told of at the next look, which finds it in the history.
        return struck.Count + came.Count + (struck.Count > 0 ? 0 : await TellAsync(context, feeds, today, cancellationToken));
    }

    private IEnumerable<(OwedFeed Feed, DateOnly Due)> Struck(OwedFeed feed, DateOnly today)
    {
        var last = feed.Rhythm.LastDue(taking.Clock);
        var newest = feed.History.Where(h => h.DueOn <= last).Select(h => (DateOnly?)h.DueOn).Max();
        var from = newest is { } known ? Latest(known.AddDays(1), today.AddDays(-CatchUpDays)) : last;
        var sent = feed.History.Select(h => h.DueOn).ToHashSet();
        return feed.Rhythm.DuesIn(Latest(from, feed.Dealer.JoinedOn.AddDays(1)), last).Where(d => !sent.Contains(d)).Select(d => (feed, d));

        static DateOnly Latest(DateOnly a, DateOnly b) => a > b ? a : b;
    }

    private static DataFeedFact FactOf(OwedFeed feed, DateOnly due, DateOnly? submitted, int rows) =>
        new() { DealerId = feed.Dealer.DealerId, Kind = feed.Kind, DueOn = due, SubmittedOn = submitted, RowsTotal = rows, Method = submitted is null ? FeedSubmission.ByFile : FeedSubmission.ByApi };

    /// <summary>
    /// Rows that a connected system sent as events for due days. Only of dealers whose last feed came that way: for the others a single event is no feed. What is
    /// late must have been written after the due day was found empty.
    /// </summary>
    private static async Task<Dictionary<(string DealerId, string Kind, DateOnly Due), int>> DirectAsync(
        AppDbContext db, IReadOnlyList<(OwedFeed Feed, DateOnly Due)> asked, HashSet<(OwedFeed Feed, DateOnly Due)> late, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string, DateOnly), int>();
        if (asked.Count == 0)
        {
            return found;
        }

        var dealers = asked.Select(a => a.Feed.Dealer.DealerId).Distinct().ToList();
        var (after, upTo) = (asked.Min(a => a.Feed.Rhythm.Before(a.Due)), asked.Max(a => a.Due));
        var seqs = late.Count == 0 ? [] : (await db.Set<DataFeedFact>().AsNoTracking().Where(f => dealers.Contains(f.DealerId) && f.DueOn > after && f.SubmittedOn == null).Select(f => new { f.DealerId, f.Kind, f.DueOn, f.FactSeq }).ToListAsync(cancellationToken))
            .ToDictionary(f => (f.DealerId, f.Kind, f.DueOn), f => f.FactSeq);
        var sales = await db.Set<PosSaleFact>().AsNoTracking().Where(s => dealers.Contains(s.DealerId) && s.SoldOn > after && s.SoldOn <= upTo).GroupBy(s => new { s.DealerId, s.SoldOn })
            .Select(g => new DirectDay(g.Key.DealerId, FeedKinds.Pos, g.Key.SoldOn, g.Count(), g.Max(s => s.FactSeq))).ToListAsync(cancellationToken);
        var counts = await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId != null && dealers.Contains(s.DealerId) && s.SnapOn > after && s.SnapOn <= upTo).GroupBy(s => new { s.DealerId, s.SnapOn })
            .Select(g => new DirectDay(g.Key.DealerId!, FeedKinds.Stock, g.Key.SnapOn, g.Count(), g.Max(s => s.FactSeq))).ToListAsync(cancellationToken);
        var days = sales.Concat(counts).ToLookup(d => (d.DealerId, d.Kind));
        foreach (var one in asked)
        {
            var key = (one.Feed.Dealer.DealerId, one.Feed.Kind, one.Due);
            var own = days[(key.DealerId, key.Kind)].Where(d => d.On > one.Feed.Rhythm.Before(one.Due) && d.On <= one.Due).ToList();
            if (own.Count > 0 && (!late.Contains(one) || own.Max(d => d.Seq) > seqs.GetValueOrDefault(key)))
            {
                found[key] = own.Sum(d => d.Rows);
            }
        }

        return found;
    }

    private async Task<int> TellAsync(CommandContext context, List<OwedFeed> feeds, DateOnly today, CancellationToken cancellationToken)
    {
        var since = today.AddDays(-taking.Options.EscalateDays - 2);
        var told = (await context.Db.Set<FeedNoticeFact>().AsNoTracking().Where(n => n.NoticedOn >= since).Select(n => new { n.DealerId, n.Kind, n.Notice, n.DueOn }).ToListAsync(cancellationToken))
            .Select(n => (n.DealerId, n.Kind, n.Notice, n.DueOn)).ToHashSet();
        var count = 0;
        foreach (var feed in feeds)
        {
            var standing = FeedStanding.Of(feed.Kind, feed.Rhythm, feed.History, feed.Dealer.JoinedOn, taking.Clock, taking.Options.RemindHours);
            var (notice, due) = standing switch
            {
                { State: FeedState.DueSoon } when !feed.IsConnected => (FeedNoticeFact.DueSoon, standing.NextDue),
                { Since: { } first, Late.TotalDays: < 1 } => (FeedNoticeFact.Overdue, first),
                { Since: { } first } when standing.Late.TotalDays >= taking.Options.EscalateDays && standing.Late.TotalDays < taking.Options.EscalateDays + 2 => (FeedNoticeFact.Escalated, first),
                _ => ("", default),
            };
            if (notice.Length > 0 && count < Portion && !told.Contains((feed.Dealer.DealerId, feed.Kind, notice, due)))
            {
                context.Record(new FeedNoticeFact { DealerId = feed.Dealer.DealerId, Kind = feed.Kind, Notice = notice, NoticedOn = today, DueOn = due, LateDays = standing.LagDays });
                count++;
            }
        }

        return count;
    }

    private sealed record OwedFeed(FeedDealer Dealer, string Kind, FeedRhythm Rhythm, IReadOnlyList<ServedDue> History)
    {
        /// <summary>Its last feed came from a system.</summary>
        public bool IsConnected { get; } = History.Where(h => h.IsSent).MaxBy(h => h.DueOn)?.Method == FeedSubmission.ByApi;
    }

    private sealed record DirectDay(string DealerId, string Kind, DateOnly On, int Rows, long Seq);
}
