using ChannelPortal.Features.Returns.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Returns.Data;

internal sealed class GoodsReturnConfiguration : IEntityTypeConfiguration<GoodsReturn>
{
    public void Configure(EntityTypeBuilder<GoodsReturn> builder)
    {
        builder.ToTable("goods_return");
        builder.HasKey(r => r.Number);
        builder.Property(r => r.Number).HasMaxLength(32);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.Currency).HasMaxLength(3);
        builder.Property(r => r.Status).HasMaxLength(16);
        builder.Property(r => r.Note).HasMaxLength(GoodsReturn.LongestNote);
        builder.Property(r => r.RequestedBy).HasMaxLength(100);
        builder.Property(r => r.RequestedByName).HasMaxLength(200);
        builder.Property(r => r.Carrier).HasMaxLength(100);
        builder.Property(r => r.TrackingNo).HasMaxLength(64);
        builder.Property(r => r.Refusal).HasMaxLength(GoodsReturn.LongestNote);
        builder.Property(r => r.CreditNotes).HasMaxLength(200);
        builder.HasIndex(r => new { r.DealerId, r.Status });
        builder.HasIndex(r => r.Status);
    }
}

internal sealed class ReturnLineConfiguration : IEntityTypeConfiguration<ReturnLine>
{
    public void Configure(EntityTypeBuilder<ReturnLine> builder)
    {
        builder.ToTable("goods_return_line");
        builder.HasKey(l => new { l.Number, l.Line });
        builder.Property(l => l.Number).HasMaxLength(32);
        builder.Property(l => l.DealerId).HasMaxLength(64);
        builder.Property(l => l.OrderId).HasMaxLength(64);
        builder.Property(l => l.ProductId).HasMaxLength(64);
        builder.Property(l => l.Reason).HasMaxLength(16);
        builder.Property(l => l.Note).HasMaxLength(GoodsReturn.LongestNote);
        builder.Property(l => l.Disposition).HasMaxLength(16);
        builder.Property(l => l.InspectionNote).HasMaxLength(GoodsReturn.LongestNote);
        builder.HasIndex(l => l.OrderId);
    }
}

internal sealed class ReturnedOrderLineConfiguration : IEntityTypeConfiguration<ReturnedOrderLine>
{
    public void Configure(EntityTypeBuilder<ReturnedOrderLine> builder)
    {
        builder.ToTable("returned_line");
        builder.HasKey(l => new { l.OrderId, l.LineNo });
        builder.Property(l => l.OrderId).HasMaxLength(64);
        builder.Property(l => l.DealerId).HasMaxLength(64);
    }
}

internal sealed class ReturnStepConfiguration : IEntityTypeConfiguration<ReturnStep>
{
    public void Configure(EntityTypeBuilder<ReturnStep> builder)
    {
        builder.ToTable("goods_return_step");
        builder.HasKey(s => new { s.Number, s.Step });
        builder.Property(s => s.Number).HasMaxLength(32);
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.Kind).HasMaxLength(16);
        builder.Property(s => s.ByName).HasMaxLength(200);
        builder.Property(s => s.Note).HasMaxLength(GoodsReturn.LongestNote);
    }
}

internal sealed class ReturnPhotoConfiguration : IEntityTypeConfiguration<ReturnPhoto>
{
    public void Configure(EntityTypeBuilder<ReturnPhoto> builder)
    {
        builder.ToTable("goods_return_photo");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.DealerId).HasMaxLength(64);
        builder.Property(p => p.Number).HasMaxLength(32);
        builder.Property(p => p.Sha256).HasMaxLength(64);
        builder.Property(p => p.MediaType).HasMaxLength(32);
        builder.Property(p => p.UserId).HasMaxLength(100);
        builder.HasIndex(p => p.Number);
    }
}
