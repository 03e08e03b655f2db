using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Imports.Contracts;

/// <summary>A submission of data that a dealer owes, and when it came.</summary>
[Fact("data_feeds", Key = [nameof(DealerId), nameof(Kind), nameof(DueOn)], BusinessDate = nameof(DueOn), MayLieAhead = true)]
public sealed class DataFeedFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    [OneOf("stock", "pos", "forecast")]
    public string Kind { get; set; } = "stock";

    public DateOnly DueOn { get; set; }

    public DateOnly? SubmittedOn { get; set; }

    public int RowsTotal { get; set; }

    public int RowsRejected { get; set; }

    [OneOf("api", "file", "manual")]
    public string Method { get; set; } = "file";
}
