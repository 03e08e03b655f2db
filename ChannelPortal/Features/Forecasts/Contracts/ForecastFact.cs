using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Forecasts.Contracts;

/// <summary>
/// A forecast of sell-in of a product at a dealer, made some months ahead, beside what came. The first forecast of a month publishes it and no later one
/// changes it. A row whose event occurred after its month began was computed afterwards from nothing but what was known at its origin.
/// </summary>
[Fact("forecasts", Key = [nameof(DealerId), nameof(ProductId), nameof(MonthOn), nameof(Horizon)], BusinessDate = nameof(MonthOn), MayLieAhead = true)]
public sealed class ForecastFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public required string ProductId { get; set; }

    /// <summary>First day of the month.</summary>
    public DateOnly MonthOn { get; set; }

    /// <summary>
    /// Months between the one in which the forecast was made and its own. What is made in November for December is 1, so that the metrics answer in November
    /// for the next month, and in December how good that forecast was.
    /// </summary>
    public int Horizon { get; set; } = 1;

    /// <summary>What was planned with at the time: the machine's figure, or what planners made of it.</summary>
    [Money]
    public long ForecastAmount { get; set; }

    /// <summary>Null until the month is over. Orders that come late correct it for three months.</summary>
    [Money]
    public long? ActualAmount { get; set; }

    /// <summary>What the simplest method would have said: the last month that was known, again.</summary>
    [Money]
    public long NaiveAmount { get; set; }

    [Money]
    [ColumnName("p10")]
    public long P10 { get; set; }

    [Money]
    [ColumnName("p90")]
    public long P90 { get; set; }
}
