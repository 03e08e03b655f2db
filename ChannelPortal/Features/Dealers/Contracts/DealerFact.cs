using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Dealers.Contracts;

/// <summary>A dealer company and its current standing.</summary>
[Fact("dealers", Key = [nameof(DealerId)], BusinessDate = nameof(JoinedOn), IsDimension = true)]
public sealed class DealerFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    /// <summary>City of the company, four digits of GB/T 2260, or a region of an imported network.</summary>
    public required string RegionId { get; set; }

    /// <summary>The dealer company above, when this one is a branch or second-tier dealer.</summary>
    public string? ParentId { get; set; }

    public string? ChannelManagerId { get; set; }

    [TextLength(200)]
    public required string Name { get; set; }

    [TextLength(200)]
    public string? NameEn { get; set; }

    [OneOf("platinum", "gold", "silver", "bronze")]
    public string Tier { get; set; } = "bronze";

    [OneOf("strategic", "growth", "potential", "maintain", "at_risk")]
    public string? Segment { get; set; }

    [OneOf("active", "suspended", "exited")]
    public string Status { get; set; } = "active";

    public int LevelNo { get; set; } = 1;

    public bool IsExclusive { get; set; }

    [Money]
    public long PotentialAmount { get; set; }

    public int SalesStaff { get; set; }

    public int CertifiedStaff { get; set; }

    public DateOnly JoinedOn { get; set; }

    public DateOnly? ExitedOn { get; set; }

    /// <summary>ISO 4217 currency of the dealer account.</summary>
    [TextLength(3)]
    public string Currency { get; set; } = "CNY";
}
