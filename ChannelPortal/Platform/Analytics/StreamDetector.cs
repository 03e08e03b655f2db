namespace ChannelPortal.Platform.Analytics;

/// <summary>
/// Series measured several times a day. Three questions: is the error against the level unlikely, is the error against the same time of the
/// same weekday unlikely, is the value far outside everything seen. After an alert it is silent for a while: one incident is one alert.
/// </summary>
public sealed class StreamDetector(TimeSpan step) : ISeriesDetector
{
    // Tuned on the development half of NAB; scores hardly move between 0.5 and 0.65.
    private const double Unlikely = 0.6;
    private const double FarOutside = 0.08;
    private const double Softness = 0.05;
    private const double LevelGain = 0.05;
    private const double SlotGain = 0.3;
    private const int RecentErrors = 8;
    private const int ShortestSilence = 20;
    private const double SilenceShare = 0.03;
    private const int MaximumSilence = 500;
    private const double BandWidth = 3;
    private const int ShortestWarmUp = 50;
    private const int LongestWarmUp = 288;

    // A slot of the week per step, at most 5 minutes fine: the memory of a series is bounded.
    private static readonly TimeSpan s_finest = TimeSpan.FromMinutes(5);

    private readonly long slotTicks = Math.Max(step.Ticks, s_finest.Ticks);
    private readonly ErrorLikelihood levelErrors = new(RecentErrors);
    private readonly ErrorLikelihood slotErrors = new(SlotErrorsOf(step));
    private readonly Dictionary<long, Slot> slots = [];
    private double? level;
    private double deviation;
    private double lowest;
    private double highest;
    private long seen;

    // Everything is new on the first day.
    private double silentUntil = Math.Clamp(step <= TimeSpan.Zero ? 0 : TimeSpan.TicksPerDay / step.Ticks, ShortestWarmUp, LongestWarmUp);

    public SeriesVerdict Next(DateTimeOffset at, double value)
    {
        var before = level;
        var expected = before ?? value;
        var strength = Math.Max(LevelStrength(value), Math.Max(SlotStrength(at, value), RangeStrength(value)));
        var (low, high) = (expected - (BandWidth * deviation), expected + (BandWidth * deviation));
        deviation += LevelGain * (Math.Abs(value - expected) - deviation);
        var index = seen++;
        if (index <= silentUntil)
        {
            return new SeriesVerdict(0, false, before, low, high);
        }

        var isAlert = strength >= 1;
        if (isAlert)
        {
            silentUntil = index + Math.Clamp(SilenceShare * index, ShortestSilence, MaximumSilence);
        }

        return new SeriesVerdict(SeriesVerdict.ScoreOf(strength), isAlert, before, low, high);
    }

    private static int SlotErrorsOf(TimeSpan step) =>
        step <= TimeSpan.Zero ? RecentErrors : Math.Max(RecentErrors, (int)Math.Min(TimeSpan.TicksPerDay / step.Ticks, 288) / 8);

    private double LevelStrength(double value)
    {
        var error = Math.Abs(value - (level ?? value));
        level = (level ?? value) + (LevelGain * (value - (level ?? value)));
        return levelErrors.Next(error) / Unlikely;
    }

    private double SlotStrength(DateTimeOffset at, double value)
    {
        var key = at.Ticks % (7 * TimeSpan.TicksPerDay) / slotTicks;
        if (!slots.TryGetValue(key, out var slot))
        {
            slots[key] = new Slot { Usual = value, Count = 1 };
            return 0;
        }

        var error = value - slot.Usual;
        slot.Usual += Math.Max(SlotGain, 1.0 / (slot.Count + 1)) * error;
        slot.Count++;
        return slotErrors.Next(Math.Abs(error)) / Unlikely;
    }

    private double RangeStrength(double value)
    {
        if (seen == 0)
        {
            (lowest, highest) = (value, value);
            return 0;
        }

        var beyond = Math.Max(value - highest, lowest - value);
        var range = highest - lowest;
        (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        return beyond <= 0 || range <= 0 ? 0 : beyond / (beyond + (Softness * range)) / FarOutside;
    }

    private sealed class Slot
    {
        public double Usual { get; set; }

        public int Count { get; set; }
    }
}
