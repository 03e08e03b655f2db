using ChannelPortal.Features.Health.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChannelPortal.Features.Health.Data;

/// <summary>Scores have one decimal and are stored as tenths; shares and multipliers as ten-thousandths. No database holds a decimal (ADR 0002).</summary>
internal static class HealthColumns
{
    private static readonly ValueConverter<decimal, int> s_tenths = new(v => (int)(v * 10), v => v / 10m);
    private static readonly ValueConverter<decimal, int> s_parts = new(v => (int)(v * 10_000), v => v / 10_000m);

    public static void IsScore<T>(this PropertyBuilder<T> property) => property.HasConversion(s_tenths);

    public static void IsShare<T>(this PropertyBuilder<T> property) => property.HasConversion(s_parts);
}

internal sealed class EvaluationConfiguration : IEntityTypeConfiguration<Evaluation>
{
    public void Configure(EntityTypeBuilder<Evaluation> builder)
    {
        builder.ToTable("evaluation");
        builder.HasKey(e => new { e.DealerId, e.QuarterOn });
        builder.Property(e => e.DealerId).HasMaxLength(64);
        builder.Property(e => e.Band).HasMaxLength(1);
        builder.Property(e => e.PeerGroup).HasMaxLength(64);
        builder.Property(e => e.InputsHash).HasMaxLength(64);
        builder.Property(e => e.Index).IsScore();
        builder.Property(e => e.Sales).IsScore();
        builder.Property(e => e.Compliance).IsScore();
        builder.Property(e => e.Loyalty).IsScore();
        builder.Property(e => e.Digital).IsScore();
        builder.Property(e => e.Potential).IsScore();
        builder.Property(e => e.Coverage).IsShare();
        builder.Ignore(e => e.Scores);
        builder.Ignore(e => e.ComponentList);
        builder.HasIndex(e => new { e.QuarterOn, e.PeerGroup });
    }
}

internal sealed class EvaluationRevisionConfiguration : IEntityTypeConfiguration<EvaluationRevision>
{
    public void Configure(EntityTypeBuilder<EvaluationRevision> builder)
    {
        builder.ToTable("evaluation_revision");
        builder.HasKey(r => new { r.DealerId, r.QuarterOn, r.Revision });
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.Band).HasMaxLength(1);
        builder.Property(r => r.InputsHash).HasMaxLength(64);
        builder.Property(r => r.Reason).HasMaxLength(1000);
        builder.Property(r => r.ReplacedByName).HasMaxLength(100);
        builder.Property(r => r.Index).IsScore();
    }
}

internal sealed class EvaluationCaseConfiguration : IEntityTypeConfiguration<EvaluationCase>
{
    public void Configure(EntityTypeBuilder<EvaluationCase> builder)
    {
        builder.ToTable("evaluation_case");
        builder.HasKey(c => new { c.DealerId, c.QuarterOn });
        builder.Property(c => c.DealerId).HasMaxLength(64);
        builder.Property(c => c.Status).HasMaxLength(16);
        builder.Property(c => c.Tier).HasMaxLength(16);
        builder.Property(c => c.Multiplier).IsShare();
        builder.Property(c => c.TierStep).HasMaxLength(8);
        builder.Property(c => c.CreditStep).HasMaxLength(8);
        builder.Property(c => c.Reasons).HasMaxLength(200);
        builder.Property(c => c.OverrideReason).HasMaxLength(500);
        builder.Property(c => c.ReviewedBy).HasMaxLength(100);
        builder.Property(c => c.ReviewedByName).HasMaxLength(100);
        builder.Property(c => c.SentBack).HasMaxLength(1000);
        builder.Property(c => c.AppealReason).HasMaxLength(1000);
        builder.Property(c => c.AppealedByName).HasMaxLength(100);
        builder.Property(c => c.AppealOutcome).HasMaxLength(16);
        builder.Property(c => c.AppealAnswer).HasMaxLength(1000);
        builder.Property(c => c.AnsweredByName).HasMaxLength(100);
        builder.Property(c => c.FinalByName).HasMaxLength(100);
        builder.Ignore(c => c.ReasonList);
        builder.Ignore(c => c.NeedsExecutive);
        builder.HasIndex(c => new { c.QuarterOn, c.Status });
    }
}

internal sealed class DealerStandingConfiguration : IEntityTypeConfiguration<DealerStanding>
{
    public void Configure(EntityTypeBuilder<DealerStanding> builder)
    {
        builder.ToTable("dealer_standing");
        builder.HasKey(s => new { s.DealerId, s.MonthOn });
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.Segment).HasMaxLength(16);
        builder.Property(s => s.PeerGroup).HasMaxLength(64);
        builder.Property(s => s.Value).IsScore();
        builder.Property(s => s.Potential).IsScore();
        builder.Property(s => s.Coverage).IsShare();
        builder.HasIndex(s => new { s.MonthOn, s.PeerGroup });
    }
}

internal sealed class WeightsVersionConfiguration : IEntityTypeConfiguration<WeightsVersion>
{
    public void Configure(EntityTypeBuilder<WeightsVersion> builder)
    {
        builder.ToTable("health_weights");
        builder.HasKey(v => v.No);
        builder.Property(v => v.No).ValueGeneratedNever();
        builder.Property(v => v.Reason).HasMaxLength(500);
        builder.Property(v => v.State).HasMaxLength(16);
        builder.Property(v => v.ProposedBy).HasMaxLength(100);
        builder.Property(v => v.ProposedByName).HasMaxLength(100);
        builder.Property(v => v.DecidedByName).HasMaxLength(100);
        builder.Ignore(v => v.Weights);
    }
}
