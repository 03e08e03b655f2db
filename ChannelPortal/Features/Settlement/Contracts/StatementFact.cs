using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>The statement of account of a dealer for one period.</summary>
[Fact("statements", Key = [nameof(DealerId), nameof(PeriodOn)], BusinessDate = nameof(PeriodOn))]
public sealed class StatementFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    /// <summary>First day of the period.</summary>
    public DateOnly PeriodOn { get; set; }

    public DateOnly? IssuedOn { get; set; }

    public DateOnly? ConfirmedOn { get; set; }

    [Money]
    public long TotalAmount { get; set; }

    /// <summary>Signed difference that the dealer claims.</summary>
    [Money]
    public long DiffAmount { get; set; }

    public int LinesTotal { get; set; }

    public int LinesAuto { get; set; }
}
