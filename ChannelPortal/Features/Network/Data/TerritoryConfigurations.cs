using ChannelPortal.Features.Network.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Network.Data;

internal sealed class TerritoryConfiguration : IEntityTypeConfiguration<Territory>
{
    public void Configure(EntityTypeBuilder<Territory> builder)
    {
        builder.ToTable("territory");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(Territory.MaxName);
        builder.Property(t => t.Category).HasMaxLength(100);
        builder.Property(t => t.DealerId).HasMaxLength(64);
        builder.Property(t => t.CreatedBy).HasMaxLength(100);
        builder.Property(t => t.EndedBy).HasMaxLength(100);
        builder.HasIndex(t => t.DealerId);
        builder.HasIndex(t => t.Category);
        builder.HasIndex(t => t.Supersedes);
    }
}

internal sealed class TerritoryRegionConfiguration : IEntityTypeConfiguration<TerritoryRegion>
{
    public void Configure(EntityTypeBuilder<TerritoryRegion> builder)
    {
        builder.ToTable("territory_region");
        builder.HasKey(r => new { r.TerritoryId, r.RegionId });
        builder.Property(r => r.RegionId).HasMaxLength(64);
        builder.Property(r => r.DealerId).HasMaxLength(64);

        // An order asks who holds the few regions above the dealer.
        builder.HasIndex(r => r.RegionId);
    }
}

internal sealed class TerritoryTurnConfiguration : IEntityTypeConfiguration<TerritoryTurn>
{
    public void Configure(EntityTypeBuilder<TerritoryTurn> builder)
    {
        builder.ToTable("territory_turn");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasData(new TerritoryTurn { Id = TerritoryTurn.OnlyId });
    }
}
