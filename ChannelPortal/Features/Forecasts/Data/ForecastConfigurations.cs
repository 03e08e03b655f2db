using ChannelPortal.Features.Forecasts.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Forecasts.Data;

internal sealed class ForecastRunConfiguration : IEntityTypeConfiguration<ForecastRun>
{
    public void Configure(EntityTypeBuilder<ForecastRun> builder)
    {
        builder.ToTable("forecast_run");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.MonthOn);
    }
}

internal sealed class TotalForecastConfiguration : IEntityTypeConfiguration<TotalForecast>
{
    public void Configure(EntityTypeBuilder<TotalForecast> builder)
    {
        builder.ToTable("forecast_total");
        builder.HasKey(f => new { f.RunId, f.Level, f.Code, f.MonthOn });
        builder.Property(f => f.Level).HasConversion<string>().HasMaxLength(16);
        builder.Property(f => f.Code).HasMaxLength(100);
        builder.Property(f => f.Model).HasConversion<string>().HasMaxLength(16);
        builder.Property(f => f.BorrowedFrom).HasMaxLength(200);
    }
}

internal sealed class DealerForecastConfiguration : IEntityTypeConfiguration<DealerForecast>
{
    public void Configure(EntityTypeBuilder<DealerForecast> builder)
    {
        builder.ToTable("forecast_dealer");
        builder.HasKey(f => new { f.RunId, f.DealerId, f.ProductId, f.MonthOn });
        builder.Property(f => f.DealerId).HasMaxLength(64);
        builder.Property(f => f.ProductId).HasMaxLength(64);
        builder.Property(f => f.Model).HasConversion<string>().HasMaxLength(16);
        builder.Property(f => f.BorrowedFrom).HasMaxLength(200);
    }
}

internal sealed class ForecastScoreConfiguration : IEntityTypeConfiguration<ForecastScore>
{
    public void Configure(EntityTypeBuilder<ForecastScore> builder)
    {
        builder.ToTable("forecast_score");
        builder.HasKey(s => new { s.RunId, s.Level, s.Code, s.OriginOn, s.Step });
        builder.Property(s => s.Level).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.Code).HasMaxLength(100);
    }
}

internal sealed class ForecastChangeConfiguration : IEntityTypeConfiguration<ForecastChange>
{
    public void Configure(EntityTypeBuilder<ForecastChange> builder)
    {
        builder.ToTable("forecast_change");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Level).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.Code).HasMaxLength(100);
        builder.Property(c => c.Reason).HasMaxLength(500);
        builder.Property(c => c.By).HasMaxLength(100);
        builder.Property(c => c.ByName).HasMaxLength(100);
        builder.HasIndex(c => c.MonthOn);
    }
}
