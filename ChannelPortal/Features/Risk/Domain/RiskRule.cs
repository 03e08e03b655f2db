namespace ChannelPortal.Features.Risk.Domain;

/// <summary>What people changed about a rule. A rule that nobody touched has no row. The audit log keeps what was in force before.</summary>
internal sealed class RiskRule
{
    /// <summary><c>r1</c> to <c>r14</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Percent.</summary>
    public int Weight { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>Thresholds by name, JSON.</summary>
    public required string Params { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>In force since <see cref="ChangedAt"/>; hits name the version they came from.</summary>
    public int Version { get; set; }
}
