using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Platform.Commands;

/// <summary>The first answer to a command id, so that a retry gets the same one.</summary>
public sealed class CommandRecord
{
    public required string UserId { get; init; }

    public required string CommandId { get; init; }

    /// <summary>SHA-256 of command type and body.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>JSON of the value.</summary>
    public required string Answer { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class CommandRecordConfiguration : IEntityTypeConfiguration<CommandRecord>
{
    public void Configure(EntityTypeBuilder<CommandRecord> builder)
    {
        builder.ToTable("command_record");
        builder.HasKey(r => new { r.UserId, r.CommandId });
        builder.Property(r => r.UserId).HasMaxLength(100);
        builder.Property(r => r.CommandId).HasMaxLength(100);
        builder.Property(r => r.Fingerprint).HasMaxLength(64);
        builder.HasIndex(r => r.At);
    }
}

/// <summary>A message that leaves after its transaction committed: at least once, in order within its partition.</summary>
public sealed class OutboxMessage
{
    public Guid Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>Messages of one partition are delivered in order; a stuck one holds back only its own partition.</summary>
    public required string Partition { get; init; }

    /// <summary>JSON.</summary>
    public required string Body { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset NextAt { get; set; }

    public int Attempts { get; set; }

    /// <summary><c>waiting</c>, <c>done</c> or <c>dead</c> after the last try.</summary>
    public string State { get; set; } = "waiting";

    public string? LastError { get; set; }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_message");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Kind).HasMaxLength(100);
        builder.Property(m => m.Partition).HasMaxLength(200);
        builder.Property(m => m.State).HasMaxLength(16);
        builder.Property(m => m.LastError).HasMaxLength(2000);
        builder.HasIndex(m => new { m.State, m.NextAt });
    }
}

/// <summary>Receives outbox messages of one kind. It may see a message twice, so it must be idempotent by the message id.</summary>
public interface IOutboxReceiver
{
    string Kind { get; }

    Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken);
}
