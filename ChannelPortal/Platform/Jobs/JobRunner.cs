using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

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
    IEnumerable<IPeriodicJob> jobs, JobClaims claims, JobItemWorker worker, IAppDbFactory factory, TimeProvider time, ILogger<JobRunner> logger)
{
    /// <summary>A run whose node has been silent for this long is taken over.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);
    /// <summary>Between looks at what others hold; in real time, since it is another process that is waited for.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
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
        _ = Task.Run(() => WorkAsync(run, subjects, request.Again, isResumed: false, CancellationToken.None), CancellationToken.None);
        return first;
    }

    /// <summary>Runs to the end. The answer counts what this call did.</summary>
    public async Task<JobProgress> RunAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var (run, subjects) = await PrepareAsync(request, cancellationToken);
        return await WorkAsync(run, subjects, request.Again, isResumed: false, cancellationToken);
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

    /// <summary>Asks a run to stop before its next item, on whichever node it runs. A paused run is ended.</summary>
    public async Task CancelAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using (var db = factory.Create(DealerScope.None))
        {
            var now = time.GetUtcNow();
            await db.Set<JobRun>().Where(r => r.Id == runId && r.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsCancelRequested, true), cancellationToken);
            await db.Set<JobRun>().Where(r => r.Id == runId && r.State == JobState.Paused)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, JobState.Cancelled).SetProperty(r => r.FinishedAt, now), cancellationToken);
        }

        await StopHereAsync(runId, cancellationToken);
    }

    /// <summary>Asks a run to stop before its next item and to wait; what is made stays.</summary>
    public async Task PauseAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using (var db = factory.Create(DealerScope.None))
        {
            await db.Set<JobRun>().Where(r => r.Id == runId && r.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsPauseRequested, true), cancellationToken);
        }

        await StopHereAsync(runId, cancellationToken);
    }

    /// <summary>Lets a paused run go on where it stopped. Does nothing to a run in another state.</summary>
    public async Task ResumeAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var now = time.GetUtcNow();
        var taken = await db.Set<JobRun>().Where(r => r.Id == runId && r.State == JobState.Paused).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.State, JobState.Running).SetProperty(r => r.IsPauseRequested, false).SetProperty(r => r.FinishedAt, (DateTimeOffset?)null).SetProperty(r => r.BeatAt, now),
            cancellationToken);
        if (taken == 1)
        {
            Continue(await db.Set<JobRun>().AsNoTracking().SingleAsync(r => r.Id == runId, cancellationToken));
        }
    }

    /// <summary>Goes on with runs whose node died. Two nodes cannot both take one: the sign of life is changed only from what it was.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var now = time.GetUtcNow();
        var before = now - s_silence;
        foreach (var run in await db.Set<JobRun>().AsNoTracking().Where(r => r.State == JobState.Running && r.BeatAt < before).ToListAsync(cancellationToken))
        {
            if (byName.ContainsKey(run.Job) && !running.ContainsKey(run.Id)
                && await db.Set<JobRun>().Where(r => r.Id == run.Id && r.State == JobState.Running && r.BeatAt == run.BeatAt).ExecuteUpdateAsync(s => s.SetProperty(r => r.BeatAt, now), cancellationToken) == 1)
            {
                JobsLog.RunTakenOver(logger, run.Job, run.Period, run.Done + run.Failed, run.Total);
                Continue(run);
            }
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
            BeatAt = time.GetUtcNow(),
            Subjects = string.Join('\n', subjects),
        };
        await using var db = factory.Create(DealerScope.None);
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        Publish(run);
        return (run, subjects);
    }

    private void Continue(JobRun run) => _ = Task.Run(
        async () =>
        {
            var subjects = run.Subjects.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            try
            {
                await WorkAsync(run, subjects, again: true, isResumed: true, CancellationToken.None);
            }
            catch (Exception exception)
            {
                JobsLog.RunFailed(logger, exception, run.Job, run.Period);
            }
        },
        CancellationToken.None);

    private async Task StopHereAsync(Guid runId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (running.TryGetValue(runId, out var source))
        {
            await source.CancelAsync();
        }
    }

    private async Task<JobProgress> WorkAsync(JobRun run, IReadOnlyList<string> subjects, bool again, bool isResumed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        running[run.Id] = stop;
        var beating = BeatAsync(run.Id, ended.Token);
        try
        {
            if (isResumed)
            {
                await FinishAsync(run, subjects, stop);
            }
            else
            {
                await WorkOffAsync(run, subjects, again, stop);
            }

            run.State = run.Failed > 0 ? JobState.Failed : JobState.Done;
        }
        catch (OperationCanceledException)
        {
            run.State = await IsPausedAsync(run.Id) ? JobState.Paused : JobState.Cancelled;
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
            byName[run.Job].RunEnded(run.Id);
            run.FinishedAt = run.State == JobState.Paused ? null : time.GetUtcNow();
            await ended.CancelAsync();
            await beating;
            await SaveAsync(run);
        }

        JobsLog.RunEnded(logger, run.Job, run.Period, run.State, run.Done, run.Failed);
        return ProgressOf(run);
    }

    /// <summary>What a run still owes, until nothing is left: an item in the hands of a dead worker is free only when its lease has run out.</summary>
    private async Task FinishAsync(JobRun run, IReadOnlyList<string> subjects, CancellationTokenSource stop)
    {
        while (true)
        {
            var made = await claims.EndedAsync(run.Job, run.Period, run.StartedAt, stop.Token);
            var states = subjects.Select(s => made.GetValueOrDefault(s)).ToList();
            (run.Done, run.Failed) = (states.Count(s => s == JobState.Done), states.Count(s => s == JobState.Failed));
            var left = subjects.Where(s => !made.ContainsKey(s)).ToList();
            if (left.Count == 0)
            {
                return;
            }

            if ((await PassAsync(run, left, again: true, stop)).Count == left.Count)
            {
                await Task.Delay(s_patience, stop.Token);
            }
        }
    }

    /// <summary>All subjects, and at the end those again that a worker elsewhere held meanwhile: when it lives they are settled soon, when it died their lease runs out.</summary>
    private async Task WorkOffAsync(JobRun run, IReadOnlyList<string> subjects, bool again, CancellationTokenSource stop)
    {
        var held = await PassAsync(run, subjects, again, stop);
        while (held.Count > 0)
        {
            await Task.Delay(s_patience, stop.Token);
            held = await PassAsync(run, held, again: false, stop);
        }
    }

    /// <returns>Subjects that somebody else held.</returns>
    private async Task<IReadOnlyList<string>> PassAsync(JobRun run, IReadOnlyList<string> subjects, bool again, CancellationTokenSource stop)
    {
        var job = byName[run.Job];
        if (!Period.TryParse(run.Period, out var period))
        {
            throw new InvalidDataException($"Not a period: {run.Period}");
        }

        var held = new ConcurrentQueue<string>();
        using var step = new SemaphoreSlim(1);
        await Parallel.ForEachAsync(
            subjects,
            new ParallelOptions { MaxDegreeOfParallelism = job.Parallelism, CancellationToken = stop.Token },
            async (subject, token) =>
            {
                var outcome = await worker.RunAsync(job, run.Id, period, subject, again, token);
                if (outcome == ItemOutcome.Held)
                {
                    held.Enqueue(subject);
                    return;
                }

                await step.WaitAsync(CancellationToken.None);
                try
                {
                    (run.Done, run.Failed) = outcome == ItemOutcome.Failed ? (run.Done, run.Failed + 1) : (run.Done + 1, run.Failed);
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
        return [.. held];
    }

    /// <summary>Stores and publishes the state; answers whether somebody asked to stop.</summary>
    private async Task<bool> SaveAsync(JobRun run)
    {
        await using var db = factory.Create(DealerScope.None);
        var now = time.GetUtcNow();
        await db.Set<JobRun>().Where(r => r.Id == run.Id).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.State, run.State).SetProperty(r => r.Done, run.Done).SetProperty(r => r.Failed, run.Failed).SetProperty(r => r.FinishedAt, run.FinishedAt)
                .SetProperty(r => r.BeatAt, now));
        Publish(run);
        return await db.Set<JobRun>().AnyAsync(r => r.Id == run.Id && (r.IsCancelRequested || r.IsPauseRequested));
    }

    private async Task<bool> IsPausedAsync(Guid runId)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<JobRun>().AnyAsync(r => r.Id == runId && r.IsPauseRequested && !r.IsCancelRequested);
    }

    /// <summary>Shows that this node is alive while an item takes long.</summary>
    private async Task BeatAsync(Guid runId, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(s_beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                await using var db = factory.Create(DealerScope.None);
                var now = time.GetUtcNow();
                await db.Set<JobRun>().Where(r => r.Id == runId).ExecuteUpdateAsync(s => s.SetProperty(r => r.BeatAt, now), ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or DbUpdateException or InvalidOperationException)
        {
            // Silence makes another node take over; claims keep both from making one item twice.
            JobsLog.BeatFailed(logger, exception, runId);
        }
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
