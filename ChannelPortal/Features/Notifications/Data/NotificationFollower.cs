using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Data;

/// <summary>
/// Follows the log from a stored place. What this node commits is judged in memory as it passes, so that ingestion costs a look-up a fact and no query; the
/// place moves in the transaction that writes the notices and only from where it was, so each fact is told exactly once, whichever node or life of the portal
/// does it. What passed unseen is read back from the log.
/// </summary>
internal sealed class NotificationFollower(
    IAppDbFactory factory, IFactStream stream, FactLogReader log, NotificationWriter writer, NotificationSignals signals, TimeProvider time, IOptions<NotificationsOptions> options)
{
    /// <summary>Entries of the log that are read back at a time.</summary>
    private const long Portion = 20_000;

    /// <summary>More than this waiting is a bulk load: dropped here, and read back from the log in portions.</summary>
    private const int MostWaiting = 5_000;

    private static readonly TimeSpan s_remember = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private List<Occurrence> waiting = [];
    private bool isFollowing;
    private long seenTo;
    private long unseenTo;
    private DateTimeOffset rememberedAt;

    /// <summary>Takes note of a commit.</summary>
    /// <returns>True when there is something to tell.</returns>
    public bool Notice(FactCommit commit)
    {
        lock (gate)
        {
            if (commit.Changes.Count == 0)
            {
                unseenTo = Math.Max(unseenTo, commit.Watermark);
                seenTo = Math.Max(seenTo, commit.Watermark);
                return true;
            }

            // Another node committed in between, or events came too late to count: looked up in the log.
            if (isFollowing && commit.Changes.Min(c => c.Row.FactSeq) - 1 is var before && before > seenTo)
            {
                unseenTo = before;
            }

            foreach (var change in commit.Changes)
            {
                if (FactRules.Of(change) is { } occurrence)
                {
                    waiting.Add(occurrence);
                }
            }

            seenTo = Math.Max(seenTo, commit.Watermark);
            if (waiting.Count > MostWaiting)
            {
                (waiting, unseenTo) = ([], seenTo);
            }

            return waiting.Count > 0 || unseenTo == seenTo;
        }
    }

    /// <summary>Tells what waits, or at the first start what is young. Returns false when another node was faster and it must be tried again.</summary>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        List<Occurrence> taken;
        long unseen;
        long to;
        lock (gate)
        {
            // The stream was subscribed to before its watermark is read here, so whatever comes after it will be noticed.
            unseen = isFollowing ? unseenTo : Math.Max(unseenTo, stream.Watermark);
            (taken, to) = ([.. waiting], Math.Max(seenTo, unseen));
        }

        await using var db = factory.Create(DealerScope.None);
        if (await db.Set<NotificationCursor>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } cursor)
        {
            await FirstAsync(to, cancellationToken);
            Done(to);
            return true;
        }

        var at = cursor.Seq;
        while (at < unseen)
        {
            var (start, end) = (at, Math.Min(at + Portion, unseen));
            if (!await writer.WriteAsync(await log.ReadAsync(start, end, cancellationToken), d => MoveAsync(d, start, end, cancellationToken), cancellationToken))
            {
                return Beaten();
            }

            at = end;
        }

        var news = taken.Where(o => o.FactSeq > at && o.FactSeq <= to).ToList();
        if (to > at && (news.Count > 0 || time.GetUtcNow() - rememberedAt > s_remember))
        {
            if (!await writer.WriteAsync(news, d => MoveAsync(d, at, to, cancellationToken), cancellationToken))
            {
                return Beaten();
            }

            rememberedAt = time.GetUtcNow();
        }

        Done(to);
        return true;
    }

    private bool Beaten()
    {
        signals.Ring(null);
        return false;
    }

    private async Task FirstAsync(long to, CancellationToken cancellationToken)
    {
        var young = await log.RecentAsync(TimeSpan.FromHours(options.Value.NewsHours), cancellationToken);
        try
        {
            await writer.WriteAsync(
                young,
                async db =>
                {
                    db.Add(new NotificationCursor { Seq = to, ChangedAt = time.GetUtcNow() });
                    await db.SaveChangesAsync(cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node began at the same time; what it did stands.
        }
    }

    private async Task<bool> MoveAsync(AppDbContext db, long from, long to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.Set<NotificationCursor>().Where(c => c.Seq == from).ExecuteUpdateAsync(c => c.SetProperty(x => x.Seq, to).SetProperty(x => x.ChangedAt, now), cancellationToken) == 1;
    }

    private void Done(long to)
    {
        lock (gate)
        {
            waiting.RemoveAll(o => o.FactSeq <= to);
            (isFollowing, seenTo) = (true, Math.Max(seenTo, to));
        }
    }
}
