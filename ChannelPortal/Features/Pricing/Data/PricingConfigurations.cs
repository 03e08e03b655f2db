using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Pricing.Data;

internal sealed class PriceRowConfiguration : IEntityTypeConfiguration<PriceRow>
{
    public void Configure(EntityTypeBuilder<PriceRow> builder)
    {
        builder.ToTable("price_row");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Scope).HasMaxLength(16);
        builder.Property(r => r.ScopeKey).HasMaxLength(64);
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.ProductId).HasMaxLength(64);
        builder.Property(r => r.Category).HasMaxLength(100);
        builder.Property(r => r.CreatedBy).HasMaxLength(100);
        builder.Property(r => r.EndedBy).HasMaxLength(100);

        // Pricing asks for a product's rows of one dealer and of nobody; lists ask by price list.
        builder.HasIndex(r => new { r.ProductId, r.DealerId });
        builder.HasIndex(r => new { r.Scope, r.ScopeKey });
        builder.HasIndex(r => r.Supersedes);
    }
}

internal sealed class PromotionConfiguration : IEntityTypeConfiguration<Promotion>
{
    public void Configure(EntityTypeBuilder<Promotion> builder)
    {
        builder.ToTable("promotion");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.NameEn).HasMaxLength(100);
        builder.Property(p => p.ProductId).HasMaxLength(64);
        builder.Property(p => p.Category).HasMaxLength(100);
        builder.Property(p => p.Tier).HasMaxLength(16);
        builder.Property(p => p.RegionId).HasMaxLength(64);
        builder.Property(p => p.CreatedBy).HasMaxLength(100);
        builder.HasIndex(p => p.ValidTo);
    }
}

internal sealed class ContractConfiguration : IEntityTypeConfiguration<Contract>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.ToTable("contract");
        builder.HasKey(c => c.No);
        builder.Property(c => c.No).HasMaxLength(32);
        builder.Property(c => c.DealerId).HasMaxLength(64);
        builder.Property(c => c.Type).HasMaxLength(16);
        builder.Property(c => c.Title).HasMaxLength(200);
        builder.Property(c => c.TitleEn).HasMaxLength(200);
        builder.Property(c => c.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.Reason).HasMaxLength(500);
        builder.Property(c => c.CreatedBy).HasMaxLength(100);
        builder.Ignore(c => c.EndsOn);
        builder.HasIndex(c => new { c.DealerId, c.Status });
        builder.HasIndex(c => c.Status);
    }
}

internal sealed class ContractMonthConfiguration : IEntityTypeConfiguration<ContractMonth>
{
    public void Configure(EntityTypeBuilder<ContractMonth> builder)
    {
        builder.ToTable("contract_month");
        builder.HasKey(m => new { m.ContractNo, m.Month });
        builder.Property(m => m.ContractNo).HasMaxLength(32);
        builder.Property(m => m.DealerId).HasMaxLength(64);
    }
}

internal sealed class ContractCounterConfiguration : IEntityTypeConfiguration<ContractCounter>
{
    public void Configure(EntityTypeBuilder<ContractCounter> builder)
    {
        builder.ToTable("contract_counter");
        builder.HasKey(c => c.Month);
        builder.Property(c => c.Month).ValueGeneratedNever();
    }
}

internal sealed class KeptPricesConfiguration : IEntityTypeConfiguration<KeptPrices>
{
    public void Configure(EntityTypeBuilder<KeptPrices> builder)
    {
        builder.ToTable("kept_prices");
        builder.HasKey(k => k.DocumentId);
        builder.Property(k => k.DocumentId).HasMaxLength(64);
        builder.Property(k => k.DealerId).HasMaxLength(64);
    }
}

/// <summary>Adds to the mapping that comes from the fact's definition: each pricing asks for what came since the last one.</summary>
internal sealed class PriceChangeFactIndexes : IEntityTypeConfiguration<PriceChangeFact>
{
    public void Configure(EntityTypeBuilder<PriceChangeFact> builder) => builder.HasIndex(c => c.FactSeq);
}
