using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Platform.Jobs;

/// <summary>Each result exists once: whatever races, dies, wakes up late or fails.</summary>
public abstract class JobRunnerTests(TestDatabase database) : DatabaseTests(database)
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 3, 2, 0, 0, TimeSpan.Zero));

    private static Period October => Period.Month(2026, 10);

    [Fact]
    public async Task Publish_TwoWorkersRace_OneResult()
    {
        var job = NewJob("race", ["D1"]);
        var first = Runner(job);
        var second = Runner(job);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? first : second).RunAsync(Request(job), Cancellation)));

        Assert.Equal(1, job.Started);
        Assert.Equal(1, await ResultsAsync(job));
    }

    [Fact]
    public async Task Publish_LeaseExpiredAndTakenOver_OldFencingNumberIsRefused()
    {
        var job = NewJob("frozen", ["D1"]);
        var claims = Claims();
        var frozen = await claims.TryTakeAsync(job.Name, October, "D1", again: false, Cancellation);
        Assert.NotNull(frozen);
        Assert.Null(await claims.TryTakeAsync(job.Name, October, "D1", again: true, Cancellation));

        time.Advance(TimeSpan.FromSeconds(301));
        var next = await claims.TryTakeAsync(job.Name, October, "D1", again: false, Cancellation);
        Assert.Equal(frozen.Fencing + 1, next!.Fencing);
        await Assert.ThrowsAsync<JobClaimLostException>(() => frozen.PublishAsync("old", db => job.WriteAsync(db, frozen), Cancellation));
        Assert.Equal(0, await ResultsAsync(job));

        await next.PublishAsync("new", db => job.WriteAsync(db, next), Cancellation);
        await Assert.ThrowsAsync<JobClaimLostException>(() => frozen.PublishAsync("old", db => job.WriteAsync(db, frozen), Cancellation));
        Assert.Equal(1, await ResultsAsync(job));
    }

    [Fact]
    public async Task Publish_WriteFails_TheClaimStaysOpen()
    {
        var job = NewJob("broken-write", ["D1"]);
        var item = await Claims().TryTakeAsync(job.Name, October, "D1", again: false, Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => item!.PublishAsync("hash", _ => throw new InvalidOperationException("disk"), Cancellation));

        await using var db = Database.Open();
        Assert.Equal(JobState.Running, (await db.Set<JobClaim>().SingleAsync(c => c.Job == job.Name, Cancellation)).State);
    }

    [Fact]
    public async Task RunAsync_OneSubjectFails_TheRestIsDoneAndARetryMendsIt()
    {
        var job = NewJob("partly", ["D1", "D2", "D3"]);
        job.Fails.Add("D2");
        var runner = Runner(job);
        var steps = new List<JobProgress>();
        runner.Progressed += (_, step) => steps.Add(step);

        var first = await runner.RunAsync(Request(job), Cancellation);

        Assert.Equal((JobState.Failed, 3, 2, 1), (first.State, first.Total, first.Done, first.Failed));
        var failure = Assert.Single(await Claims().FailuresAsync(job.Name, October, Cancellation));
        Assert.Equal(("D2", "engine_missing"), (failure.Subject, failure.ErrorCode));
        Assert.Equal(first, steps[^1]);

        job.Fails.Clear();
        Assert.Equal(JobState.Done, (await runner.RunAsync(Request(job) with { Subjects = ["D2"] }, Cancellation)).State);
        Assert.Equal(3, await ResultsAsync(job));
        Assert.Empty(await Claims().FailuresAsync(job.Name, October, Cancellation));
    }

    [Fact]
    public async Task CatchUpAsync_SeveralMonthsMissing_MakesAllOfThemOnce()
    {
        var job = NewJob("catch-up", ["D1", "D2"]);
        job.Due = [Period.Month(2026, 8), Period.Month(2026, 9), October];
        var runner = Runner(job);

        await runner.CatchUpAsync(job.Name, Cancellation);
        Assert.Equal(6, await ResultsAsync(job));
        await runner.CatchUpAsync(job.Name, Cancellation);

        Assert.Equal(6, job.Started);
        Assert.Equal(3, (await runner.RecentRunsAsync(job.Name, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task CatchUpAsync_AlwaysFailing_StopsAfterTheMaximumAndAPersonCanRetry()
    {
        var job = NewJob("hopeless", ["D1"]);
        job.Fails.Add("D1");
        var runner = Runner(job);
        for (var i = 0; i < 5; i++)
        {
            await runner.CatchUpAsync(job.Name, Cancellation);
        }

        Assert.Equal(3, job.Started);
        job.Fails.Clear();
        Assert.Equal(JobState.Done, (await runner.RunAsync(Request(job) with { Again = true }, Cancellation)).State);
    }

    [Fact]
    public async Task CancelAsync_Midway_KeepsWhatIsDoneAndResumes()
    {
        var job = NewJob("cancelled", ["D1", "D2", "D3", "D4"]);
        var runner = Runner(job);
        job.Before = async subject =>
        {
            if (subject == "D3")
            {
                await runner.CancelAsync((await runner.RecentRunsAsync(job.Name, 1, Cancellation))[0].Id, Cancellation);
            }
        };

        var cancelled = await runner.RunAsync(Request(job), Cancellation);
        Assert.Equal(JobState.Cancelled, cancelled.State);
        Assert.Equal(2, await ResultsAsync(job));

        job.Before = null;
        Assert.Equal(JobState.Done, (await runner.RunAsync(Request(job), Cancellation)).State);
        Assert.Equal(4, await ResultsAsync(job));
    }

    [Fact]
    public async Task PauseAsync_Midway_WaitsAndGoesOnWhereItStopped()
    {
        var job = NewJob("paused", ["D1", "D2", "D3", "D4"]);
        var runner = Runner(job);
        job.Before = async subject =>
        {
            if (subject == "D3")
            {
                await runner.PauseAsync((await runner.RecentRunsAsync(job.Name, 1, Cancellation))[0].Id, Cancellation);
            }
        };

        var paused = await runner.RunAsync(Request(job) with { Again = true }, Cancellation);
        Assert.Equal((JobState.Paused, 2), (paused.State, paused.Done));
        Assert.Equal(2, await ResultsAsync(job));

        job.Before = null;
        time.Advance(TimeSpan.FromHours(1));
        await runner.TakeOverAsync(Cancellation);
        Assert.Equal(JobState.Paused, (await runner.FindAsync(paused.RunId, Cancellation))!.State);
        await runner.ResumeAsync(paused.RunId, Cancellation);
        Assert.Equal((JobState.Done, 4), await EndedAsync(runner, paused.RunId));
        Assert.Equal(4, await ResultsAsync(job));
        Assert.Equal(5, job.Started);
    }

    [Fact]
    public async Task TakeOverAsync_NodeDiedMidway_TheRestIsMadeOnce()
    {
        var job = NewJob("orphan", ["D1", "D2", "D3"]);
        var id = Guid.CreateVersion7();
        var dead = await Claims().TryTakeAsync(job.Name, October, "D1", again: true, Cancellation);
        await dead!.PublishAsync("hash", db => job.WriteAsync(db, dead), Cancellation);
        Assert.NotNull(await Claims().TryTakeAsync(job.Name, October, "D2", again: true, Cancellation));
        await using (var db = Database.Open())
        {
            db.Add(new JobRun { Id = id, Job = job.Name, Period = "2026-10", Total = 3, Done = 1, RequestedBy = "t", StartedAt = time.GetUtcNow(), BeatAt = time.GetUtcNow(), Subjects = "D1\nD2\nD3" });
            await db.SaveChangesAsync(Cancellation);
        }

        var (first, second) = (Runner(job), Runner(job));
        await first.TakeOverAsync(Cancellation);
        Assert.Equal(0, job.Started);

        // The lease of the item that died in the middle has run out as well.
        time.Advance(TimeSpan.FromMinutes(6));
        await Task.WhenAll(first.TakeOverAsync(Cancellation), second.TakeOverAsync(Cancellation));
        Assert.Equal((JobState.Done, 3), await EndedAsync(first, id));
        Assert.Equal((2, 3), (job.Started, await ResultsAsync(job)));
    }

    [Fact]
    public async Task RunAsync_ItemsOfOneRun_ShareItsIdUntilItEnds()
    {
        var job = NewJob("sharing", ["D1", "D2"]);
        var runner = Runner(job);
        var first = await runner.RunAsync(Request(job), Cancellation);
        var second = await runner.RunAsync(Request(job) with { Again = true }, Cancellation);
        Assert.Equal([first.RunId, first.RunId, second.RunId, second.RunId], job.Runs);
        Assert.Equal([first.RunId, second.RunId], job.Ended);
    }

    private static async Task<(string State, int Done)> EndedAsync(JobRunner runner, Guid id)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await runner.FindAsync(id, Cancellation) is { State: not JobState.Running } run)
            {
                return (run.State, run.Done);
            }

            await Task.Delay(50, Cancellation);
        }

        throw new TimeoutException("The run did not end.");
    }

    private JobRequest Request(CountingJob job) => new(job.Name, October, null, "test");

    private JobClaims Claims() => new(Database.Factory, time, Options.Create(new JobsOptions()));

    private JobRunner Runner(CountingJob job) => new([job], Claims(), new JobItemWorker(Claims(), time, Options.Create(new JobsOptions()), NullLogger<JobItemWorker>.Instance), Database.Factory, time, NullLogger<JobRunner>.Instance);

    private CountingJob NewJob(string name, string[] subjects) => new(name, subjects, time) { Due = [October] };

    private async Task<int> ResultsAsync(CountingJob job)
    {
        await using var db = Database.Open();
        return await db.Set<Report>().CountAsync(r => r.Kind == job.Name, Cancellation);
    }

    private sealed class CountingJob(string name, string[] subjects, TimeProvider time) : IPeriodicJob
    {
        private int started;

        public int Started => started;

        public HashSet<string> Fails { get; } = [];

        public List<Guid> Runs { get; } = [];

        public List<Guid> Ended { get; } = [];

        public Func<string, Task>? Before { get; set; }

        public IReadOnlyList<Period> Due { get; set; } = [];

        public string Name => name;

        public string Cron => "0 0 2 3 * ?";

        public int Parallelism => 1;

        public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => Due;

        public Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(subjects);

        public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref started);
            Runs.Add(item.RunId);
            if (Before is { } before)
            {
                await before(item.Subject);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (Fails.Contains(item.Subject))
            {
                throw new JobItemException("engine_missing", "No browser.");
            }

            await item.PublishAsync("hash", db => WriteAsync(db, item), cancellationToken);
        }

        public void RunEnded(Guid runId) => Ended.Add(runId);

        public Task WriteAsync(DbContext db, JobItem item)
        {
            // The fencing number as revision: a second write under another claim shows as a second row instead of colliding.
            db.Add(new Report
            {
                Id = SequentialId.New(time), Kind = name, Period = item.Period.ToString(), DealerId = item.Subject, DealerName = item.Subject, Language = "zh",
                Revision = (int)item.Fencing, ContentHash = "c", Sha256 = "s", PreviewSha256 = "p", FileName = "f.pdf",
            });
            return Task.CompletedTask;
        }
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class SqliteJobRunnerTests(SqliteDatabase database) : JobRunnerTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class PostgreSqlJobRunnerTests(PostgreSqlDatabase database) : JobRunnerTests(database), IClassFixture<PostgreSqlDatabase>;
