using System.Globalization;
using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Jobs;

/// <summary>Evaluates every dealer for each closed quarter, once. A subject is a dealer.</summary>
internal sealed class EvaluateQuarterJob(QuarterRuns runs, ICommandDispatcher commands, IAppDbFactory factory, BusinessClock clock, IOptions<HealthOptions> options) : IPeriodicJob, IDisposable
{
    public const string JobName = "quarterly-evaluation";

    /// <summary>The figures of a quarter are the same for all of its dealers; read again when a run starts later than this.</summary>
    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim reading = new(1);
    private (QuarterRun Run, DateTimeOffset At)? last;

    public string Name => JobName;

    public string Cron => options.Value.EvaluateCron;

    public int Parallelism => 1;

    private Period Newest => Quarters.LastDue(clock.Today, options.Value.DueDay);

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now)
    {
        var newest = Quarters.LastDue(clock.DayOf(now), options.Value.DueDay);
        return [.. Enumerable.Range(1 - options.Value.Quarters, options.Value.Quarters).Select(back => Quarters.Of(newest.Start.AddMonths(3 * back)))];
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        // Before the first order there is nothing to judge by.
        await using var db = factory.Create(DealerScope.All);
        var start = period.Start;
        return await db.Set<OrderFact>().AnyAsync(o => o.OrderedOn < start, cancellationToken)
            ? [.. (await Figures.MembersAsync(db, period, cancellationToken)).Select(m => m.Dealer.DealerId)]
            : [];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var run = await RunOfAsync(item.Period, cancellationToken);
        var dealer = run.Find(item.Subject) ?? throw new JobItemException("not_found", item.Subject);
        var result = run.Evaluate(dealer);
        var command = new StoreEvaluation(item.Period.Start, dealer, result, item.Period == Newest);
        var stored = await commands.SendAsync(command, Caller.System(JobName), string.Create(CultureInfo.InvariantCulture, $"{item.Period}/{item.Subject}/{item.Fencing}"), cancellationToken);
        if (!stored.Ok)
        {
            throw new JobItemException(stored.Errors[0].Code, item.Subject);
        }

        await item.PublishAsync(result.Digest, _ => Task.CompletedTask, cancellationToken);
    }

    public void Dispose() => reading.Dispose();

    private async Task<QuarterRun> RunOfAsync(Period quarter, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (last is not { } kept || kept.Run.Quarter != quarter || clock.Now - kept.At > s_keep)
            {
                last = kept = (await runs.ReadAsync(quarter, cancellationToken), clock.Now);
            }

            return kept.Run;
        }
        finally
        {
            reading.Release();
        }
    }
}
