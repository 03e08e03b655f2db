using ChannelPortal.Features.Diagnostics.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Diagnostics.Data;

internal sealed class AdviceConfiguration : IEntityTypeConfiguration<Advice>
{
    public void Configure(EntityTypeBuilder<Advice> builder)
    {
        builder.ToTable("advice");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(160);
        builder.Property(a => a.DealerId).HasMaxLength(64);
        builder.Property(a => a.Month).HasMaxLength(16);
        builder.Property(a => a.RuleId).HasMaxLength(32);
        builder.Property(a => a.Area).HasMaxLength(16);
        builder.Property(a => a.MetricId).HasMaxLength(64);
        builder.Property(a => a.Link).HasMaxLength(200);
        builder.Property(a => a.TextZh).HasMaxLength(1_000);
        builder.Property(a => a.TextEn).HasMaxLength(1_000);
        builder.Property(a => a.Reason).HasMaxLength(300);
        builder.Property(a => a.AnsweredBy).HasMaxLength(200);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => new { a.DealerId, a.Month });
        builder.HasIndex(a => a.Month);
    }
}
