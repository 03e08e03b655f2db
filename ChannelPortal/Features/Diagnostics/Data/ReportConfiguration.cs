using ChannelPortal.Features.Diagnostics.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Diagnostics.Data;

internal sealed class AreaReportConfiguration : IEntityTypeConfiguration<AreaReport>
{
    public void Configure(EntityTypeBuilder<AreaReport> builder)
    {
        builder.ToTable("area_reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Period).HasMaxLength(32);
        builder.Ignore(r => r.IsBook);
        builder.Property(r => r.AreaId).HasMaxLength(64);
        builder.Property(r => r.NameZh).HasMaxLength(100);
        builder.Property(r => r.NameEn).HasMaxLength(100);
        builder.Property(r => r.Language).HasMaxLength(8);
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.Property(r => r.Sha256).HasMaxLength(64);
        builder.Property(r => r.PreviewSha256).HasMaxLength(64);
        builder.Property(r => r.FiguresSha256).HasMaxLength(64);
        builder.Property(r => r.FileName).HasMaxLength(200);
        builder.HasIndex(r => new { r.AreaId, r.Period, r.Language, r.Revision }).IsUnique();
        builder.HasIndex(r => r.CreatedAt);
    }
}

internal sealed class ReportConfiguration : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Kind).HasMaxLength(32);
        builder.Property(r => r.Period).HasMaxLength(32);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.DealerName).HasMaxLength(200);
        builder.Property(r => r.Language).HasMaxLength(8);
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.Property(r => r.Sha256).HasMaxLength(64);
        builder.Property(r => r.PreviewSha256).HasMaxLength(64);
        builder.Property(r => r.FiguresSha256).HasMaxLength(64);
        builder.Property(r => r.FileName).HasMaxLength(200);
        builder.HasIndex(r => new { r.DealerId, r.Period, r.Kind, r.Language, r.Revision }).IsUnique();
        builder.HasIndex(r => r.CreatedAt);
    }
}
