using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Domain;

/// <summary>A metric that somebody of the manufacturer defined. It is never deleted: what once showed it must still be able to name it.</summary>
internal sealed class OwnMetric
{
    public const string Prefix = "U-";
    public const int MaxName = 80;
    public const int MaxFormula = 2_000;

    /// <summary>Where own metrics stand in the catalogue, written like the families of the product.</summary>
    public const string Family = "13 Own metrics 自定义指标";

    public required string Id { get; init; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    public required string Unit { get; set; }

    public required string Formula { get; set; }

    /// <summary>Dimensions, separated by <c>|</c> as in the catalogue file.</summary>
    public required string Grain { get; set; }

    public required string Direction { get; set; }

    public required string OwnerId { get; init; }

    public required string OwnerName { get; init; }

    public int Version { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }

    public MetricDefinition Definition => new(Id, Family, NameEn, NameZh, Unit, Formula, Grain.Split('|'), Direction);
}

/// <summary>What a version of an own metric said.</summary>
internal sealed class OwnMetricVersion
{
    public required string MetricId { get; init; }

    public int Version { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    public required string Unit { get; init; }

    public required string Formula { get; init; }

    public required string Grain { get; init; }

    public required string Direction { get; init; }

    public required string ChangedBy { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>From where on a value is to be watched, and from where on it is bad, for one role or for everybody.</summary>
internal sealed class ThresholdRule
{
    /// <summary>The role of a rule for everybody.</summary>
    public const string Everybody = "";

    public required string MetricId { get; init; }

    public required string Role { get; init; }

    /// <summary>In 1/10,000 of the metric's unit, so that comparing is exact.</summary>
    public long Watch { get; set; }

    public long Bad { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>A removed rule stays as a row, so that other nodes see that something changed.</summary>
    public bool IsRemoved { get; set; }
}
