using ChannelPortal.Features.Logistics.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Logistics.Data;

internal sealed class ShipmentLineConfiguration : IEntityTypeConfiguration<ShipmentLine>
{
    public void Configure(EntityTypeBuilder<ShipmentLine> builder)
    {
        builder.ToTable("shipment_line");
        builder.HasKey(l => new { l.ShipmentId, l.LineNo });
        builder.Property(l => l.ShipmentId).HasMaxLength(64);
        builder.Property(l => l.OrderId).HasMaxLength(64);
        builder.Property(l => l.DealerId).HasMaxLength(64);
        builder.Property(l => l.ProductId).HasMaxLength(64);
        builder.HasIndex(l => l.OrderId);
    }
}

internal sealed class ProofOfDeliveryConfiguration : IEntityTypeConfiguration<ProofOfDelivery>
{
    public void Configure(EntityTypeBuilder<ProofOfDelivery> builder)
    {
        builder.ToTable("proof_of_delivery");
        builder.HasKey(p => p.ShipmentId);
        builder.Property(p => p.ShipmentId).HasMaxLength(64);
        builder.Property(p => p.OrderId).HasMaxLength(64);
        builder.Property(p => p.DealerId).HasMaxLength(64);
        builder.Property(p => p.SignedBy).HasMaxLength(ProofOfDelivery.MaxName);
        builder.Property(p => p.Note).HasMaxLength(ProofOfDelivery.MaxNote);
        builder.Property(p => p.Photo).HasMaxLength(64);
        builder.Property(p => p.PhotoType).HasMaxLength(30);
        builder.Property(p => p.RecordedBy).HasMaxLength(200);
        builder.HasIndex(p => p.OrderId);
    }
}

internal sealed class TrackingEventConfiguration : IEntityTypeConfiguration<TrackingEvent>
{
    public void Configure(EntityTypeBuilder<TrackingEvent> builder)
    {
        builder.ToTable("tracking_event");
        builder.HasKey(e => new { e.ShipmentId, e.At, e.Code });
        builder.Property(e => e.ShipmentId).HasMaxLength(64);
        builder.Property(e => e.Code).HasMaxLength(TrackingEvent.MaxCode);
        builder.Property(e => e.DealerId).HasMaxLength(64);
        builder.Property(e => e.Place).HasMaxLength(TrackingEvent.MaxPlace);
        builder.Property(e => e.Raw).HasMaxLength(TrackingEvent.MaxRaw);
    }
}

internal sealed class DeliveryTaskConfiguration : IEntityTypeConfiguration<DeliveryTask>
{
    public void Configure(EntityTypeBuilder<DeliveryTask> builder)
    {
        builder.ToTable("delivery_task");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.ShipmentId).HasMaxLength(64);
        builder.Property(t => t.OrderId).HasMaxLength(64);
        builder.Property(t => t.DealerId).HasMaxLength(64);
        builder.Property(t => t.Kind).HasMaxLength(16);
        builder.Property(t => t.Detail).HasMaxLength(TrackingEvent.MaxPlace);
        builder.Property(t => t.State).HasMaxLength(16);
        builder.Property(t => t.OwnerId).HasMaxLength(100);
        builder.Property(t => t.OwnerName).HasMaxLength(200);
        builder.Property(t => t.ResolvedBy).HasMaxLength(200);
        builder.Property(t => t.Note).HasMaxLength(DeliveryTask.MaxNote);
        builder.HasIndex(t => new { t.ShipmentId, t.Kind, t.SinceAt }).IsUnique();
        builder.HasIndex(t => t.State);
    }
}
