using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Operations.Contracts;

/// <summary>A live update that was sent to a viewer.</summary>
[Fact("push_events", Key = [nameof(PushId)], BusinessDate = nameof(SentOn))]
public sealed class PushEventFact : FactRow, IDealerOwned
{
    public required string PushId { get; set; }

    public string? DealerId { get; set; }

    [OneOf("board", "alert", "order", "workbench")]
    public string Kind { get; set; } = "board";

    public DateOnly SentOn { get; set; }

    /// <summary>From the event to the viewer.</summary>
    public int? LatencyMs { get; set; }

    public bool Delivered { get; set; }
}
