using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Contracts;

/// <summary>
/// When a feed is due: every day, or every week on a weekday, at a full hour of the business zone. A due day asks for data of the days after the due day before
/// it, up to itself.
/// </summary>
/// <param name="Weekday">Null is every day.</param>
/// <param name="DueHour">1 to 24; 24 is the end of the day.</param>
public sealed record FeedRhythm(DayOfWeek? Weekday, int DueHour)
{
    private const int Week = 7;

    public bool IsDaily => Weekday is null;

    /// <summary>Days between two due days.</summary>
    public int Step => IsDaily ? 1 : Week;

    /// <summary>What a tier owes where nothing else is configured: the large dealers every day, the others every Monday.</summary>
    public static FeedRhythm UsualOf(string tier, string kind) => (tier is "platinum" or "gold", kind == FeedKinds.Stock) switch
    {
        (true, true) => new FeedRhythm(null, 20),
        (true, false) => new FeedRhythm(null, 22),
        (false, _) => new FeedRhythm(DayOfWeek.Monday, 18),
    };

    public bool IsDueOn(DateOnly day) => Weekday is null || day.DayOfWeek == Weekday;

    /// <summary>The due day that data of a day belong to: the day itself or the next due one.</summary>
    public DateOnly DueFor(DateOnly day) => Weekday is { } weekday ? day.AddDays(((int)weekday - (int)day.DayOfWeek + Week) % Week) : day;

    /// <summary>The due day before a due day.</summary>
    public DateOnly Before(DateOnly due) => due.AddDays(-Step);

    /// <summary>Due days from a day to another, both included.</summary>
    public IEnumerable<DateOnly> DuesIn(DateOnly from, DateOnly to)
    {
        for (var due = DueFor(from); due <= to; due = due.AddDays(Step))
        {
            yield return due;
        }
    }

    /// <summary>The instant at which a due day's hour strikes in the business zone, whatever zone the server runs in.</summary>
    public DateTimeOffset DueAt(DateOnly due, BusinessClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var local = due.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified).AddHours(DueHour);
        return new DateTimeOffset(local, clock.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The latest due day whose hour has struck.</summary>
    public DateOnly LastDue(BusinessClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var due = DueFor(clock.Today);
        while (DueAt(due, clock) > clock.Now)
        {
            due = Before(due);
        }

        return due;
    }

    /// <summary>The due day whose hour strikes next.</summary>
    public DateOnly NextDue(BusinessClock clock) => LastDue(clock).AddDays(Step);
}
