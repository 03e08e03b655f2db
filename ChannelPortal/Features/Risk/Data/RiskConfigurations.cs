using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Risk.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Risk.Data;

internal sealed class RiskRuleConfiguration : IEntityTypeConfiguration<RiskRule>
{
    public void Configure(EntityTypeBuilder<RiskRule> builder)
    {
        builder.ToTable("risk_rule");
        builder.Property(r => r.Id).HasMaxLength(8);
        builder.Property(r => r.Params).HasMaxLength(1_000);
        builder.Property(r => r.ChangedBy).HasMaxLength(100);
    }
}

internal sealed class RiskHitConfiguration : IEntityTypeConfiguration<RiskHit>
{
    public void Configure(EntityTypeBuilder<RiskHit> builder)
    {
        builder.ToTable("risk_hit");
        builder.HasKey(h => new { h.OrderId, h.RuleId });
        builder.Property(h => h.OrderId).HasMaxLength(64);
        builder.Property(h => h.RuleId).HasMaxLength(8);
        builder.Property(h => h.DealerId).HasMaxLength(64);
        builder.Property(h => h.Text).HasMaxLength(32);
        builder.Property(h => h.Arguments).HasMaxLength(1_000);
        builder.HasIndex(h => h.OrderedOn);
    }
}

internal sealed class RiskCaseConfiguration : IEntityTypeConfiguration<RiskCase>
{
    public void Configure(EntityTypeBuilder<RiskCase> builder)
    {
        builder.ToTable("risk_case");
        builder.HasKey(c => c.OrderId);
        builder.Property(c => c.OrderId).HasMaxLength(64);
        builder.Property(c => c.DealerId).HasMaxLength(64);
        builder.Property(c => c.ChangedBy).HasMaxLength(100);
        builder.Property(c => c.Reason).HasMaxLength(500);
        builder.Ignore(c => c.IsClosed);
        builder.HasIndex(c => new { c.ClosedAt, c.Score });
        builder.HasIndex(c => c.DealerId);
    }
}

/// <summary>Adds to the mapping that comes from the fact's definition.</summary>
internal sealed class ShipToFactIndexes : IEntityTypeConfiguration<ShipToFact>
{
    public void Configure(EntityTypeBuilder<ShipToFact> builder)
    {
        builder.HasIndex(s => s.AddressKey);
        builder.HasIndex(s => s.DealerId);
    }
}
