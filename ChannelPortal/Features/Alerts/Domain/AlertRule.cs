namespace ChannelPortal.Features.Alerts.Domain;

/// <summary>A watched metric, as data: what is measured for whom, what is unusual, and what then happens.</summary>
internal sealed class AlertRule
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    public required string MetricId { get; set; }

    /// <summary>Part of the business, e.g. <c>category=水泥</c>; empty for all of it.</summary>
    public required string Slice { get; set; }

    /// <summary>One of <see cref="RuleSubjects"/>.</summary>
    public required string Each { get; set; }

    /// <summary>One of <see cref="RuleBuckets"/>.</summary>
    public required string Bucket { get; set; }

    /// <summary>One of <see cref="RuleDetectors"/>.</summary>
    public required string Detector { get; set; }

    public decimal? Below { get; set; }

    public decimal? Above { get; set; }

    /// <summary>Robust z of the seasonal residual, h of the break, scales of the monthly forecast.</summary>
    public double Limit { get; set; }

    /// <summary>Smallest effect, in the metric's unit, that is worth a person's time.</summary>
    public decimal MinimumEffect { get; set; }

    /// <summary>One of <c>both</c>, <c>down</c>, <c>up</c>.</summary>
    public required string Direction { get; set; }

    /// <summary>Buckets for which the condition must hold before it fires; before that it is pending.</summary>
    public int HoldBuckets { get; set; }

    /// <summary>Severity as long as little money is at stake.</summary>
    public required string Severity { get; set; }

    /// <summary>Money at stake, in minor units, that makes it critical; 0 for never.</summary>
    public long CriticalStake { get; set; }

    public required string OwnerRole { get; set; }

    public required string Runbook { get; set; }

    public bool Enabled { get; set; }

    /// <summary>Regions of the person who made it, separated by commas; null for somebody who sees all.</summary>
    public string? Regions { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Why it could not be evaluated the last time; null when it could.</summary>
    public string? Failure { get; set; }

    public int Version { get; set; }
}

internal static class RuleSubjects
{
    public const string Whole = "whole";
    public const string Dealer = "dealer";
    public const string Area = "area";

    public static readonly IReadOnlyList<string> All = [Dealer, Area, Whole];
}

internal static class RuleBuckets
{
    public const string Day = "day";
    public const string Week = "week";
    public const string Month = "month";

    public static readonly IReadOnlyList<string> All = [Day, Week, Month];
}

internal static class RuleDetectors
{
    public const string Threshold = "threshold";
    public const string Seasonal = "seasonal";
    public const string Break = "break";

    public static readonly IReadOnlyList<string> All = [Seasonal, Break, Threshold];
}

/// <summary>What a rule keeps of one series: the detector's bounded memory, and where the condition stands.</summary>
internal sealed class AlertSeries
{
    /// <summary>The subject of a rule that has found none so far.</summary>
    public const string Nobody = "-";

    public Guid RuleId { get; init; }

    /// <summary>Dealer or area; empty for the whole.</summary>
    public required string Subject { get; init; }

    /// <summary>First day of the last bucket that was judged.</summary>
    public DateOnly LastBucket { get; set; }

    public required string State { get; set; }
}
