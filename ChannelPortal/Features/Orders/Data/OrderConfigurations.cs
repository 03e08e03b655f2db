using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Orders.Data;

internal sealed class OrderCounterConfiguration : IEntityTypeConfiguration<OrderCounter>
{
    public void Configure(EntityTypeBuilder<OrderCounter> builder)
    {
        builder.ToTable("order_counter");
        builder.HasKey(c => c.Month);
        builder.Property(c => c.Month).ValueGeneratedNever();
    }
}

internal sealed class CartConfiguration : IEntityTypeConfiguration<Cart>
{
    public void Configure(EntityTypeBuilder<Cart> builder)
    {
        builder.ToTable("cart");
        builder.HasKey(c => c.CartId);
        builder.Property(c => c.CartId).HasMaxLength(100);
        builder.Property(c => c.DealerId).HasMaxLength(64);
        builder.Property(c => c.UserId).HasMaxLength(100);
        builder.Property(c => c.UserName).HasMaxLength(200);
        builder.Property(c => c.Name).HasMaxLength(Cart.MaxName);
        builder.Property(c => c.CommandId).HasMaxLength(100);
        builder.Property(c => c.ShipToId).HasMaxLength(64);
        builder.HasIndex(c => c.UserId);
        builder.HasIndex(c => c.DealerId);
    }
}

internal sealed class OrderRevisionConfiguration : IEntityTypeConfiguration<OrderRevision>
{
    public void Configure(EntityTypeBuilder<OrderRevision> builder)
    {
        builder.ToTable("order_revision");
        builder.HasKey(r => new { r.OrderId, r.Number });
        builder.Property(r => r.OrderId).HasMaxLength(64);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.Kind).HasMaxLength(16);
        builder.Property(r => r.ByUserId).HasMaxLength(100);
        builder.Property(r => r.ByName).HasMaxLength(200);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.OtherOrderId).HasMaxLength(64);
        builder.HasIndex(r => r.DealerId);
    }
}

/// <summary>Adds to the mapping that comes from the fact's definition.</summary>
internal sealed class OrderFactIndexes : IEntityTypeConfiguration<OrderFact>
{
    public void Configure(EntityTypeBuilder<OrderFact> builder) => builder.HasIndex(o => o.Status);
}
