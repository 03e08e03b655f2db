using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Queries;

/// <summary>A job that exists, with its newest run.</summary>
public sealed record JobRow(string Name, string Cron, JobRunRow? Last);

/// <summary>One run.</summary>
public sealed record JobRunRow(Guid Id, string Job, string Period, string State, int Total, int Done, int Failed, string RequestedBy, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);

/// <summary>An item that failed and was not mended since.</summary>
public sealed record JobFailure(string Subject, string ErrorCode, string? Detail, int Attempts, DateTimeOffset At);

/// <summary>What the operator knows about background jobs: the runs, their steps as they happen, and the items that failed.</summary>
public sealed class JobRuns : IDisposable
{
    public const int Shown = 100;

    private readonly JobRunner runner;
    private readonly JobClaims claims;
    private readonly IAppDbFactory factory;

    public JobRuns(JobRunner runner, JobClaims claims, IAppDbFactory factory)
    {
        ArgumentNullException.ThrowIfNull(runner);
        (this.runner, this.claims, this.factory) = (runner, claims, factory);
        runner.Progressed += Forward;
    }

    /// <summary>A run on this node moved on. Raised on the worker's thread.</summary>
    public event EventHandler<JobProgress>? Progressed;

    public async Task<IReadOnlyList<JobRow>> JobsAsync(CancellationToken cancellationToken)
    {
        var jobs = new List<JobRow>();
        foreach (var job in runner.Jobs.OrderBy(j => j.Name, StringComparer.Ordinal))
        {
            var last = (await runner.RecentRunsAsync(job.Name, 1, cancellationToken)).SingleOrDefault();
            jobs.Add(new JobRow(job.Name, job.Cron, last is null ? null : RowOf(last)));
        }

        return jobs;
    }

    /// <summary>The newest runs, of one job and one state where given.</summary>
    public async Task<IReadOnlyList<JobRunRow>> ListAsync(string? job, string? state, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var runs = db.Set<JobRun>().AsNoTracking();
        runs = job is not null ? runs.Where(r => r.Job == job) : runs;
        runs = state is not null ? runs.Where(r => r.State == state) : runs;
        return [.. (await runs.OrderByDescending(r => r.StartedAt).Take(Shown).ToListAsync(cancellationToken)).Select(RowOf)];
    }

    public async Task<IReadOnlyList<JobFailure>> FailuresAsync(string job, string period, CancellationToken cancellationToken) => !Period.TryParse(period, out var parsed)
        ? []
        : [.. (await claims.FailuresAsync(job, parsed, cancellationToken)).Select(c => new JobFailure(c.Subject, c.ErrorCode ?? "job_item_failed", c.ErrorDetail, c.Attempts, c.ChangedAt))];

    public void Dispose() => runner.Progressed -= Forward;

    private static JobRunRow RowOf(JobRun r) => new(r.Id, r.Job, r.Period, r.State, r.Total, r.Done, r.Failed, r.RequestedBy, r.StartedAt, r.FinishedAt);

    private void Forward(object? sender, JobProgress progress) => Progressed?.Invoke(this, progress);
}
