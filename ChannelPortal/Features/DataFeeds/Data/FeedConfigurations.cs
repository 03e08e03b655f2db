using ChannelPortal.Features.DataFeeds.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.DataFeeds.Data;

internal sealed class FeedSubmissionConfiguration : IEntityTypeConfiguration<FeedSubmission>
{
    public void Configure(EntityTypeBuilder<FeedSubmission> builder)
    {
        builder.ToTable("feed_submission");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.Kind).HasMaxLength(16);
        builder.Property(s => s.Method).HasMaxLength(16);
        builder.Property(s => s.FileName).HasMaxLength(200);
        builder.Property(s => s.FileHash).HasMaxLength(64);
        builder.Property(s => s.ByUserId).HasMaxLength(100);
        builder.Property(s => s.ByName).HasMaxLength(100);
        builder.Ignore(s => s.Expected);
        builder.Ignore(s => s.Open);
        builder.HasIndex(s => new { s.DealerId, s.Kind, s.At });

        // The same file twice at once is taken once, whoever is first.
        builder.HasIndex(s => new { s.DealerId, s.Kind, s.FileHash }).IsUnique();
    }
}

internal sealed class FeedRowConfiguration : IEntityTypeConfiguration<FeedRow>
{
    public void Configure(EntityTypeBuilder<FeedRow> builder)
    {
        builder.ToTable("feed_row");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.DealerId).HasMaxLength(64);
        foreach (var text in new[] { nameof(FeedRow.Code), nameof(FeedRow.Name), nameof(FeedRow.Date), nameof(FeedRow.Quantity), nameof(FeedRow.Amount), nameof(FeedRow.Receipt), nameof(FeedRow.Store), nameof(FeedRow.Dealer) })
        {
            builder.Property(text).HasMaxLength(FeedRow.LongestText);
        }

        builder.Property(r => r.ProductId).HasMaxLength(64);
        builder.Property(r => r.State).HasMaxLength(16);
        builder.Property(r => r.Problems).HasMaxLength(FeedRow.LongestProblems);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.ByName).HasMaxLength(100);
        builder.Ignore(r => r.ProblemList);
        builder.Ignore(r => r.Raw);
        builder.HasIndex(r => new { r.SubmissionId, r.Line });
        builder.HasIndex(r => new { r.DealerId, r.State });
    }
}

internal sealed class FeedColumnMapConfiguration : IEntityTypeConfiguration<FeedColumnMap>
{
    public void Configure(EntityTypeBuilder<FeedColumnMap> builder)
    {
        builder.ToTable("feed_column_map");
        builder.HasKey(m => new { m.DealerId, m.Kind });
        builder.Property(m => m.DealerId).HasMaxLength(64);
        builder.Property(m => m.Kind).HasMaxLength(16);
        builder.Property(m => m.Headers).HasMaxLength(4_000);
        builder.Property(m => m.ByName).HasMaxLength(100);
    }
}

internal sealed class FeedProductCodeConfiguration : IEntityTypeConfiguration<FeedProductCode>
{
    public void Configure(EntityTypeBuilder<FeedProductCode> builder)
    {
        builder.ToTable("feed_product_code");
        builder.HasKey(c => new { c.DealerId, c.Code });
        builder.Property(c => c.DealerId).HasMaxLength(64);
        builder.Property(c => c.Code).HasMaxLength(FeedProductCode.LongestCode);
        builder.Property(c => c.ProductId).HasMaxLength(64);
        builder.Property(c => c.ByName).HasMaxLength(100);
    }
}

internal sealed class FeedDraftConfiguration : IEntityTypeConfiguration<FeedDraft>
{
    public void Configure(EntityTypeBuilder<FeedDraft> builder)
    {
        builder.ToTable("feed_draft");
        builder.HasKey(d => new { d.DealerId, d.Kind });
        builder.Property(d => d.DealerId).HasMaxLength(64);
        builder.Property(d => d.Kind).HasMaxLength(16);
        builder.Property(d => d.ByName).HasMaxLength(100);
    }
}

internal sealed class FeedScheduleConfiguration : IEntityTypeConfiguration<FeedSchedule>
{
    public void Configure(EntityTypeBuilder<FeedSchedule> builder)
    {
        builder.ToTable("feed_schedule");
        builder.HasKey(s => new { s.DealerId, s.Kind });
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.Kind).HasMaxLength(16);
        builder.Property(s => s.Weekday).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.Reason).HasMaxLength(500);
        builder.Property(s => s.ByName).HasMaxLength(100);
    }
}

internal sealed class FeedDifferenceConfiguration : IEntityTypeConfiguration<FeedDifference>
{
    public void Configure(EntityTypeBuilder<FeedDifference> builder)
    {
        builder.ToTable("feed_difference");
        builder.HasKey(d => new { d.SubmissionId, d.ProductId, d.SnapOn });
        builder.Property(d => d.ProductId).HasMaxLength(64);
        builder.Property(d => d.DealerId).HasMaxLength(64);
        builder.Property(d => d.State).HasMaxLength(16);
        builder.Property(d => d.Cause).HasMaxLength(32);
        builder.Property(d => d.Comment).HasMaxLength(500);
        builder.Property(d => d.ByName).HasMaxLength(100);
        builder.Ignore(d => d.Figures);
        builder.HasIndex(d => new { d.DealerId, d.State });
    }
}
