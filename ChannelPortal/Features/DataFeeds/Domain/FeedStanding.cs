using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>Where a feed stands. Texts <c>State_{name}</c>.</summary>
public enum FeedState
{
    Received,
    Waiting,
    DueSoon,
    Overdue,
}

/// <summary>A due day as it was or was not served.</summary>
public sealed record ServedDue(DateOnly DueOn, DateOnly? SubmittedOn, int Rows, int Rejected, string Method)
{
    public bool IsSent => SubmittedOn is not null;

    public bool IsOnTime => SubmittedOn <= DueOn;

    /// <summary>Days from the due day to the data, or to today where none came.</summary>
    public int LateDays(DateOnly today) => Math.Max(0, (SubmittedOn ?? today).DayNumber - DueOn.DayNumber);
}

/// <summary>The due clock of one dealer's feed.</summary>
/// <param name="NextDue">Due day whose hour strikes next.</param>
/// <param name="Since">First due day that was not served since the newest that was; null when nothing is owed.</param>
/// <param name="Late">Time since that day's hour struck.</param>
/// <param name="Owed">Due days since then.</param>
/// <param name="Missed">Due days of the last thirty days that were never served although the next one has passed.</param>
/// <param name="IsNextSent">Data for the next due day are already there.</param>
public sealed record FeedStanding(
    string Kind, FeedRhythm Rhythm, FeedState State, DateOnly NextDue, DateTimeOffset NextAt, DateOnly? Since, TimeSpan Late, int Owed, int Missed, bool IsNextSent, DateOnly? LastSent, DateOnly? LastSubmitted)
{
    private const int MissedDays = 30;

    /// <summary>Owed, or due within hours.</summary>
    public bool IsToSend => State is FeedState.Overdue or FeedState.DueSoon;

    /// <summary>Days late, begun ones included; 0 when nothing is owed.</summary>
    public int LagDays => Since is null ? 0 : (int)Math.Ceiling(Math.Max(0.001, Late.TotalDays));

    /// <param name="history">Due days in any order.</param>
    /// <param name="from">First day that anything was owed.</param>
    public static FeedStanding Of(string kind, FeedRhythm rhythm, IReadOnlyCollection<ServedDue> history, DateOnly from, BusinessClock clock, int soonHours)
    {
        var (last, next) = (rhythm.LastDue(clock), rhythm.NextDue(clock));
        var known = history.Where(h => h.DueOn <= next).ToDictionary(h => h.DueOn);
        if (last >= from)
        {
            // The hour has struck and the clock's own job has not written it yet.
            known.TryAdd(last, new ServedDue(last, null, 0, 0, ""));
        }

        var nextSent = known.GetValueOrDefault(next)?.IsSent == true;
        var newest = known.Values.Where(h => h.IsSent).Select(h => (DateOnly?)h.DueOn).Max();
        var owed = known.Values.Where(h => !h.IsSent && h.DueOn <= last && !(h.DueOn <= newest)).Select(h => h.DueOn).Order().ToList();
        DateOnly? since = owed.Count > 0 ? owed[0] : null;
        var late = since is { } first ? clock.Now - rhythm.DueAt(first, clock) : TimeSpan.Zero;
        var nextAt = rhythm.DueAt(next, clock);
        var state = since is not null ? FeedState.Overdue : nextSent ? FeedState.Received : nextAt - clock.Now <= TimeSpan.FromHours(soonHours) ? FeedState.DueSoon : newest is null ? FeedState.Waiting : FeedState.Received;
        return new FeedStanding(
            kind, rhythm, state, next, nextAt, since, late < TimeSpan.Zero ? TimeSpan.Zero : late, owed.Count,
            known.Values.Count(h => !h.IsSent && h.DueOn < last && h.DueOn > clock.Today.AddDays(-MissedDays)), nextSent, newest, known.Values.Select(h => h.SubmittedOn).Max());
    }
}
