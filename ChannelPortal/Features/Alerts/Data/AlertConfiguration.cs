using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChannelPortal.Features.Alerts.Data;

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alert");
        builder.Property(a => a.DealerId).HasMaxLength(64);
        builder.Property(a => a.Kind).HasMaxLength(16);
        builder.Property(a => a.ProductId).HasMaxLength(64);
        builder.Property(a => a.MetricId).HasMaxLength(16);
        builder.Property(a => a.Slice).HasMaxLength(300);
        builder.Property(a => a.RegionId).HasMaxLength(64);
        builder.Property(a => a.AreaId).HasMaxLength(64);
        builder.Property(a => a.Title).HasMaxLength(300);
        builder.Property(a => a.TitleEn).HasMaxLength(300);
        builder.Property(a => a.Severity).HasMaxLength(16);
        builder.Property(a => a.AcknowledgedBy).HasMaxLength(100);
        builder.Property(a => a.Owner).HasMaxLength(100);
        builder.Property(a => a.ResolvedBy).HasMaxLength(100);
        builder.Property(a => a.Note).HasMaxLength(500);
        builder.Property(a => a.Arguments).HasMaxLength(2_000);
        builder.Property(a => a.Fingerprint).HasMaxLength(200);
        builder.Ignore(a => a.IsOpen).Ignore(a => a.Clock);
        builder.HasMany(a => a.Parts).WithOne().HasForeignKey(p => p.AlertId);
        builder.HasIndex(a => a.Fingerprint).IsUnique();
        builder.HasIndex(a => new { a.State, a.RaisedAt });
        builder.HasIndex(a => new { a.DealerId, a.Kind, a.State });
        builder.HasIndex(a => new { a.RuleId, a.State });
    }
}

internal sealed class AlertPartConfiguration : IEntityTypeConfiguration<AlertPart>
{
    public void Configure(EntityTypeBuilder<AlertPart> builder)
    {
        builder.ToTable("alert_part");
        builder.Property(p => p.DealerId).HasMaxLength(64);
        builder.Property(p => p.ProductId).HasMaxLength(64);
        builder.Property(p => p.MetricId).HasMaxLength(16);
        builder.Property(p => p.Fingerprint).HasMaxLength(200);
        builder.Property(p => p.Arguments).HasMaxLength(2_000);
        builder.HasIndex(p => p.Fingerprint);
    }
}

internal sealed class AlertRuleConfiguration : IEntityTypeConfiguration<AlertRule>
{
    public void Configure(EntityTypeBuilder<AlertRule> builder)
    {
        builder.ToTable("alert_rule");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.NameEn).HasMaxLength(100);
        builder.Property(r => r.MetricId).HasMaxLength(16);
        builder.Property(r => r.Slice).HasMaxLength(AlertRuleChecks.LongestSlice);
        builder.Property(r => r.Each).HasMaxLength(16);
        builder.Property(r => r.Bucket).HasMaxLength(16);
        builder.Property(r => r.Detector).HasMaxLength(16);
        builder.Property(r => r.Below).HasConversion(TenThousandths());
        builder.Property(r => r.Above).HasConversion(TenThousandths());
        builder.Property(r => r.MinimumEffect).HasConversion(TenThousandths());
        builder.Property(r => r.Limit).HasConversion(new ValueConverter<double, int>(v => (int)Math.Round(v * 1_000), v => v / 1_000.0));
        builder.Property(r => r.Direction).HasMaxLength(8);
        builder.Property(r => r.Severity).HasMaxLength(16);
        builder.Property(r => r.OwnerRole).HasMaxLength(8);
        builder.Property(r => r.Runbook).HasMaxLength(2_000);
        builder.Property(r => r.Regions).HasMaxLength(1_000);
        builder.Property(r => r.ChangedBy).HasMaxLength(100);
        builder.Property(r => r.Failure).HasMaxLength(500);

        // Numbers of any metric, stored whole like all others.
        static ValueConverter<decimal, long> TenThousandths() => new(v => (long)Math.Round(v * 10_000), v => v / 10_000m);
    }
}

internal sealed class AlertSeriesConfiguration : IEntityTypeConfiguration<AlertSeries>
{
    public void Configure(EntityTypeBuilder<AlertSeries> builder)
    {
        builder.ToTable("alert_series");
        builder.HasKey(s => new { s.RuleId, s.Subject });
        builder.Property(s => s.Subject).HasMaxLength(64);
    }
}

internal sealed class AlertSilenceConfiguration : IEntityTypeConfiguration<AlertSilence>
{
    public void Configure(EntityTypeBuilder<AlertSilence> builder)
    {
        builder.ToTable("alert_silence");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.AreaId).HasMaxLength(64);
        builder.Property(s => s.Kind).HasMaxLength(16);
        builder.Property(s => s.Severity).HasMaxLength(16);
        builder.Property(s => s.Reason).HasMaxLength(500);
        builder.Property(s => s.CreatedBy).HasMaxLength(100);
        builder.Ignore(s => s.Matcher);
        builder.HasIndex(s => s.EndsAt);
    }
}

internal sealed class MuteTimingConfiguration : IEntityTypeConfiguration<MuteTiming>
{
    public void Configure(EntityTypeBuilder<MuteTiming> builder)
    {
        builder.ToTable("alert_mute_timing");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Name).HasMaxLength(100);
        builder.Property(m => m.AreaId).HasMaxLength(64);
        builder.Property(m => m.Kind).HasMaxLength(16);
        builder.Property(m => m.Severity).HasMaxLength(16);
        builder.Property(m => m.CreatedBy).HasMaxLength(100);
        builder.Ignore(m => m.Matcher);
    }
}
