using ChannelPortal.Features.Rebates.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Rebates.Data;

internal sealed class RebateProgramConfiguration : IEntityTypeConfiguration<RebateProgram>
{
    public void Configure(EntityTypeBuilder<RebateProgram> builder)
    {
        builder.ToTable("rebate_program");
        builder.Property(p => p.Id).HasMaxLength(64);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.NameEn).HasMaxLength(100);
        builder.Property(p => p.CreatedBy).HasMaxLength(200);
    }
}

internal sealed class RebateVersionConfiguration : IEntityTypeConfiguration<RebateVersion>
{
    public void Configure(EntityTypeBuilder<RebateVersion> builder)
    {
        builder.ToTable("rebate_version");
        builder.HasKey(v => new { v.ProgramId, v.No });
        builder.Property(v => v.ProgramId).HasMaxLength(64);
        builder.Property(v => v.No).ValueGeneratedNever();
        builder.Property(v => v.State).HasMaxLength(16);
        builder.Property(v => v.CreatedBy).HasMaxLength(100);
        builder.Property(v => v.CreatedByName).HasMaxLength(200);
        builder.Property(v => v.DecidedBy).HasMaxLength(100);
        builder.Property(v => v.DecidedByName).HasMaxLength(200);
        builder.Property(v => v.Reason).HasMaxLength(500);
        builder.Ignore(v => v.Rule).Ignore(v => v.IsOpen);
    }
}

internal sealed class RebateStatementConfiguration : IEntityTypeConfiguration<RebateStatement>
{
    public void Configure(EntityTypeBuilder<RebateStatement> builder)
    {
        builder.ToTable("rebate_statement");
        builder.HasKey(s => s.No);
        builder.Property(s => s.No).HasMaxLength(64);
        builder.Property(s => s.DealerId).HasMaxLength(64);
        builder.Property(s => s.ProgramId).HasMaxLength(64);
        builder.Property(s => s.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.HeldBy).HasMaxLength(16);
        builder.Property(s => s.YieldsTo).HasMaxLength(64);
        builder.Ignore(s => s.Payable).Ignore(s => s.Period).Ignore(s => s.IsFixed);
        builder.HasIndex(s => new { s.DealerId, s.ProgramId, s.PeriodOn }).IsUnique();
        builder.HasIndex(s => new { s.ProgramId, s.PeriodOn });
        builder.HasIndex(s => s.State);
    }
}

internal sealed class RebateAccrualConfiguration : IEntityTypeConfiguration<RebateAccrual>
{
    public void Configure(EntityTypeBuilder<RebateAccrual> builder)
    {
        builder.ToTable("rebate_accrual");
        builder.HasKey(a => new { a.StatementNo, a.RunId, a.LineNo });
        builder.Property(a => a.StatementNo).HasMaxLength(64);
        builder.Property(a => a.LineNo).ValueGeneratedNever();
        builder.Property(a => a.RunId).ValueGeneratedNever();
        builder.Property(a => a.DealerId).HasMaxLength(64);
        builder.Property(a => a.Kind).HasMaxLength(16);
        builder.Property(a => a.Reference).HasMaxLength(140);
    }
}

internal sealed class RebateRunConfiguration : IEntityTypeConfiguration<RebateRun>
{
    public void Configure(EntityTypeBuilder<RebateRun> builder)
    {
        builder.ToTable("rebate_run");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.ProgramId).HasMaxLength(64);
        builder.Property(r => r.By).HasMaxLength(200);
        builder.HasIndex(r => new { r.ProgramId, r.PeriodOn });
    }
}

internal sealed class RebateMessageConfiguration : IEntityTypeConfiguration<RebateMessage>
{
    public void Configure(EntityTypeBuilder<RebateMessage> builder)
    {
        builder.ToTable("rebate_message");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.StatementNo).HasMaxLength(64);
        builder.Property(m => m.DealerId).HasMaxLength(64);
        builder.Property(m => m.Reference).HasMaxLength(140);
        builder.Property(m => m.ByName).HasMaxLength(200);
        builder.Property(m => m.Text).HasMaxLength(500);
        builder.HasIndex(m => m.StatementNo);
    }
}

internal sealed class RebatePayoutConfiguration : IEntityTypeConfiguration<RebatePayout>
{
    public void Configure(EntityTypeBuilder<RebatePayout> builder)
    {
        builder.ToTable("rebate_payout");
        builder.HasKey(p => p.StatementNo);
        builder.Property(p => p.StatementNo).HasMaxLength(64);
        builder.Property(p => p.DealerId).HasMaxLength(64);
        builder.Property(p => p.Kind).HasMaxLength(16);
        builder.Property(p => p.Documents).HasMaxLength(200);
        builder.Property(p => p.By).HasMaxLength(200);
    }
}
