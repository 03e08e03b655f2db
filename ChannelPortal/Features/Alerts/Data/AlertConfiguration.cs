using ChannelPortal.Features.Alerts.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Alerts.Data;

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alert");
        builder.Property(a => a.DealerId).HasMaxLength(64);
        builder.Property(a => a.Kind).HasMaxLength(16);
        builder.Property(a => a.ProductId).HasMaxLength(64);
        builder.Property(a => a.MetricId).HasMaxLength(16);
        builder.Property(a => a.Severity).HasMaxLength(16);
        builder.Property(a => a.AcknowledgedBy).HasMaxLength(100);
        builder.Property(a => a.ResolvedBy).HasMaxLength(100);
        builder.Property(a => a.Note).HasMaxLength(500);
        builder.Property(a => a.Arguments).HasMaxLength(2_000);
        builder.Property(a => a.Fingerprint).HasMaxLength(200);
        builder.HasIndex(a => a.Fingerprint).IsUnique();
        builder.HasIndex(a => new { a.State, a.RaisedAt });
        builder.HasIndex(a => new { a.DealerId, a.Kind, a.State });
    }
}
