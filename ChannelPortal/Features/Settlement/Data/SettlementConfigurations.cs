using ChannelPortal.Features.Settlement.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Settlement.Data;

internal sealed class BilledLineConfiguration : IEntityTypeConfiguration<BilledLine>
{
    public void Configure(EntityTypeBuilder<BilledLine> builder)
    {
        builder.ToTable("billed_line");
        builder.HasKey(l => new { l.OrderId, l.LineNo });
        builder.Property(l => l.OrderId).HasMaxLength(64);
        builder.Property(l => l.DealerId).HasMaxLength(64);
        builder.Property(l => l.ProductId).HasMaxLength(64);
    }
}

internal sealed class InvoiceLineConfiguration : IEntityTypeConfiguration<InvoiceLine>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> builder)
    {
        builder.ToTable("invoice_line");
        builder.HasKey(l => new { l.InvoiceId, l.Line });
        builder.Property(l => l.InvoiceId).HasMaxLength(64);
        builder.Property(l => l.DealerId).HasMaxLength(64);
        builder.Property(l => l.OrderId).HasMaxLength(64);
        builder.Property(l => l.ProductId).HasMaxLength(64);
        builder.HasIndex(l => l.OrderId);
    }
}
