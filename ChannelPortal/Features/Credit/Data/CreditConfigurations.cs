using ChannelPortal.Features.Credit.Contracts;
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
        builder.Property(a => a.Currency).HasMaxLength(3);
        builder.Property(a => a.RiskClass).HasMaxLength(1);
        builder.Property(a => a.BlockReason).HasMaxLength(300);
        foreach (var policy in new[] { nameof(CreditAccount.SubmitPolicy), nameof(CreditAccount.ShipmentPolicy), nameof(CreditAccount.AmendmentPolicy), nameof(CreditAccount.ReopenPolicy) })
        {
            builder.Property<CreditPolicy>(policy).HasConversion<string>().HasMaxLength(16);
        }

        builder.Ignore(a => a.Balances);
        builder.Ignore(a => a.Exposure);
        builder.Ignore(a => a.Class);
    }
}

internal sealed class LedgerPostingConfiguration : IEntityTypeConfiguration<LedgerPosting>
{
    public void Configure(EntityTypeBuilder<LedgerPosting> builder)
    {
        builder.ToTable("ledger_posting");
        builder.HasKey(p => new { p.DealerId, p.EntryNo, p.Line });
        builder.Property(p => p.DealerId).HasMaxLength(64);
        builder.Property(p => p.Account).HasMaxLength(32);
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.Property(p => p.DocumentKind).HasMaxLength(16);
        builder.Property(p => p.DocumentNumber).HasMaxLength(64);
        builder.Property(p => p.Memo).HasMaxLength(300);
        builder.HasIndex(p => new { p.DocumentKind, p.DocumentNumber, p.Step, p.Line }).IsUnique();
        builder.HasIndex(p => new { p.DealerId, p.BusinessDay });
    }
}

internal sealed class CreditChangeConfiguration : IEntityTypeConfiguration<CreditChange>
{
    public void Configure(EntityTypeBuilder<CreditChange> builder)
    {
        builder.ToTable("credit_change");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.DealerId).HasMaxLength(64);
        builder.Property(c => c.Kind).HasMaxLength(16);
        builder.Property(c => c.Reason).HasMaxLength(300);
        builder.Property(c => c.ByName).HasMaxLength(200);
        builder.HasIndex(c => new { c.DealerId, c.At });
    }
}

internal sealed class TempLimitRequestConfiguration : IEntityTypeConfiguration<TempLimitRequest>
{
    public void Configure(EntityTypeBuilder<TempLimitRequest> builder)
    {
        builder.ToTable("temp_limit_request");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.State).HasMaxLength(16);
        builder.Property(r => r.Reason).HasMaxLength(300);
        builder.Property(r => r.Note).HasMaxLength(300);
        builder.Property(r => r.RequestedBy).HasMaxLength(100);
        builder.Property(r => r.RequestedByName).HasMaxLength(200);
        builder.Property(r => r.DecidedByName).HasMaxLength(200);
        builder.HasIndex(r => new { r.DealerId, r.State });
    }
}

internal sealed class CreditStepProposalConfiguration : IEntityTypeConfiguration<CreditStepProposal>
{
    public void Configure(EntityTypeBuilder<CreditStepProposal> builder)
    {
        builder.ToTable("credit_step_proposal");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.DealerId).HasMaxLength(64);
        builder.Property(p => p.Source).HasMaxLength(16);
        builder.Property(p => p.State).HasMaxLength(16);
        builder.Property(p => p.FromClass).HasMaxLength(1);
        builder.Property(p => p.ToClass).HasMaxLength(1);
        builder.Property(p => p.Reason).HasMaxLength(300);
        builder.Property(p => p.ProposedByName).HasMaxLength(200);
        builder.Property(p => p.DecidedByName).HasMaxLength(200);
        builder.Ignore(p => p.Direction);
        builder.HasIndex(p => new { p.DealerId, p.Source }).IsUnique();
        builder.HasIndex(p => p.State);
    }
}

internal sealed class StatementMarkConfiguration : IEntityTypeConfiguration<StatementMark>
{
    public void Configure(EntityTypeBuilder<StatementMark> builder)
    {
        builder.ToTable("statement_mark");
        builder.HasKey(m => new { m.DealerId, m.DocumentKind, m.DocumentNumber, m.Step });
        builder.Property(m => m.DealerId).HasMaxLength(64);
        builder.Property(m => m.DocumentKind).HasMaxLength(16);
        builder.Property(m => m.DocumentNumber).HasMaxLength(64);
        builder.Property(m => m.State).HasMaxLength(16);
        builder.Property(m => m.Note).HasMaxLength(300);
        builder.Property(m => m.ByName).HasMaxLength(200);
    }
}
