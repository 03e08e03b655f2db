using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Operations.Contracts;

/// <summary>A message to or from another system.</summary>
[Fact("integration_messages", Key = [nameof(MessageId)], BusinessDate = nameof(SentOn))]
public sealed class IntegrationMessageFact : FactRow, IDealerOwned
{
    public required string MessageId { get; set; }

    public string? DealerId { get; set; }

    [OneOf("api", "edi", "webhook", "import")]
    public string Kind { get; set; } = "api";

    public DateOnly SentOn { get; set; }

    [OneOf("ok", "failed")]
    public string Status { get; set; } = "ok";

    public int? LatencyMs { get; set; }

    public int Attempts { get; set; } = 1;
}
