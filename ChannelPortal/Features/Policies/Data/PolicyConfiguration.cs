using ChannelPortal.Features.Policies.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Policies.Data;

internal sealed class PolicyConfiguration : IEntityTypeConfiguration<Policy>
{
    public void Configure(EntityTypeBuilder<Policy> builder)
    {
        builder.ToTable("policy");
        builder.HasKey(p => p.No);
        builder.Property(p => p.No).HasMaxLength(32);
        builder.Property(p => p.Key).HasMaxLength(32);
        builder.Property(p => p.ForDealer).HasMaxLength(64);
        builder.Property(p => p.Tier).HasMaxLength(16);
        builder.Property(p => p.RegionId).HasMaxLength(64);
        builder.Property(p => p.Segment).HasMaxLength(16);
        builder.Property(p => p.Replaces).HasMaxLength(32);
        builder.Property(p => p.Reason).HasMaxLength(500);
        builder.Property(p => p.State).HasMaxLength(16);
        builder.Property(p => p.ProposedBy).HasMaxLength(100);
        builder.Property(p => p.ProposedByName).HasMaxLength(100);
        builder.Property(p => p.DecidedByName).HasMaxLength(100);
        builder.Property(p => p.DecisionReason).HasMaxLength(500);
        builder.Ignore(p => p.Target);
        builder.Ignore(p => p.Rule);
        builder.HasIndex(p => new { p.Key, p.State });
    }
}
