using ChannelPortal.Features.Quotes.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Quotes.Data;

internal sealed class QuoteConfiguration : IEntityTypeConfiguration<Quote>
{
    public const int MaxWords = 500;

    public void Configure(EntityTypeBuilder<Quote> builder)
    {
        builder.ToTable("quote");
        builder.HasKey(q => q.No);
        builder.Property(q => q.No).HasMaxLength(32);
        builder.Property(q => q.DealerId).HasMaxLength(64);
        builder.Property(q => q.Tier).HasMaxLength(16);
        builder.Property(q => q.Currency).HasMaxLength(3);
        builder.Property(q => q.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(q => q.AskedByName).HasMaxLength(200);
        builder.Property(q => q.AnsweredByName).HasMaxLength(200);
        builder.Property(q => q.Note).HasMaxLength(MaxWords);
        builder.Property(q => q.Message).HasMaxLength(MaxWords);
        builder.Property(q => q.Reason).HasMaxLength(MaxWords);
        builder.Property(q => q.FileName).HasMaxLength(200);
        builder.Property(q => q.FileSha256).HasMaxLength(64);
        builder.Ignore(q => q.IsAsked);
        builder.HasIndex(q => new { q.DealerId, q.Status });
        builder.HasIndex(q => new { q.Status, q.ValidUntil });
        builder.HasIndex(q => q.DecidedAt);
    }
}

internal sealed class QuoteLineConfiguration : IEntityTypeConfiguration<QuoteLine>
{
    public void Configure(EntityTypeBuilder<QuoteLine> builder)
    {
        builder.ToTable("quote_line");
        builder.HasKey(l => new { l.QuoteNo, l.LineNo });
        builder.Property(l => l.QuoteNo).HasMaxLength(32);
        builder.Property(l => l.DealerId).HasMaxLength(64);
        builder.Property(l => l.ProductId).HasMaxLength(64);
        builder.Property(l => l.Note).HasMaxLength(QuoteConfiguration.MaxWords);
        builder.Ignore(l => l.Left);
        builder.HasIndex(l => l.ProductId);
    }
}

internal sealed class QuoteRevisionConfiguration : IEntityTypeConfiguration<QuoteRevision>
{
    public void Configure(EntityTypeBuilder<QuoteRevision> builder)
    {
        builder.ToTable("quote_revision");
        builder.HasKey(r => new { r.QuoteNo, r.Kind, r.Number });
        builder.Property(r => r.QuoteNo).HasMaxLength(32);
        builder.Property(r => r.Kind).HasMaxLength(8);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.ByName).HasMaxLength(200);
        builder.Property(r => r.Words).HasMaxLength(QuoteConfiguration.MaxWords);
    }
}

internal sealed class QuoteOrderConfiguration : IEntityTypeConfiguration<QuoteOrder>
{
    public void Configure(EntityTypeBuilder<QuoteOrder> builder)
    {
        builder.ToTable("quote_order");
        builder.HasKey(o => o.OrderId);
        builder.Property(o => o.OrderId).HasMaxLength(64);
        builder.Property(o => o.QuoteNo).HasMaxLength(32);
        builder.Property(o => o.DealerId).HasMaxLength(64);
        builder.Property(o => o.ByName).HasMaxLength(200);
        builder.HasIndex(o => o.QuoteNo);
    }
}

internal sealed class QuoteCounterConfiguration : IEntityTypeConfiguration<QuoteCounter>
{
    public void Configure(EntityTypeBuilder<QuoteCounter> builder)
    {
        builder.ToTable("quote_counter");
        builder.HasKey(c => c.Month);
        builder.Property(c => c.Month).ValueGeneratedNever();
    }
}
