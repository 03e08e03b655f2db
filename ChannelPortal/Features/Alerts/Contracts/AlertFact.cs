using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Contracts;

/// <summary>An alert and where it stands. A pending alert is none yet and has no fact.</summary>
[Fact("alerts", Key = [nameof(AlertId)], BusinessDate = nameof(RaisedOn))]
public sealed class AlertFact : FactRow, IDealerOwned
{
    public required string AlertId { get; set; }

    /// <summary>Empty for an alert about a region or the whole network.</summary>
    public string? DealerId { get; set; }

    [OneOf("stock", "sales", "price", "credit", "diversion", "ageing", "data", "service", "other")]
    public string Kind { get; set; } = "sales";

    [OneOf("info", "warn", "critical")]
    public string Severity { get; set; } = "warn";

    [OneOf("firing", "nodata", "error", "recovering", "resolved")]
    public string State { get; set; } = "firing";

    [TextLength(300)]
    public string? Title { get; set; }

    [TextLength(300)]
    public string? TitleEn { get; set; }

    /// <summary>The rule that raised it; null for the portal's own detectors, of which a dealer's people hear, too. A rule's alert is for the people who made it.</summary>
    public string? RuleId { get; set; }

    public DateOnly RaisedOn { get; set; }

    /// <summary>When the fact behind it happened.</summary>
    public DateTimeOffset? EventAt { get; set; }

    public DateTimeOffset? RaisedAt { get; set; }

    public DateTimeOffset? AckedAt { get; set; }

    /// <summary>Who takes care of it.</summary>
    [TextLength(100)]
    public string? Owner { get; set; }

    /// <summary>When its clock runs out: for taking it on, then for closing it.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? SnoozedUntil { get; set; }

    public DateTimeOffset? EscalatedAt { get; set; }

    /// <summary>1: nobody took it on in time. 2: it was not closed in time.</summary>
    public int EscalationLevel { get; set; }

    /// <summary>A silence or mute timing held when it was raised: nobody is told.</summary>
    public bool IsMuted { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Whether it was right, as the person who closed it says; null while nobody has.</summary>
    [OneOf("true", "false")]
    public string? Verdict { get; set; }
}
