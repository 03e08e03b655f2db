using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Jobs;

/// <summary>Where a run stands. Small and immutable: one is published after each item.</summary>
public sealed record JobProgress(Guid RunId, string Job, string Period, string State, int Total, int Done, int Failed);

/// <summary>What a caller asks for. Null subjects means everybody.</summary>
/// <param name="Again">Makes results that exist once more, and retries items that failed too often.</param>
public sealed record JobRequest(string Job, Period Period, IReadOnlyList<string>? Subjects, string RequestedBy, bool Again = false)
{
    /// <summary>Set by a caller that may ask twice: a run with this id that exists already is not started again.</summary>
    public Guid? RunId { get; init; }
}

/// <summary>Runs periodic jobs: item by item, each under its claim, one failure never stopping the rest.</summary>
public sealed class JobRunner(
    IEnumerable<IPeriodicJob> jobs, JobClaims claims, IAppDbFactory factory, TimeProvider time, IOptions<JobsOptions> options, ILogger<JobRunner> logger)
{
    private readonly Dictionary<string, IPeriodicJob> byName = jobs.ToDictionary(j => j.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> running = new();
    private readonly ConcurrentDictionary<Guid, Channel<JobProgress>> watchers = new();

    /// <summary>After each item, at the start and at the end of every run on this node. Handlers must be quick and not throw.</summary>
    public event EventHandler<JobProgress>? Progressed;

    public IReadOnlyCollection<IPeriodicJob> Jobs => byName.Values;

    /// <summary>Starts a run and returns at once with its id; watch it with <see cref="WatchAsync"/>.</summary>
    public async Task<JobProgress> StartAsync(JobRequest request, CancellationToken cancellationToken)
    {
        if (request.RunId is { } id && await FindAsync(id, cancellationToken) is { } known)
        {
            return ProgressOf(known);
        }

        var (run, subjects) = await PrepareAsync(request, cancellationToken);
        var first = ProgressOf(run);
        _ = Task.Run(() => WorkAsync(run, subjects, request, CancellationToken.None), CancellationToken.None);
        return first;
    }

    /// <summary>Runs to the end. The answer counts what this call did.</summary>
    public async Task<JobProgress> RunAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var (run, subjects) = await PrepareAsync(request, cancellationToken);
        return await WorkAsync(run, subjects, request, cancellationToken);
    }

    /// <summary>Makes every due result that is missing. Called by the schedule and after start.</summary>
    public async Task CatchUpAsync(string jobName, CancellationToken cancellationToken)
    {
        var job = byName[jobName];
        foreach (var period in job.DuePeriods(time.GetUtcNow()))
        {
            var settled = await claims.SettledAsync(jobName, period, cancellationToken);
            var missing = (await job.SubjectsAsync(period, cancellationToken)).Where(s => !settled.Contains(s)).ToList();
            if (missing.Count > 0)
            {
                await RunAsync(new JobRequest(jobName, period, missing, "schedule"), cancellationToken);
            }
        }
    }

    /// <summary>Asks a run to stop before its next item, on whichever node it runs.</summary>
    public async Task CancelAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        await db.Set<JobRun>().Where(r => r.Id == runId && r.State == JobState.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.IsCancelRequested, true), cancellationToken);
        if (running.TryGetValue(runId, out var source))
        {
            await source.CancelAsync();
        }
    }

    /// <summary>One run; null when there is none.</summary>
    public async Task<JobRun?> FindAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<JobRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken);
    }

    /// <summary>The newest runs of a job.</summary>
    public async Task<IReadOnlyList<JobRun>> RecentRunsAsync(string jobName, int count, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<JobRun>().AsNoTracking().Where(r => r.Job == jobName).OrderByDescending(r => r.StartedAt).Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>Progress of all runs on this node from now on. A slow reader loses the older steps, never the newest.</summary>
    public async IAsyncEnumerable<JobProgress> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = SequentialId.New(time);
        var channel = Channel.CreateBounded<JobProgress>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
        watchers[id] = channel;
        try
        {
            await foreach (var progress in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return progress;
            }
        }
        finally
        {
            watchers.TryRemove(id, out _);
        }
    }

    private async Task<(JobRun Run, IReadOnlyList<string> Subjects)> PrepareAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var subjects = request.Subjects ?? await byName[request.Job].SubjectsAsync(request.Period, cancellationToken);
        var run = new JobRun
        {
            Id = request.RunId ?? SequentialId.New(time),
            Job = request.Job,
            Period = request.Period.ToString(),
            Total = subjects.Count,
            RequestedBy = request.RequestedBy,
            StartedAt = time.GetUtcNow(),
        };
        await using var db = factory.Create(DealerScope.None);
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        Publish(run);
        return (run, subjects);
    }

    private async Task<JobProgress> WorkAsync(JobRun run, IReadOnlyList<string> subjects, JobRequest request, CancellationToken cancellationToken)
    {
        var job = byName[request.Job];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        running[run.Id] = stop;
        using var step = new SemaphoreSlim(1);
        try
        {
            await Parallel.ForEachAsync(
                subjects,
                new ParallelOptions { MaxDegreeOfParallelism = job.Parallelism, CancellationToken = stop.Token },
                async (subject, token) =>
                {
                    var isDone = await RunItemAsync(job, request, subject, token);
                    await step.WaitAsync(CancellationToken.None);
                    try
                    {
                        (run.Done, run.Failed) = isDone ? (run.Done + 1, run.Failed) : (run.Done, run.Failed + 1);
                        if (await SaveAsync(run))
                        {
                            await stop.CancelAsync();
                        }
                    }
                    finally
                    {
                        step.Release();
                    }
                });
            run.State = run.Failed > 0 ? JobState.Failed : JobState.Done;
        }
        catch (OperationCanceledException)
        {
            run.State = JobState.Cancelled;
        }
        catch (Exception exception)
        {
            run.State = JobState.Failed;
            JobsLog.RunFailed(logger, exception, run.Job, run.Period);
            throw;
        }
        finally
        {
            running.TryRemove(run.Id, out _);
            run.FinishedAt = time.GetUtcNow();
            await SaveAsync(run);
        }

        JobsLog.RunEnded(logger, run.Job, run.Period, run.State, run.Done, run.Failed);
        return ProgressOf(run);
    }

    private async Task<bool> RunItemAsync(IPeriodicJob job, JobRequest request, string subject, CancellationToken cancellationToken)
    {
        if (await claims.TryTakeAsync(job.Name, request.Period, subject, request.Again, cancellationToken) is not { } item)
        {
            // Done already, or in the hands of another node that will finish it.
            return true;
        }

        // A worker must not outlive its lease: what it makes after that could not be published anyway.
        using var lease = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.LeaseSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Token);
        try
        {
            await job.RunItemAsync(item, either.Token);
            if (!item.IsPublished)
            {
                throw new InvalidOperationException($"{job.Name} ended without publishing a result.");
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await item.EndAsync(JobState.Cancelled);
            throw;
        }
        catch (JobClaimLostException)
        {
            return true;
        }
        catch (JobItemException exception)
        {
            await item.EndAsync(JobState.Failed, exception.Code, exception.Message);
            return false;
        }
        catch (Exception exception)
        {
            JobsLog.ItemFailed(logger, exception, job.Name, request.Period.ToString(), subject);
            await item.EndAsync(JobState.Failed, exception is OperationCanceledException ? "job_item_timeout" : "job_item_failed", exception.Message);
            return false;
        }
    }

    /// <summary>Stores and publishes the state; answers whether somebody asked to stop.</summary>
    private async Task<bool> SaveAsync(JobRun run)
    {
        await using var db = factory.Create(DealerScope.None);
        await db.Set<JobRun>().Where(r => r.Id == run.Id).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.State, run.State).SetProperty(r => r.Done, run.Done).SetProperty(r => r.Failed, run.Failed).SetProperty(r => r.FinishedAt, run.FinishedAt));
        Publish(run);
        return await db.Set<JobRun>().AnyAsync(r => r.Id == run.Id && r.IsCancelRequested);
    }

    private void Publish(JobRun run)
    {
        var progress = ProgressOf(run);
        Progressed?.Invoke(this, progress);
        foreach (var channel in watchers.Values)
        {
            channel.Writer.TryWrite(progress);
        }
    }

    private static JobProgress ProgressOf(JobRun run) => new(run.Id, run.Job, run.Period, run.State, run.Total, run.Done, run.Failed);
}

/// <summary>An expected failure of one item, with a code that is also a text key <c>Error_{code}</c>.</summary>
public sealed class JobItemException(string code, string message) : Exception(message)
{
    public string Code => code;
}

internal static partial class JobsLog
{
    [LoggerMessage(3200, LogLevel.Information, "Job {Job} for {Period} ended {State}: {Done} done, {Failed} failed")]
    public static partial void RunEnded(ILogger logger, string job, string period, string state, int done, int failed);

    [LoggerMessage(3201, LogLevel.Error, "Job {Job} for {Period} broke")]
    public static partial void RunFailed(ILogger logger, Exception exception, string job, string period);

    [LoggerMessage(3202, LogLevel.Warning, "Job {Job} for {Period} failed for {Subject}")]
    public static partial void ItemFailed(ILogger logger, Exception exception, string job, string period, string subject);

    [LoggerMessage(3203, LogLevel.Error, "Catch-up of job {Job} failed")]
    public static partial void CatchUpFailed(ILogger logger, Exception exception, string job);
}
