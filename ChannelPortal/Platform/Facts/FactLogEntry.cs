using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Platform.Facts;

/// <summary>
/// One event of the append-only log. The typed fact row holds the current state and the number of the event that wrote it; the entry of a
/// correction keeps the state that it replaced, so the whole history can be read back without storing every payload twice (ADR 0007).
/// </summary>
public sealed class FactLogEntry
{
    /// <summary>Strictly increasing in commit order, without gaps.</summary>
    public long Seq { get; init; }

    /// <summary>Number of the source in <see cref="FactSource"/>.</summary>
    public int SourceNo { get; init; }

    /// <summary>Id of the event within its source.</summary>
    public required string EventId { get; init; }

    public required string Fact { get; init; }

    /// <summary>Business key of the row.</summary>
    public required string RowKey { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>JSON of the row state that this event replaced; null for a first event. <c>"late"</c> marks an event that came after a newer one and changed nothing.</summary>
    public string? Replaced { get; init; }
}

/// <summary>A sender of events.</summary>
public sealed class FactSource
{
    public int No { get; init; }

    public required string Source { get; init; }
}

/// <summary>An event that was refused for its content, kept so that it can be repaired and replayed.</summary>
public sealed class QuarantinedEvent
{
    public long Id { get; init; }

    public required string Source { get; init; }

    public required string EventId { get; init; }

    public required string EventType { get; init; }

    /// <summary>The dealer that the sending key was limited to; a replay is limited likewise. Null came from the manufacturer's systems.</summary>
    public string? SenderDealerId { get; init; }

    /// <summary>The event as it came.</summary>
    public required string Body { get; init; }

    /// <summary>Error codes and arguments as JSON.</summary>
    public required string Reason { get; set; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary><c>open</c>, <c>replayed</c> or <c>dropped</c>.</summary>
    public string State { get; set; } = "open";

    public DateTimeOffset? ClosedAt { get; set; }

    public int Attempts { get; set; } = 1;
}

internal sealed class FactLogEntryConfiguration : IEntityTypeConfiguration<FactLogEntry>
{
    public void Configure(EntityTypeBuilder<FactLogEntry> builder)
    {
        builder.ToTable("fact_log");
        builder.HasKey(e => e.Seq);
        builder.Property(e => e.Seq).ValueGeneratedNever();
        builder.Property(e => e.EventId).HasMaxLength(200);
        builder.Property(e => e.Fact).HasMaxLength(64);
        builder.Property(e => e.RowKey).HasMaxLength(300);
        builder.HasIndex(e => new { e.SourceNo, e.EventId }).IsUnique();
    }
}

internal sealed class FactSourceConfiguration : IEntityTypeConfiguration<FactSource>
{
    public void Configure(EntityTypeBuilder<FactSource> builder)
    {
        builder.ToTable("fact_source");
        builder.HasKey(s => s.No);
        builder.Property(s => s.No).ValueGeneratedNever();
        builder.Property(s => s.Source).HasMaxLength(200);
        builder.HasIndex(s => s.Source).IsUnique();
    }
}

internal sealed class QuarantinedEventConfiguration : IEntityTypeConfiguration<QuarantinedEvent>
{
    public void Configure(EntityTypeBuilder<QuarantinedEvent> builder)
    {
        builder.ToTable("quarantined_event");
        builder.Property(e => e.Source).HasMaxLength(200);
        builder.Property(e => e.EventId).HasMaxLength(200);
        builder.Property(e => e.EventType).HasMaxLength(200);
        builder.Property(e => e.SenderDealerId).HasMaxLength(64);
        builder.Property(e => e.State).HasMaxLength(16);
        builder.HasIndex(e => new { e.State, e.ReceivedAt });
        builder.HasIndex(e => new { e.Source, e.EventId });
    }
}
