using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Queries;

/// <summary>A report that could not be made.</summary>
/// <param name="Subject">Dealer or area.</param>
public sealed record ReportFailure(string Subject, string Language, string ErrorCode, string? Detail);

/// <summary>What the report page knows about runs: the newest one, its steps as they happen, and its failures.</summary>
public sealed class ReportRuns : IDisposable
{
    private readonly JobRunner runner;
    private readonly JobClaims claims;
    private readonly IAppDbFactory factory;

    public ReportRuns(JobRunner runner, JobClaims claims, IAppDbFactory factory)
    {
        ArgumentNullException.ThrowIfNull(runner);
        (this.runner, this.claims, this.factory) = (runner, claims, factory);
        runner.Progressed += Forward;
    }

    /// <summary>A run of diagnostics moved on. Raised on the worker's thread.</summary>
    public event EventHandler<JobProgress>? Progressed;

    public async Task<JobProgress?> NewestAsync(CancellationToken cancellationToken)
    {
        JobRun? newest = null;
        foreach (var job in ReportJobs.All)
        {
            foreach (var run in await runner.RecentRunsAsync(job, 1, cancellationToken))
            {
                newest = newest?.StartedAt > run.StartedAt ? newest : run;
            }
        }

        return newest is null ? null : new JobProgress(newest.Id, newest.Job, newest.Period, newest.State, newest.Total, newest.Done, newest.Failed);
    }

    /// <summary>Failed reports of a period inside the scope.</summary>
    public async Task<IReadOnlyList<ReportFailure>> FailuresAsync(string job, string month, DealerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!Period.TryParse(month, out var period) || await claims.FailuresAsync(job, period, cancellationToken) is not { Count: > 0 } failures)
        {
            return [];
        }

        var tree = job == AreaReportJob.JobName ? await AreaTree.ReadAsync(factory, cancellationToken) : null;
        return [.. failures
            .Select(c => (Claim: c, At: c.Subject.LastIndexOf('/')))
            .Where(c => tree?.Covers(scope, c.Claim.Subject[..c.At]) ?? scope.Allows(c.Claim.Subject[..c.At]))
            .Select(c => new ReportFailure(c.Claim.Subject[..c.At], c.Claim.Subject[(c.At + 1)..], c.Claim.ErrorCode ?? "job_item_failed", c.Claim.ErrorDetail))];
    }

    public void Dispose() => runner.Progressed -= Forward;

    private void Forward(object? sender, JobProgress progress)
    {
        if (ReportJobs.Has(progress.Job))
        {
            Progressed?.Invoke(this, progress);
        }
    }
}
