using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Data;

/// <summary>Rows of a submission that belong to a due day.</summary>
/// <param name="Asked">Neither taken nor refused: somebody has to stand by them first.</param>
internal readonly record struct DueRows(int Taken, int Rejected, int Asked)
{
    public int All => Taken + Rejected + Asked;
}

/// <summary>Fills due days with what came for them, at once or late.</summary>
internal static class FeedDues
{
    /// <summary>A due day that nobody served for longer stays as it is.</summary>
    public const int OpenDays = 60;

    /// <summary>
    /// Counts of stock serve the due day of their own day. Sales serve all due days from their first to their last day: a day without sales in between was reported,
    /// too. A due day is served only by rows that were taken.
    /// </summary>
    /// <param name="rows">Rows by the due day that they belong to.</param>
    /// <param name="isNothing">The dealer says that there was nothing.</param>
    /// <param name="isMending">Rows that were sent before: what is served already counts them.</param>
    public static async Task<IReadOnlyList<DateOnly>> ServeAsync(
        CommandContext context, string dealerId, string kind, string method, FeedRhythm rhythm, IReadOnlyDictionary<DateOnly, DueRows> rows, BusinessClock clock, bool isNothing, bool isMending, CancellationToken cancellationToken)
    {
        var (today, next, last) = (clock.Today, rhythm.NextDue(clock), rhythm.LastDue(clock));
        var taken = rows.Where(r => r.Value.Taken > 0 || isNothing).Select(r => r.Key).ToList();
        if (taken.Count == 0)
        {
            return [];
        }

        var since = today.AddDays(-OpenDays);
        var known = await context.Db.Set<DataFeedFact>().AsNoTracking().Where(f => f.DealerId == dealerId && f.Kind == kind && f.DueOn >= since).ToDictionaryAsync(f => f.DueOn, cancellationToken);
        var served = (kind == FeedKinds.Pos ? rhythm.DuesIn(taken.Min(), taken.Max()).Concat(known.Keys.Where(d => d >= taken.Min() && d <= taken.Max())) : taken).Distinct()
            .Where(d => d >= since && d <= next && (known.ContainsKey(d) || d >= last) && !(isMending && known.GetValueOrDefault(d)?.SubmittedOn is not null)).Order().ToList();
        foreach (var due in served)
        {
            var (before, own) = (known.GetValueOrDefault(due), rows.GetValueOrDefault(due));
            var isFirst = before?.SubmittedOn is null;
            context.Record(new DataFeedFact
            {
                DealerId = dealerId, Kind = kind, DueOn = due, SubmittedOn = isFirst ? today : before!.SubmittedOn, RowsTotal = (isFirst ? 0 : before!.RowsTotal) + own.All,
                RowsRejected = (isFirst ? 0 : before!.RowsRejected) + own.Rejected, Method = isFirst ? method : before!.Method,
            });
        }

        return served;
    }

    /// <summary>Rejected rows of served due days go down as they are mended.</summary>
    /// <param name="mended">Rows by the due day in whose counts they are.</param>
    public static async Task MendAsync(CommandContext context, string dealerId, string kind, IReadOnlyDictionary<DateOnly, int> mended, CancellationToken cancellationToken)
    {
        var days = mended.Keys.ToList();
        foreach (var fact in await context.Db.Set<DataFeedFact>().AsNoTracking().Where(f => f.DealerId == dealerId && f.Kind == kind && days.Contains(f.DueOn) && f.SubmittedOn != null).ToListAsync(cancellationToken))
        {
            fact.RowsRejected = Math.Max(0, fact.RowsRejected - mended[fact.DueOn]);
            context.Record(fact);
        }
    }
}
