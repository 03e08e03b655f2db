using ChannelPortal.Features.Credit.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Credit.Data;

internal sealed class CreditAccountConfiguration : IEntityTypeConfiguration<CreditAccount>
{
    public void Configure(EntityTypeBuilder<CreditAccount> builder)
    {
        builder.ToTable("credit_account");
        builder.HasKey(a => a.DealerId);
        builder.Property(a => a.DealerId).HasMaxLength(64);
    }
}
