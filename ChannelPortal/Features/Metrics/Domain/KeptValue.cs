namespace ChannelPortal.Features.Metrics.Domain;

/// <summary>A month of a metric as it was when the month had closed, for metrics that nobody can compute again afterwards.</summary>
internal sealed class KeptValue
{
    public required string MetricId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    /// <summary><see cref="Contracts.MetricDimensions.Dealer"/>, <see cref="Contracts.MetricDimensions.Region"/>, or empty for the whole.</summary>
    public required string Dimension { get; init; }

    /// <summary>The dealer or region; empty for the whole.</summary>
    public required string Key { get; init; }

    /// <summary>Null where the metric had none.</summary>
    public double? Value { get; init; }

    /// <summary>Fact rows behind it.</summary>
    public long N { get; init; }

    /// <summary>Digest of the formula: a value of another definition is not this metric's.</summary>
    public required string Definition { get; init; }

    public DateTimeOffset AsOf { get; init; }
}
