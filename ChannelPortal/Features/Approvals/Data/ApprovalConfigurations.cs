using ChannelPortal.Features.Approvals.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Approvals.Data;

internal sealed class ApprovalRuleConfiguration : IEntityTypeConfiguration<ApprovalRule>
{
    public void Configure(EntityTypeBuilder<ApprovalRule> builder)
    {
        builder.ToTable("approval_rule");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.DocKind).HasMaxLength(16);
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Ignore(r => r.ConditionList).Ignore(r => r.StepList);
    }
}

internal sealed class ApprovalRequestConfiguration : IEntityTypeConfiguration<ApprovalRequest>
{
    public void Configure(EntityTypeBuilder<ApprovalRequest> builder)
    {
        builder.ToTable("approval_request");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.DocKind).HasMaxLength(16);
        builder.Property(r => r.DocId).HasMaxLength(64);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.Fingerprint).HasMaxLength(64);
        builder.Property(r => r.Summary).HasMaxLength(500);
        builder.Property(r => r.RequestedBy).HasMaxLength(100);
        builder.Property(r => r.RequestedByName).HasMaxLength(200);
        builder.Property(r => r.RuleName).HasMaxLength(100);
        builder.Property(r => r.State).HasMaxLength(16);
        builder.Ignore(r => r.Steps);
        builder.HasIndex(r => new { r.DocKind, r.DocId });
    }
}

internal sealed class ApprovalTaskConfiguration : IEntityTypeConfiguration<ApprovalTask>
{
    public void Configure(EntityTypeBuilder<ApprovalTask> builder)
    {
        builder.ToTable("approval_task");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.DealerId).HasMaxLength(64);
        builder.Property(t => t.Approver).HasMaxLength(110);
        builder.Property(t => t.State).HasMaxLength(16);
        builder.Property(t => t.DecidedBy).HasMaxLength(100);
        builder.Property(t => t.DecidedByName).HasMaxLength(200);
        builder.Property(t => t.OnBehalfOf).HasMaxLength(200);
        builder.Property(t => t.Reason).HasMaxLength(500);
        builder.HasIndex(t => t.RequestId);
        builder.HasIndex(t => new { t.State, t.Approver });
    }
}

internal sealed class ApprovalDelegationConfiguration : IEntityTypeConfiguration<ApprovalDelegation>
{
    public void Configure(EntityTypeBuilder<ApprovalDelegation> builder)
    {
        builder.ToTable("approval_delegation");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.UserId).HasMaxLength(100);
        builder.Property(d => d.UserName).HasMaxLength(200);
        builder.Property(d => d.Roles).HasMaxLength(200);
        builder.Property(d => d.ToUserId).HasMaxLength(100);
        builder.Property(d => d.ToUserName).HasMaxLength(200);
        builder.HasIndex(d => d.ToUserId);
    }
}
