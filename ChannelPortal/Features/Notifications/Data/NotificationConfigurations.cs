using ChannelPortal.Features.Notifications.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Notifications.Data;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notification");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.DealerId).HasMaxLength(64);
        builder.Property(n => n.Kind).HasMaxLength(32);
        builder.Property(n => n.Severity).HasMaxLength(16);
        builder.Property(n => n.Entity).HasMaxLength(100);
        builder.Property(n => n.Href).HasMaxLength(200);
        builder.Property(n => n.State).HasMaxLength(8);
        builder.Property(n => n.Arguments).HasMaxLength(4_000);
        builder.HasIndex(n => new { n.UserId, n.State, n.At });
        builder.HasIndex(n => new { n.Severity, n.State, n.CreatedAt });
        builder.HasIndex(n => n.CreatedAt);
    }
}

internal sealed class NotificationCursorConfiguration : IEntityTypeConfiguration<NotificationCursor>
{
    public void Configure(EntityTypeBuilder<NotificationCursor> builder)
    {
        builder.ToTable("notification_cursor");
        builder.Property(c => c.Id).ValueGeneratedNever();
    }
}

internal sealed class NotificationPreferenceConfiguration : IEntityTypeConfiguration<NotificationPreference>
{
    public void Configure(EntityTypeBuilder<NotificationPreference> builder)
    {
        builder.ToTable("notification_preference");
        builder.HasKey(p => p.UserId);
        builder.Property(p => p.UserId).ValueGeneratedNever();
        builder.Property(p => p.Switches).HasMaxLength(4_000);
        builder.Property(p => p.Digest).HasMaxLength(8);
        builder.Property(p => p.Language).HasMaxLength(10);
        builder.Ignore(p => p.SwitchMap);
    }
}

internal sealed class NotificationDeliveryConfiguration : IEntityTypeConfiguration<NotificationDelivery>
{
    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.ToTable("notification_delivery");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Channel).HasMaxLength(16);
        builder.Property(d => d.DealerId).HasMaxLength(64);
        builder.Property(d => d.Kind).HasMaxLength(32);
        builder.Property(d => d.Severity).HasMaxLength(16);
        builder.Property(d => d.Entity).HasMaxLength(100);
        builder.Property(d => d.Payload).HasMaxLength(8_000);
        builder.Property(d => d.Mentions).HasMaxLength(1_000);
        builder.Property(d => d.State).HasMaxLength(8);
        builder.Property(d => d.Response).HasMaxLength(2_000);
        builder.Property(d => d.LastError).HasMaxLength(2_000);
        builder.HasIndex(d => new { d.State, d.NextAt });
        builder.HasIndex(d => new { d.EndpointId, d.CreatedAt });
    }
}

internal sealed class NotificationEndpointConfiguration : IEntityTypeConfiguration<NotificationEndpoint>
{
    public void Configure(EntityTypeBuilder<NotificationEndpoint> builder)
    {
        builder.ToTable("notification_endpoint");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Name).HasMaxLength(100);
        builder.Property(e => e.Channel).HasMaxLength(16);
        builder.Property(e => e.DealerId).HasMaxLength(64);
        builder.Property(e => e.ProtectedUrl).HasMaxLength(4_000);
        builder.Property(e => e.Host).HasMaxLength(255);
        builder.Property(e => e.ProtectedSecret).HasMaxLength(1_000);
        builder.Property(e => e.ProtectedOldSecret).HasMaxLength(1_000);
        builder.Property(e => e.Kinds).HasMaxLength(1_000);
        builder.Property(e => e.LeastSeverity).HasMaxLength(16);
        builder.Property(e => e.Language).HasMaxLength(10);
        builder.Property(e => e.DisabledReason).HasMaxLength(200);
    }
}

internal sealed class NotificationTemplateConfiguration : IEntityTypeConfiguration<NotificationTemplate>
{
    public void Configure(EntityTypeBuilder<NotificationTemplate> builder)
    {
        builder.ToTable("notification_template");
        builder.HasKey(t => new { t.Kind, t.Channel, t.Language });
        builder.Property(t => t.Kind).HasMaxLength(32);
        builder.Property(t => t.Channel).HasMaxLength(16);
        builder.Property(t => t.Language).HasMaxLength(10);
        builder.Property(t => t.Subject).HasMaxLength(300);
        builder.Property(t => t.Body).HasMaxLength(8_000);
        builder.Property(t => t.ChangedBy).HasMaxLength(100);
    }
}
