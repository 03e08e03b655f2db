using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Returns;

/// <summary>Section <c>Returns</c>.</summary>
public sealed class ReturnsOptions
{
    /// <summary>Days after delivery in which transport damage may be claimed.</summary>
    [Range(0, 365)]
    public int DamageDays { get; set; } = 3;

    /// <summary>The same for goods that were not ordered.</summary>
    [Range(0, 365)]
    public int WrongDays { get; set; } = 7;

    /// <summary>Warranty: days after delivery in which faults may be claimed.</summary>
    [Range(0, 3_650)]
    public int WarrantyDays { get; set; } = 365;

    /// <summary>Unsold goods may come back up to this share of the purchases of twelve months.</summary>
    [Range(0, 100)]
    public int UnsoldPercent { get; set; } = 1;

    /// <summary>The same by tier.</summary>
    public Dictionary<string, int> UnsoldPercents { get; } = new(StringComparer.Ordinal) { ["platinum"] = 5, ["gold"] = 3, ["silver"] = 2 };

    /// <summary>Part of the value that is kept when unsold goods come back.</summary>
    [Range(0, 100)]
    public int UnsoldFeePercent { get; set; } = 10;

    /// <summary>Damage and wrong goods with a photo are approved at once below this amount, major units.</summary>
    [Range(0, 1_000_000)]
    public int AutoApproveBelow { get; set; } = 1_000;

    /// <summary>Largest photo.</summary>
    [Range(100_000, 50_000_000)]
    public int PhotoBytes { get; set; } = 5_000_000;

    /// <summary>Most photos of one line.</summary>
    [Range(1, 20)]
    public int Photos { get; set; } = 5;

    /// <summary>Most lines of one return.</summary>
    [Range(1, 200)]
    public int Lines { get; set; } = 50;

    public int UnsoldPercentOf(string tier) => UnsoldPercents.GetValueOrDefault(tier, UnsoldPercent);
}
