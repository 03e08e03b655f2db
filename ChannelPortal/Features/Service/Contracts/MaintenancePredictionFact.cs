using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Service.Contracts;

/// <summary>A predicted failure of a machine, and what came of it.</summary>
[Fact("maint_predictions", Key = [nameof(DeviceId), nameof(PredictedOn)], BusinessDate = nameof(PredictedOn))]
public sealed class MaintenancePredictionFact : FactRow, IDealerOwned
{
    public required string DeviceId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly PredictedOn { get; set; }

    /// <summary>From 0 to 1.</summary>
    public double FailureProb { get; set; }

    /// <summary>Null until it is known.</summary>
    public bool? ConfirmedFailure { get; set; }

    public bool ActedBefore { get; set; }

    public double DowntimeHours { get; set; }

    public double AvoidedHours { get; set; }
}
