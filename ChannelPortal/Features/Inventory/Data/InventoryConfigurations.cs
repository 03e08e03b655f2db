using ChannelPortal.Features.Inventory.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Inventory.Data;

internal sealed class StockBalanceConfiguration : IEntityTypeConfiguration<StockBalance>
{
    public void Configure(EntityTypeBuilder<StockBalance> builder)
    {
        builder.ToTable("stock_balance");
        builder.HasKey(b => new { b.ProductId, b.LocationId });
        builder.Property(b => b.ProductId).HasMaxLength(64);
        builder.Property(b => b.LocationId).HasMaxLength(64);
    }
}

internal sealed class StockMovementConfiguration : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("stock_movement");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.LocationId).HasMaxLength(64);
        builder.Property(m => m.ProductId).HasMaxLength(64);
        builder.Property(m => m.DocumentKind).HasMaxLength(16);
        builder.Property(m => m.DocumentNo).HasMaxLength(64);
        builder.HasIndex(m => new { m.DocumentKind, m.DocumentNo, m.DocumentLine, m.Step, m.LocationId, m.ProductId }).IsUnique();
        builder.HasIndex(m => new { m.ProductId, m.LocationId, m.At });
    }
}

internal sealed class ReservationConfiguration : IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("stock_reservation");
        builder.HasKey(r => new { r.OrderId, r.LineNo, r.LocationId });
        builder.Property(r => r.OrderId).HasMaxLength(64);
        builder.Property(r => r.LocationId).HasMaxLength(64);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.ProductId).HasMaxLength(64);
        builder.HasIndex(r => new { r.ProductId, r.LocationId, r.State });
        builder.HasIndex(r => new { r.DealerId, r.At });
        builder.HasIndex(r => new { r.State, r.ExpiresAt });
    }
}

internal sealed class BackorderConfiguration : IEntityTypeConfiguration<Backorder>
{
    public void Configure(EntityTypeBuilder<Backorder> builder)
    {
        builder.ToTable("stock_backorder");
        builder.HasKey(b => new { b.OrderId, b.LineNo });
        builder.Property(b => b.OrderId).HasMaxLength(64);
        builder.Property(b => b.DealerId).HasMaxLength(64);
        builder.Property(b => b.ProductId).HasMaxLength(64);
        builder.Property(b => b.LocationId).HasMaxLength(64);
        builder.HasIndex(b => b.ProductId);
    }
}

internal sealed class InboundPlanConfiguration : IEntityTypeConfiguration<InboundPlan>
{
    public void Configure(EntityTypeBuilder<InboundPlan> builder)
    {
        builder.ToTable("inbound_plan");
        builder.HasKey(p => new { p.ProductId, p.LocationId, p.Reference });
        builder.Property(p => p.ProductId).HasMaxLength(64);
        builder.Property(p => p.LocationId).HasMaxLength(64);
        builder.Property(p => p.Reference).HasMaxLength(64);
        builder.HasIndex(p => p.Eta);
    }
}

internal sealed class LaneConfiguration : IEntityTypeConfiguration<Lane>
{
    public void Configure(EntityTypeBuilder<Lane> builder)
    {
        builder.ToTable("stock_lane");
        builder.HasKey(l => new { l.LocationId, l.RegionId });
        builder.Property(l => l.LocationId).HasMaxLength(64);
        builder.Property(l => l.RegionId).HasMaxLength(64);
    }
}

internal sealed class SubstituteConfiguration : IEntityTypeConfiguration<Substitute>
{
    public void Configure(EntityTypeBuilder<Substitute> builder)
    {
        builder.ToTable("product_substitute");
        builder.HasKey(s => new { s.ProductId, s.SubstituteId });
        builder.Property(s => s.ProductId).HasMaxLength(64);
        builder.Property(s => s.SubstituteId).HasMaxLength(64);
    }
}

internal sealed class AllocationCapConfiguration : IEntityTypeConfiguration<AllocationCap>
{
    public void Configure(EntityTypeBuilder<AllocationCap> builder)
    {
        builder.ToTable("allocation_cap");
        builder.HasKey(c => new { c.DealerId, c.ProductId });
        builder.Property(c => c.DealerId).HasMaxLength(64);
        builder.Property(c => c.ProductId).HasMaxLength(64);
    }
}

internal sealed class StockSharingConfiguration : IEntityTypeConfiguration<StockSharing>
{
    public void Configure(EntityTypeBuilder<StockSharing> builder)
    {
        builder.ToTable("stock_sharing");
        builder.HasKey(s => s.DealerId);
        builder.Property(s => s.DealerId).HasMaxLength(64);
    }
}
