using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.StoreVisits.Contracts;

/// <summary>A store visit that was due, and what the inspector found.</summary>
[Fact("visits", Key = [nameof(VisitId)], BusinessDate = nameof(PlannedOn))]
public sealed class VisitFact : FactRow, IDealerOwned
{
    public required string VisitId { get; set; }

    public required string DealerId { get; set; }

    public required string StoreId { get; set; }

    public string? InspectorId { get; set; }

    public DateOnly PlannedOn { get; set; }

    public DateOnly? VisitedOn { get; set; }

    [OneOf("done", "missed")]
    public string Status { get; set; } = "missed";

    public double Score { get; set; }

    public double MaxScore { get; set; }

    public int IssuesFound { get; set; }

    public int IssuesClosed { get; set; }

    /// <summary>The position of the inspector matched the store's.</summary>
    public bool GpsOk { get; set; }

    public int OwnFacings { get; set; }

    public int TotalFacings { get; set; }

    public int SkusChecked { get; set; }

    public int SkusInStock { get; set; }

    public int PricesChecked { get; set; }

    public int PricesOk { get; set; }

    public bool DisplayOk { get; set; }

    public int NewSkusChecked { get; set; }

    public int NewSkusPresent { get; set; }
}
