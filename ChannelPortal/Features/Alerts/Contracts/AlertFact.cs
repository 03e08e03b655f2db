using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Contracts;

/// <summary>An alert and where it stands.</summary>
[Fact("alerts", Key = [nameof(AlertId)], BusinessDate = nameof(RaisedOn))]
public sealed class AlertFact : FactRow, IDealerOwned
{
    public required string AlertId { get; set; }

    public required string DealerId { get; set; }

    [OneOf("stock", "sales", "price", "credit", "diversion", "data")]
    public string Kind { get; set; } = "sales";

    [OneOf("info", "warn", "critical")]
    public string Severity { get; set; } = "warn";

    public DateOnly RaisedOn { get; set; }

    /// <summary>When the fact behind it happened.</summary>
    public DateTimeOffset? EventAt { get; set; }

    public DateTimeOffset? RaisedAt { get; set; }

    public DateTimeOffset? AckedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Whether it was right, as the person who closed it says; null while nobody has.</summary>
    [OneOf("true", "false")]
    public string? Verdict { get; set; }
}
