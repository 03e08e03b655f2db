using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.DataFeeds.Queries;

/// <summary>The feeds of all dealers in a scope, the worst first.</summary>
/// <param name="DueToday">Feeds that are due today, and those of them that are there.</param>
public sealed record FeedBoard(IReadOnlyList<BoardFeed> Dealers, int DueToday, int HereToday, IReadOnlyList<DateOnly> Days, DateTimeOffset At)
{
    private static readonly TimeSpan s_stale = TimeSpan.FromHours(48);
    private static readonly TimeSpan s_chronic = TimeSpan.FromDays(15);

    public int Overdue => Dealers.Sum(d => d.Feeds.Count(f => f.State == FeedState.Overdue));

    public int Stale => Dealers.Count(d => d.Late > s_stale);

    public int Chronic => Dealers.Count(d => d.Late > s_chronic);

    /// <summary>Median of the dealers that are late; null when none is.</summary>
    public decimal? MedianLag => Dealers.Where(d => d.LagDays > 0).Select(d => d.LagDays).Order().ToList() is { Count: > 0 } lags ? (lags[(lags.Count - 1) / 2] + lags[lags.Count / 2]) / 2m : null;
}

/// <summary>A dealer on the board.</summary>
/// <param name="Cells">One a day of <see cref="FeedBoard.Days"/>: the worst of its feeds that was due.</param>
/// <param name="Reminded">Feeds that somebody asked for today.</param>
public sealed record BoardFeed(
    string DealerId, string Name, string Tier, string Area, IReadOnlyList<FeedStanding> Feeds, IReadOnlySet<string> OwnRhythms, decimal? Rejected, IReadOnlyList<DataQuality> Quality, IReadOnlyList<DayState> Cells, IReadOnlySet<string> Reminded)
{
    public TimeSpan Late => Feeds.Max(f => f.Late);

    public int LagDays => Feeds.Max(f => f.LagDays);

    public DateOnly? LastSubmitted => Feeds.Max(f => f.LastSubmitted);

    /// <summary>Mean of its feeds.</summary>
    public decimal? Score => Quality.Select(q => q.Score).OfType<decimal>().ToList() is { Count: > 0 } scores ? scores.Average() : null;
}

/// <summary>How a day's due feeds were served. Texts <c>Day_{name}</c>.</summary>
public enum DayState
{
    None,
    OnTime,
    Late,
    Missing,
}

internal sealed class FindFeedBoard(IAppDbFactory factory, DataQualityReader quality, BusinessClock clock, IOptions<DataFeedsOptions> options)
{
    /// <summary>Days of the heat calendar.</summary>
    private const int Days = 28;
    private const int RejectedDays = 30;

    public async Task<FeedBoard> RunAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        var (today, isChinese) = (clock.Today, PortalCultures.IsChinese());
        await using var db = factory.Create(scope);
        var dealers = await FeedBook.DealersAsync(db, options.Value, null, cancellationToken);
        var history = await FeedBook.HistoryAsync(db, today.AddDays(-QualityScore.Days), null, cancellationToken);
        var scores = (await quality.OfAsync(db, dealers, history, cancellationToken)).ToLookup(q => q.DealerId, StringComparer.Ordinal);
        var reminded = (await db.Set<FeedNoticeFact>().AsNoTracking().Where(n => n.NoticedOn == today && n.Notice == FeedNoticeFact.Reminded).Select(n => new { n.DealerId, n.Kind }).ToListAsync(cancellationToken)).ToLookup(n => n.DealerId, n => n.Kind, StringComparer.Ordinal);
        var areas = await AreasAsync(db, isChinese, cancellationToken);
        var days = Enumerable.Range(0, Days).Select(i => today.AddDays(i - Days + 1)).ToList();
        var (due, here) = (0, 0);
        var rows = new List<BoardFeed>(dealers.Count);
        foreach (var dealer in dealers)
        {
            var own = FeedKinds.All.ToDictionary(k => k, k => history[(dealer.DealerId, k)].ToList(), StringComparer.Ordinal);
            var feeds = FeedKinds.All.Select(k => FeedStanding.Of(k, dealer.Rhythms[k], own[k], dealer.JoinedOn, clock, options.Value.RemindHours)).ToList();
            foreach (var kind in FeedKinds.All.Where(k => dealer.Rhythms[k].IsDueOn(today) && dealer.JoinedOn < today))
            {
                due++;
                here += own[kind].Any(h => h.DueOn == today && h.IsSent) ? 1 : 0;
            }

            var recent = own.Values.SelectMany(h => h).Where(h => h.DueOn > today.AddDays(-RejectedDays)).ToList();
            var sent = recent.Sum(h => (long)h.Rows);
            rows.Add(new BoardFeed(
                dealer.DealerId, isChinese ? dealer.Name : dealer.NameEn ?? dealer.Name, dealer.Tier, areas.GetValueOrDefault(dealer.RegionId, ""), feeds, dealer.OwnRhythms,
                sent == 0 ? null : recent.Sum(h => (long)h.Rejected) / (decimal)sent, [.. scores[dealer.DealerId]], [.. days.Select(d => StateOf(dealer, own, d))],
                reminded[dealer.DealerId].ToHashSet(StringComparer.Ordinal)));
        }

        return new FeedBoard([.. rows.OrderByDescending(r => r.Late).ThenBy(r => r.Score ?? 0).ThenBy(r => r.DealerId, StringComparer.Ordinal)], due, here, days, clock.Now);
    }

    private DayState StateOf(FeedDealer dealer, Dictionary<string, List<ServedDue>> own, DateOnly day)
    {
        var worst = DayState.None;
        foreach (var (kind, history) in own)
        {
            var found = history.Find(h => h.DueOn == day);
            var state = found is null
                ? dealer.Rhythms[kind].IsDueOn(day) && day == dealer.Rhythms[kind].LastDue(clock) && day > dealer.JoinedOn ? DayState.Missing : DayState.None
                : found.IsOnTime ? DayState.OnTime
                : found.IsSent ? DayState.Late
                : dealer.Rhythms[kind].DueAt(day, clock) <= clock.Now ? DayState.Missing : DayState.None;
            worst = state > worst ? state : worst;
        }

        return worst;
    }

    /// <summary>Region → name of the area that it lies in.</summary>
    private static async Task<Dictionary<string, string>> AreasAsync(AppDbContext db, bool isChinese, CancellationToken cancellationToken)
    {
        var regions = await db.Set<RegionFact>().AsNoTracking().Select(r => new { r.RegionId, r.Path, r.Level, Name = isChinese ? r.Name : r.NameEn }).ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        return regions.Values.ToDictionary(
            r => r.RegionId, r => r.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(p => regions.GetValueOrDefault(p)).FirstOrDefault(p => p?.Level == "province")?.Name ?? r.Name, StringComparer.Ordinal);
    }
}
