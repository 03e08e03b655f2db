using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Queries;

/// <summary>A report that could not be made.</summary>
public sealed record ReportFailure(string DealerId, string Language, string ErrorCode, string? Detail);

/// <summary>What the report page knows about runs: the newest one, its steps as they happen, and its failures.</summary>
public sealed class ReportRuns : IDisposable
{
    private readonly JobRunner runner;
    private readonly JobClaims claims;

    public ReportRuns(JobRunner runner, JobClaims claims)
    {
        ArgumentNullException.ThrowIfNull(runner);
        (this.runner, this.claims) = (runner, claims);
        runner.Progressed += Forward;
    }

    /// <summary>A run of diagnostics moved on. Raised on the worker's thread.</summary>
    public event EventHandler<JobProgress>? Progressed;

    public async Task<JobProgress?> NewestAsync(CancellationToken cancellationToken) =>
        (await runner.RecentRunsAsync(MonthlyDiagnosticJob.JobName, 1, cancellationToken)).Concat(await runner.RecentRunsAsync(QuarterlyReportJob.JobName, 1, cancellationToken)).MaxBy(r => r.StartedAt) is { } run
            ? new JobProgress(run.Id, run.Job, run.Period, run.State, run.Total, run.Done, run.Failed)
            : null;

    /// <summary>Failed reports of a period inside the scope.</summary>
    public async Task<IReadOnlyList<ReportFailure>> FailuresAsync(string job, string month, DealerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return !Period.TryParse(month, out var period)
            ? []
            : [.. (await claims.FailuresAsync(job, period, cancellationToken))
                .Select(c => (Claim: c, At: c.Subject.LastIndexOf('/')))
                .Where(c => scope.Allows(c.Claim.Subject[..c.At]))
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
