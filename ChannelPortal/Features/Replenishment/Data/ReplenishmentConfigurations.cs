using ChannelPortal.Features.Replenishment.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Replenishment.Data;

internal sealed class StockOutlookConfiguration : IEntityTypeConfiguration<StockOutlook>
{
    public void Configure(EntityTypeBuilder<StockOutlook> builder)
    {
        builder.ToTable("stock_outlook");
        builder.HasKey(o => new { o.DealerId, o.ProductId });
        builder.Property(o => o.DealerId).HasMaxLength(64);
        builder.Property(o => o.ProductId).HasMaxLength(64);
        builder.Property(o => o.Level).HasConversion<string>().HasMaxLength(16);
        builder.Property(o => o.Class).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(o => new { o.Level, o.Stake });
    }
}

internal sealed class StockTrialResultConfiguration : IEntityTypeConfiguration<StockTrialResult>
{
    public void Configure(EntityTypeBuilder<StockTrialResult> builder)
    {
        builder.ToTable("stock_trial");
        builder.HasKey(t => t.Day);
    }
}

internal sealed class StockTransferConfiguration : IEntityTypeConfiguration<StockTransfer>
{
    public void Configure(EntityTypeBuilder<StockTransfer> builder)
    {
        builder.ToTable("stock_transfer");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.GiverId).HasMaxLength(64);
        builder.Property(t => t.ReceiverId).HasMaxLength(64);
        builder.Property(t => t.ProductId).HasMaxLength(64);
        builder.Property(t => t.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(t => t.ClosedBy).HasMaxLength(200);
        builder.Property(t => t.Reason).HasMaxLength(500);
        builder.Property(t => t.Steps).IsConcurrencyToken();
        builder.HasIndex(t => new { t.State, t.GiverId });
        builder.HasIndex(t => new { t.State, t.ReceiverId });
    }
}
