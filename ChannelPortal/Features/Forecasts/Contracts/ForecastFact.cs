using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Forecasts.Contracts;

/// <summary>A forecast of sell-in, made some months ahead, beside what came.</summary>
[Fact("forecasts", Key = [nameof(DealerId), nameof(ProductId), nameof(MonthOn), nameof(Horizon)], BusinessDate = nameof(MonthOn), MayLieAhead = true)]
public sealed class ForecastFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public required string ProductId { get; set; }

    /// <summary>First day of the month.</summary>
    public DateOnly MonthOn { get; set; }

    /// <summary>Months ahead.</summary>
    public int Horizon { get; set; } = 1;

    [Money]
    public long ForecastAmount { get; set; }

    /// <summary>Null until the month is over.</summary>
    [Money]
    public long? ActualAmount { get; set; }

    /// <summary>What the simplest method would have said.</summary>
    [Money]
    public long NaiveAmount { get; set; }

    [Money]
    [ColumnName("p10")]
    public long P10 { get; set; }

    [Money]
    [ColumnName("p90")]
    public long P90 { get; set; }
}
