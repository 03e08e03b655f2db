using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Domain;

/// <summary>A filed report about one dealer.</summary>
public sealed class Report : FiledReport, IDealerOwned
{
    public const string Monthly = "monthly";
    public const string Quarterly = "quarterly";

    /// <summary>Kind of report: <see cref="Monthly"/> or <see cref="Quarterly"/>.</summary>
    public required string Kind { get; init; }

    public required string DealerId { get; init; }

    public required string DealerName { get; init; }
}
