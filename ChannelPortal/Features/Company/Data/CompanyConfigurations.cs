using ChannelPortal.Features.Company.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Company.Data;

internal sealed class OrgUnitConfiguration : IEntityTypeConfiguration<OrgUnit>
{
    public void Configure(EntityTypeBuilder<OrgUnit> builder)
    {
        builder.ToTable("company_unit");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.DealerId).HasMaxLength(64);
        builder.Property(u => u.Path).HasMaxLength(200);
        builder.Property(u => u.Kind).HasMaxLength(16);
        builder.Property(u => u.Name).HasMaxLength(OrgUnit.MaxName);
        builder.Ignore(u => u.Depth);
        builder.HasIndex(u => u.DealerId);
    }
}

internal sealed class SeatConfiguration : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("company_seat");
        builder.HasKey(s => s.UserId);
        builder.Property(s => s.UserId).HasMaxLength(100);
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.Access).HasMaxLength(16);
        builder.Property(s => s.ApproverId).HasMaxLength(100);
        builder.HasIndex(s => s.DealerId);
    }
}
