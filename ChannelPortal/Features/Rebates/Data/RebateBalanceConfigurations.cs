using ChannelPortal.Features.Rebates.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Rebates.Data;

internal sealed class RebateBalanceConfiguration : IEntityTypeConfiguration<RebateBalance>
{
    public void Configure(EntityTypeBuilder<RebateBalance> builder)
    {
        builder.ToTable("rebate_balance");
        builder.HasKey(b => new { b.DealerId, b.Purse });
        builder.Property(b => b.DealerId).HasMaxLength(64);
        builder.Property(b => b.Purse).HasConversion<string>().HasMaxLength(16);
    }
}

internal sealed class RebateGrantConfiguration : IEntityTypeConfiguration<RebateGrant>
{
    public void Configure(EntityTypeBuilder<RebateGrant> builder)
    {
        builder.ToTable("rebate_grant");
        builder.HasKey(g => g.StatementNo);
        builder.Property(g => g.StatementNo).HasMaxLength(64);
        builder.Property(g => g.DealerId).HasMaxLength(64);
        builder.Property(g => g.Purse).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(g => new { g.DealerId, g.Purse });
    }
}

internal sealed class RebateMovementConfiguration : IEntityTypeConfiguration<RebateMovement>
{
    public void Configure(EntityTypeBuilder<RebateMovement> builder)
    {
        builder.ToTable("rebate_movement");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.DealerId).HasMaxLength(64);
        builder.Property(m => m.Purse).HasConversion<string>().HasMaxLength(16);
        builder.Property(m => m.Kind).HasMaxLength(16);
        builder.Property(m => m.StatementNo).HasMaxLength(64);
        builder.Property(m => m.OrderId).HasMaxLength(64);
        builder.Property(m => m.By).HasMaxLength(200);
        builder.HasIndex(m => new { m.DealerId, m.At });
        builder.HasIndex(m => m.OrderId);
        builder.HasIndex(m => m.StatementNo);
    }
}

internal sealed class RebateOrderUseConfiguration : IEntityTypeConfiguration<RebateOrderUse>
{
    public void Configure(EntityTypeBuilder<RebateOrderUse> builder)
    {
        builder.ToTable("rebate_order_use");
        builder.HasKey(u => u.OrderId);
        builder.Property(u => u.OrderId).HasMaxLength(64);
        builder.Property(u => u.DealerId).HasMaxLength(64);
        builder.Property(u => u.Purse).HasConversion<string>().HasMaxLength(16);
        builder.Ignore(u => u.Left);
        builder.HasIndex(u => u.DealerId);
    }
}
