using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Analytics;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Rules;

internal enum RuleEvent
{
    None,

    /// <summary>The condition holds, not yet long enough.</summary>
    Wait,

    Fire,

    /// <summary>It had eased and is back.</summary>
    Return,

    /// <summary>The condition ended before it had held long enough.</summary>
    Forget,

    Ease,
    Cure,
    LoseData,
}

/// <summary>A bucket of the chart. Values in ten-thousandths.</summary>
internal sealed record RulePoint(DateOnly Day, long Value, long Low, long High);

/// <summary>What a rule remembers of a series; its size does not grow.</summary>
internal sealed class SeriesMemory
{
    public string? Detector { get; set; }

    public int Seen { get; set; }

    public int Missing { get; set; }

    public bool IsLost { get; set; }

    public int Breaches { get; set; }

    public bool IsFiring { get; set; }

    public int Calm { get; set; }

    public List<RulePoint> Chart { get; set; } = [];
}

/// <summary>What a bucket brought.</summary>
internal sealed record RuleOutcome(RuleEvent Event, double Value, double Expected, double Low, double High);

/// <summary>One series under one rule, bucket by bucket. The live service and the trial on the past run this same code, so they cannot differ.</summary>
internal sealed class RuleEvaluator(AlertRule rule, bool isRatio = false)
{
    /// <summary>Ten-thousandths, in which a rule's numbers are kept.</summary>
    public const int Scale = 10_000;

    private const int ChartBuckets = 28;
    private const int EnoughToMiss = 8;

    /// <summary>Calm buckets after which a fired alert is over.</summary>
    private const int CalmBuckets = 2;

    private static readonly RuleOutcome s_nothing = new(RuleEvent.None, 0, 0, 0, 0);

    /// <param name="isQuiet">A holiday or promotion explains the value: it is neither judged nor learned.</param>
    public RuleOutcome Step(SeriesMemory memory, Period bucket, double? value, bool isQuiet)
    {
        if (isQuiet)
        {
            return s_nothing;
        }

        if (value is not { } measured)
        {
            // A ratio of nothing is no lost report: who owes nothing is not overdue.
            return isRatio ? s_nothing with { Event = Calm(memory, wasLost: false) } : Miss(memory);
        }

        var wasLost = memory.IsLost;
        (memory.Missing, memory.IsLost) = (0, false);
        memory.Seen++;
        var detector = Detector(memory);
        var verdict = detector.Next(new DateTimeOffset(bucket.Start, TimeOnly.MinValue, TimeSpan.Zero), measured);
        memory.Detector = detector.Save();
        var expected = verdict.Expected ?? measured;
        var (low, high) = (verdict.Low ?? expected, verdict.High ?? expected);
        memory.Chart.Add(new RulePoint(bucket.Start, Scaled(measured), Scaled(low), Scaled(high)));
        if (memory.Chart.Count > ChartBuckets)
        {
            memory.Chart.RemoveAt(0);
        }

        var what = verdict.IsAlert && IsWorthIt(measured, expected) ? Breach(memory) : Calm(memory, wasLost);
        return new RuleOutcome(what, measured, expected, low, high);
    }

    /// <summary>Whether a bucket that is still running has passed an upper limit: what it will end with can only be more.</summary>
    public bool Exceeds(SeriesMemory memory, double value) =>
        rule is { Detector: RuleDetectors.Threshold, Above: { } above, HoldBuckets: 0 } && value > (double)above && !memory.IsFiring;

    public static long Scaled(double value) => (long)Math.Round(Math.Clamp(value, -9e14, 9e14) * Scale);

    private RuleEvent Breach(SeriesMemory memory)
    {
        if (memory.IsFiring)
        {
            var returned = memory.Calm > 0;
            memory.Calm = 0;
            return returned ? RuleEvent.Return : RuleEvent.None;
        }

        memory.Breaches++;
        if (memory.Breaches <= rule.HoldBuckets)
        {
            return memory.Breaches == 1 ? RuleEvent.Wait : RuleEvent.None;
        }

        (memory.IsFiring, memory.Breaches, memory.Calm) = (true, 0, 0);
        return RuleEvent.Fire;
    }

    private static RuleEvent Calm(SeriesMemory memory, bool wasLost)
    {
        if (!memory.IsFiring)
        {
            var waited = memory.Breaches > 0;
            memory.Breaches = 0;
            return waited ? RuleEvent.Forget : wasLost ? RuleEvent.Cure : RuleEvent.None;
        }

        memory.Calm++;
        if (memory.Calm <= CalmBuckets)
        {
            return memory.Calm == 1 ? RuleEvent.Ease : RuleEvent.None;
        }

        (memory.IsFiring, memory.Calm) = (false, 0);
        return RuleEvent.Cure;
    }

    private RuleOutcome Miss(SeriesMemory memory)
    {
        memory.Missing++;
        if (memory.IsLost || memory.Seen < EnoughToMiss || memory.Missing < RuleCalendar.Lost(rule.Bucket))
        {
            return s_nothing;
        }

        memory.IsLost = true;
        (memory.IsFiring, memory.Breaches, memory.Calm) = (false, 0, 0);
        return s_nothing with { Event = RuleEvent.LoseData };
    }

    private bool IsWorthIt(double value, double expected) =>
        rule.Detector == RuleDetectors.Threshold
        || (Math.Abs(value - expected) >= (double)rule.MinimumEffect && rule.Direction switch { "down" => value < expected, "up" => value > expected, _ => true });

    private IKeptDetector Detector(SeriesMemory memory)
    {
        IKeptDetector detector = rule.Detector switch
        {
            RuleDetectors.Threshold => new ThresholdDetector((double?)rule.Below, (double?)rule.Above),
            RuleDetectors.Break => new CusumDetector(limit: rule.Limit),
            _ when rule.Bucket == RuleBuckets.Month => new MonthlyDetector(rule.Limit),
            _ => new SeasonalResidualDetector(rule.Limit, season: rule.Bucket == RuleBuckets.Day ? SeasonOf.Weekday : SeasonOf.None),
        };
        if (memory.Detector is { } saved)
        {
            detector.Restore(saved);
        }

        return detector;
    }
}
