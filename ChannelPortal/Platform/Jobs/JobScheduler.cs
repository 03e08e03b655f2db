using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;
using Quartz;

namespace ChannelPortal.Platform.Jobs;

/// <summary>Fires a periodic job by name. What there is to do, the runner finds out.</summary>
[DisallowConcurrentExecution]
internal sealed class PeriodicQuartzJob(JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await runner.CatchUpAsync(context.JobDetail.Key.Name, cancellationToken);
}

/// <summary>Starts the scheduler once the portal has settled, puts the jobs into it and looks once for missing results.</summary>
internal sealed class JobScheduler(
    ISchedulerFactory schedulers, JobRunner runner, Preparation preparation, BusinessClock clock, TimeProvider time, IOptions<JobsOptions> options, IOptions<DatabaseOptions> database,
    ILogger<JobScheduler> logger)
    : BackgroundService
{
    private IScheduler? started;

    /// <summary>Quartz takes a code-first "AUTO" literally; two nodes of one name lose each other's jobs.</summary>
    public static void RefuseSharedId(string instanceId)
    {
        if (instanceId is "AUTO" or "NON_CLUSTERED")
        {
            throw new InvalidOperationException($"The clustered scheduler has the instance id {instanceId}; every node needs its own.");
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (started is not null)
        {
            await started.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        // A report of a half-built world would be filed as that month's.
        await preparation.SettledAsync(stoppingToken);
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        if (database.Value.Provider != DatabaseProvider.Sqlite)
        {
            RefuseSharedId(scheduler.SchedulerInstanceId);
        }

        foreach (var job in runner.Jobs)
        {
            var detail = JobBuilder.Create<PeriodicQuartzJob>().WithIdentity(job.Name).StoreDurably().Build();
            var trigger = TriggerBuilder.Create(time).WithIdentity(job.Name).ForJob(detail)
                .WithCronSchedule(job.Cron, c => c.InTimeZone(clock.Zone)).Build();
            await scheduler.ScheduleJob(detail, [trigger], new ScheduleJobOptions { Replace = true }, stoppingToken);
        }

        started = scheduler;
        await scheduler.Start(stoppingToken);
        await Task.Delay(TimeSpan.FromSeconds(options.Value.CatchUpDelaySeconds), time, stoppingToken);
        await TakeOverAsync(stoppingToken);
        foreach (var job in runner.Jobs)
        {
            try
            {
                await runner.CatchUpAsync(job.Name, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                JobsLog.CatchUpFailed(logger, exception, job.Name);
            }
        }

        using var watch = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await watch.WaitForNextTickAsync(stoppingToken))
        {
            await TakeOverAsync(stoppingToken);
        }
    }

    private async Task TakeOverAsync(CancellationToken stoppingToken)
    {
        try
        {
            await runner.TakeOverAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            JobsLog.CatchUpFailed(logger, exception, "take-over");
        }
    }
}
