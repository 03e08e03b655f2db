using ChannelPortal.Features.Targets.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Targets.Data;

internal sealed class TargetPlanConfiguration : IEntityTypeConfiguration<TargetPlan>
{
    public void Configure(EntityTypeBuilder<TargetPlan> builder)
    {
        builder.ToTable("target_plan");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(32);
        builder.Property(p => p.Kind).HasMaxLength(16);
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.Property(p => p.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(p => p.CreatedBy).HasMaxLength(100);
        builder.Property(p => p.CreatedByName).HasMaxLength(100);
        builder.Property(p => p.FrozenByName).HasMaxLength(100);
        builder.Ignore(p => p.IsShownToDealers);

        // One plan a year and kind, whoever is first.
        builder.HasIndex(p => new { p.Year, p.Kind }).IsUnique();
    }
}

internal sealed class TargetLineConfiguration : IEntityTypeConfiguration<TargetLine>
{
    public void Configure(EntityTypeBuilder<TargetLine> builder)
    {
        builder.ToTable("target_line");
        builder.HasKey(l => new { l.PlanId, l.DealerId, l.MonthOn });
        builder.Property(l => l.PlanId).HasMaxLength(32);
        builder.Property(l => l.DealerId).HasMaxLength(64);
        builder.HasIndex(l => l.DealerId);
    }
}

internal sealed class TargetShareConfiguration : IEntityTypeConfiguration<TargetShare>
{
    public void Configure(EntityTypeBuilder<TargetShare> builder)
    {
        builder.ToTable("target_share");
        builder.HasKey(s => new { s.PlanId, s.DealerId });
        builder.Property(s => s.PlanId).HasMaxLength(32);
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.Remark).HasMaxLength(500);
        builder.Property(s => s.ProposedByName).HasMaxLength(100);
        builder.Property(s => s.AgreedByName).HasMaxLength(100);
    }
}

internal sealed class TargetRevisionConfiguration : IEntityTypeConfiguration<TargetRevision>
{
    public void Configure(EntityTypeBuilder<TargetRevision> builder)
    {
        builder.ToTable("target_revision");
        builder.HasKey(r => new { r.ChangeId, r.PlanId, r.DealerId, r.MonthOn });
        builder.Property(r => r.PlanId).HasMaxLength(32);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.ByName).HasMaxLength(100);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.HasIndex(r => new { r.PlanId, r.DealerId });
    }
}

internal sealed class PlanGoalConfiguration : IEntityTypeConfiguration<PlanGoal>
{
    public void Configure(EntityTypeBuilder<PlanGoal> builder)
    {
        builder.ToTable("plan_goal");
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.Property(g => g.DealerId).HasMaxLength(64);
        builder.Property(g => g.Text).HasMaxLength(200);
        builder.Property(g => g.TextEn).HasMaxLength(200);
        builder.Property(g => g.MetricId).HasMaxLength(32);
        builder.HasIndex(g => new { g.DealerId, g.Year });
    }
}

internal sealed class PlanActionConfiguration : IEntityTypeConfiguration<PlanAction>
{
    public void Configure(EntityTypeBuilder<PlanAction> builder)
    {
        builder.ToTable("plan_action");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.DealerId).HasMaxLength(64);
        builder.Property(a => a.Text).HasMaxLength(300);
        builder.Property(a => a.Who).HasMaxLength(100);
        builder.HasIndex(a => new { a.DealerId, a.Year });
    }
}

internal sealed class PlanReviewConfiguration : IEntityTypeConfiguration<PlanReview>
{
    public void Configure(EntityTypeBuilder<PlanReview> builder)
    {
        builder.ToTable("plan_review");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.Notes).HasMaxLength(1000);
        builder.Property(r => r.ByName).HasMaxLength(100);
        builder.HasIndex(r => new { r.DealerId, r.QuarterOn });
    }
}
