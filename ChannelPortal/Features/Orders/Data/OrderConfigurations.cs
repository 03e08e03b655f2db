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

internal sealed class OrderDraftConfiguration : IEntityTypeConfiguration<OrderDraft>
{
    public void Configure(EntityTypeBuilder<OrderDraft> builder)
    {
        builder.ToTable("order_draft");
        builder.HasKey(d => d.UserId);
        builder.Property(d => d.UserId).HasMaxLength(100);
        builder.Property(d => d.DealerId).HasMaxLength(64);
        builder.Property(d => d.CommandId).HasMaxLength(100);
    }
}

/// <summary>Adds to the mapping that comes from the fact's definition.</summary>
internal sealed class OrderFactIndexes : IEntityTypeConfiguration<OrderFact>
{
    public void Configure(EntityTypeBuilder<OrderFact> builder) => builder.HasIndex(o => o.Status);
}
