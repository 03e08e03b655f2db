using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.Imports.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>
/// Stock and sales that dealers owed, by the rhythm of their tier, and how each of them keeps to it: most are punctual, some forget, and a few are always two
/// weeks behind. The last day of the world is told; from then on the portal's own clock writes.
/// </summary>
internal static class WorldFeeds
{
    /// <summary>Days of history: each due day of each dealer is a fact.</summary>
    private const int Days = 200;

    /// <summary>Marks the streams of feeds among those of activities.</summary>
    private const int Stream = 79;

    private static readonly string[] s_methods = ["api", "file", "manual"];

    public static void Play(WorldDay here)
    {
        if (here.Dealer.Fact.Status != "active" || here.Arguments.Until.DayNumber - here.Day.DayNumber >= Days || here.Day <= here.Dealer.Fact.JoinedOn)
        {
            return;
        }

        var habit = HabitOf(here);
        foreach (var (no, kind) in FeedKinds.All.Index())
        {
            if (FeedRhythm.UsualOf(here.Dealer.Fact.Tier, kind).IsDueOn(here.Day))
            {
                Due(here, kind, habit, WorldRandom.For(here.Arguments.Seed, WorldStream.Activities, here.Dealer.Index, here.Day.DayNumber, Stream + no));
            }
        }
    }

    private static void Due(WorldDay here, string kind, Habit habit, WorldRandom random)
    {
        var late = habit.Late + (random.Chance(habit.SlipShare) ? random.Whole(1, 4) : 0) + (habit.Late > 0 ? random.Whole(-2, 3) : 0);
        var submitted = random.Chance(habit.MissedShare) ? null : here.In(late);
        var rows = submitted is null ? 0 : kind == FeedKinds.Stock ? here.Dealer.Holdings.Count : random.Whole(4, 60);
        here.Add(
            new DataFeedFact
            {
                DealerId = here.DealerId, Kind = kind, DueOn = here.Day, SubmittedOn = submitted, RowsTotal = rows, RowsRejected = (int)(rows * random.Between(0, habit.WrongShare)), Method = habit.Method,
            },
            3);
    }

    /// <summary>A dealer's character does not change from day to day. The dealers with demo accounts are punctual people who now and then forget.</summary>
    private static Habit HabitOf(WorldDay here)
    {
        var random = WorldRandom.For(here.Arguments.Seed, WorldStream.Activities, here.Dealer.Index, Stream);
        var method = s_methods[random.Weighted([3, 5, 2])];
        var kind = here.Dealer.Index < 2 ? 0 : random.Weighted([70, 20, 10]);
        return kind switch
        {
            0 => new Habit(here.Dealer.Index < 2 ? "file" : method, 0, 0.03, 0.015, 0.02),
            1 => new Habit(method == "api" ? "file" : method, 0, 0.3, 0.10, 0.06),
            _ => new Habit("manual", 15, 0.1, 0.05, 0.10),
        };
    }

    /// <param name="Late">Usual days late.</param>
    /// <param name="SlipShare">Share of due days that come some days late.</param>
    /// <param name="MissedShare">Share that never come.</param>
    /// <param name="WrongShare">Largest share of rows that are refused.</param>
    private sealed record Habit(string Method, int Late, double SlipShare, double MissedShare, double WrongShare);
}
