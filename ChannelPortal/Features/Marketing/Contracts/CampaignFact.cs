using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Marketing.Contracts;

/// <summary>A campaign with one dealer and what it brought.</summary>
[Fact("campaigns", Key = [nameof(CampaignId), nameof(DealerId)], BusinessDate = nameof(EndedOn), MayLieAhead = true)]
public sealed class CampaignFact : FactRow, IDealerOwned
{
    public required string CampaignId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly? StartedOn { get; set; }

    /// <summary>The planned end while it runs.</summary>
    public DateOnly EndedOn { get; set; }

    [OneOf("running", "closed")]
    public string Status { get; set; } = "running";

    [Money]
    public long Budget { get; set; }

    [Money]
    public long Spend { get; set; }

    /// <summary>What would have been sold without it.</summary>
    [Money]
    public long BaselineSales { get; set; }

    [Money]
    public long ActualSales { get; set; }

    /// <summary>A fraction.</summary>
    public double MarginRate { get; set; }

    public int Leads { get; set; }
}
