using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Marketing.Contracts;

/// <summary>A sales opportunity of a dealer, as it stands.</summary>
[Fact("opportunities", Key = [nameof(OppId)], BusinessDate = nameof(CreatedOn))]
public sealed class OpportunityFact : FactRow, IDealerOwned
{
    public required string OppId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly CreatedOn { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public int StageNo { get; set; } = 1;

    /// <summary>Days in the present stage.</summary>
    public int StageDays { get; set; }

    [Money]
    public long Amount { get; set; }

    /// <summary>From 0 to 1.</summary>
    public double WinProb { get; set; }

    [OneOf("open", "won", "lost")]
    public string Outcome { get; set; } = "open";

    public string? Competitor { get; set; }
}
