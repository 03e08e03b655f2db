using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>A receivable that was given up.</summary>
[Fact("writeoffs", Key = [nameof(WriteoffId)], BusinessDate = nameof(WrittenOn))]
public sealed class WriteoffFact : FactRow, IDealerOwned
{
    public required string WriteoffId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly WrittenOn { get; set; }

    [Money]
    public long Amount { get; set; }
}
