using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Platform.Jobs;

/// <summary>States of a claim and of a run, as stored.</summary>
public static class JobState
{
    public const string Waiting = "waiting";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>A run that waits for somebody to let it go on.</summary>
    public const string Paused = "paused";
}

/// <summary>
/// The right to make one result: unique by job, period and subject. Whoever holds it may be frozen and wake up after somebody else took
/// over, so each taking raises <see cref="Fencing"/>, and a result is written only under the number it was started with.
/// </summary>
public sealed class JobClaim
{
    public required string Job { get; init; }

    /// <summary>Text of the period, e.g. <c>2026-10</c>.</summary>
    public required string Period { get; init; }

    public required string Subject { get; init; }

    public string State { get; set; } = JobState.Waiting;

    public long Fencing { get; set; }

    /// <summary>Random mark of the last taking, by which the taker recognises its own.</summary>
    public string? Holder { get; set; }

    /// <summary>After this instant the claim may be taken over.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public int Attempts { get; set; }

    /// <summary>Error code of the last failure.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>What went wrong, for the operator. No personal data.</summary>
    public string? ErrorDetail { get; set; }

    public string? ResultHash { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>One pass over the subjects of a period: what the progress bar shows.</summary>
public sealed class JobRun
{
    public Guid Id { get; init; }

    public required string Job { get; init; }

    public required string Period { get; init; }

    public string State { get; set; } = JobState.Running;

    public int Total { get; set; }

    public int Done { get; set; }

    public int Failed { get; set; }

    /// <summary>Name of the person, or <c>schedule</c>.</summary>
    public required string RequestedBy { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Set from any node; the running one stops before its next item.</summary>
    public bool IsCancelRequested { get; set; }

    /// <summary>As <see cref="IsCancelRequested"/>, to be resumed later.</summary>
    public bool IsPauseRequested { get; set; }

    /// <summary>The subjects of the run, a line each: what a resumed run still owes is found from them and their claims.</summary>
    public required string Subjects { get; init; }

    /// <summary>Last sign of life of the node that works on the run.</summary>
    public DateTimeOffset BeatAt { get; set; }
}

internal sealed class JobClaimConfiguration : IEntityTypeConfiguration<JobClaim>
{
    public void Configure(EntityTypeBuilder<JobClaim> builder)
    {
        builder.ToTable("job_claims");
        builder.HasKey(c => new { c.Job, c.Period, c.Subject });
        builder.Property(c => c.Job).HasMaxLength(64);
        builder.Property(c => c.Period).HasMaxLength(32);
        builder.Property(c => c.Subject).HasMaxLength(128);
        builder.Property(c => c.State).HasMaxLength(16);
        builder.Property(c => c.Holder).HasMaxLength(32);
        builder.Property(c => c.ErrorCode).HasMaxLength(64);
        builder.Property(c => c.ErrorDetail).HasMaxLength(500);
        builder.Property(c => c.ResultHash).HasMaxLength(64);
    }
}

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("job_runs");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Job).HasMaxLength(64);
        builder.Property(r => r.Period).HasMaxLength(32);
        builder.Property(r => r.State).HasMaxLength(16);
        builder.Property(r => r.RequestedBy).HasMaxLength(100);
        builder.HasIndex(r => r.State);
        builder.HasIndex(r => new { r.Job, r.StartedAt });
    }
}
