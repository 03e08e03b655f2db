using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>Receivables and limit of a dealer at day end. Open AR is net of unapplied cash.</summary>
[Fact("ar_snapshots", Key = [nameof(DealerId), nameof(SnapOn)], BusinessDate = nameof(SnapOn), IsSnapshot = true)]
public sealed class ArSnapshotFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public DateOnly SnapOn { get; set; }

    [Money]
    public long CreditLimit { get; set; }

    [Money]
    public long TempLimit { get; set; }

    [Money]
    public long Deposit { get; set; }

    [Money]
    public long OpenAr { get; set; }

    [Money]
    public long OverdueAr { get; set; }

    /// <summary>Overdue 1–30 days.</summary>
    [Money]
    [ColumnName("od_1_30")]
    public long Od130 { get; set; }

    /// <summary>Overdue 31–60 days.</summary>
    [Money]
    [ColumnName("od_31_60")]
    public long Od3160 { get; set; }

    /// <summary>Overdue 61–90 days.</summary>
    [Money]
    [ColumnName("od_61_90")]
    public long Od6190 { get; set; }

    /// <summary>Overdue more than 90 days.</summary>
    [Money]
    public long Od90p { get; set; }

    [Money]
    public long OpenOrders { get; set; }
}
