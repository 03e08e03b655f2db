using ChannelPortal.Features.Metrics.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Metrics.Data;

internal sealed class OwnMetricConfiguration : IEntityTypeConfiguration<OwnMetric>
{
    public void Configure(EntityTypeBuilder<OwnMetric> builder)
    {
        builder.ToTable("own_metric");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).HasMaxLength(16);
        builder.Property(m => m.NameZh).HasMaxLength(OwnMetric.MaxName);
        builder.Property(m => m.NameEn).HasMaxLength(OwnMetric.MaxName);
        builder.Property(m => m.Unit).HasMaxLength(32);
        builder.Property(m => m.Formula).HasMaxLength(OwnMetric.MaxFormula);
        builder.Property(m => m.Grain).HasMaxLength(200);
        builder.Property(m => m.Direction).HasMaxLength(16);
        builder.Property(m => m.OwnerId).HasMaxLength(100);
        builder.Property(m => m.OwnerName).HasMaxLength(200);
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.Ignore(m => m.Definition);
    }
}

internal sealed class OwnMetricVersionConfiguration : IEntityTypeConfiguration<OwnMetricVersion>
{
    public void Configure(EntityTypeBuilder<OwnMetricVersion> builder)
    {
        builder.ToTable("own_metric_version");
        builder.HasKey(v => new { v.MetricId, v.Version });
        builder.Property(v => v.MetricId).HasMaxLength(16);
        builder.Property(v => v.Version).ValueGeneratedNever();
        builder.Property(v => v.NameZh).HasMaxLength(OwnMetric.MaxName);
        builder.Property(v => v.NameEn).HasMaxLength(OwnMetric.MaxName);
        builder.Property(v => v.Unit).HasMaxLength(32);
        builder.Property(v => v.Formula).HasMaxLength(OwnMetric.MaxFormula);
        builder.Property(v => v.Grain).HasMaxLength(200);
        builder.Property(v => v.Direction).HasMaxLength(16);
        builder.Property(v => v.ChangedBy).HasMaxLength(200);
    }
}

internal sealed class KeptValueConfiguration : IEntityTypeConfiguration<KeptValue>
{
    public void Configure(EntityTypeBuilder<KeptValue> builder)
    {
        builder.ToTable("metric_month");
        builder.HasKey(v => new { v.MetricId, v.Dimension, v.Key, v.Month });
        builder.Property(v => v.MetricId).HasMaxLength(16);
        builder.Property(v => v.Dimension).HasMaxLength(16);
        builder.Property(v => v.Key).HasMaxLength(64);
        builder.Property(v => v.Definition).HasMaxLength(16);
        builder.HasIndex(v => new { v.MetricId, v.Month, v.Dimension });
    }
}

internal sealed class ThresholdRuleConfiguration : IEntityTypeConfiguration<ThresholdRule>
{
    public void Configure(EntityTypeBuilder<ThresholdRule> builder)
    {
        builder.ToTable("metric_threshold");
        builder.HasKey(t => new { t.MetricId, t.Role });
        builder.Property(t => t.MetricId).HasMaxLength(16);
        builder.Property(t => t.Role).HasMaxLength(16);
        builder.Property(t => t.ChangedBy).HasMaxLength(200);
    }
}
