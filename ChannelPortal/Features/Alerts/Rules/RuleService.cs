using System.Globalization;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>The clock of rules and alerts: closed buckets, limits that a commit has passed, and alerts whose time is up.</summary>
internal sealed class RuleService(
    IFactStream stream, Preparation preparation, RuleRunner runner, ICommandDispatcher dispatcher, IAppDbFactory factory, IOptions<AlertsOptions> options, TimeProvider time, ILogger<RuleService> logger) : BackgroundService
{
    private static readonly Caller s_caller = Caller.System("alert clock");
    private readonly Lock gate = new();
    private TouchedFacts touched = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.DetectorsEnabled)
        {
            return;
        }

        await preparation.SettledAsync(stoppingToken);
        using var subscription = stream.Subscribe("alert rules", (commit, _) =>
        {
            Notice(commit);
            return ValueTask.CompletedTask;
        });

        // A new rule that learns its past must not keep the limits of the others waiting.
        await Task.WhenAll(EveryAsync(options.Value.DebounceSeconds, PeekAsync, stoppingToken), EveryAsync(options.Value.RuleSeconds, RunOnceAsync, stoppingToken));
    }

    private async Task EveryAsync(double seconds, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A database that is away must not end the clock.
                AlertsLog.DetectorsFailed(logger, exception);
            }
        }
    }

    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await EscalateAsync(cancellationToken);
        await runner.RunAsync(cancellationToken);
    }

    /// <summary>A limit that was just passed is told within seconds and not with the clock's next look.</summary>
    internal async Task PeekAsync(CancellationToken cancellationToken)
    {
        if (Take() is { Names.Count: > 0 } facts)
        {
            await runner.PeekAsync(facts, cancellationToken);
        }
    }

    private async Task EscalateAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (await EscalateAlerts.Due(db.Set<Alert>(), time.GetUtcNow()).AnyAsync(cancellationToken))
        {
            await dispatcher.SendAsync(new EscalateAlerts(), s_caller, string.Create(CultureInfo.InvariantCulture, $"escalate/{time.GetUtcNow().ToUnixTimeMilliseconds()}"), cancellationToken);
        }
    }

    /// <summary>Notes what a commit touches. Internal to the tests, which have no stream.</summary>
    internal void Notice(FactCommit commit)
    {
        lock (gate)
        {
            touched.Add(commit);
        }
    }

    private TouchedFacts Take()
    {
        lock (gate)
        {
            var taken = touched;
            touched = new TouchedFacts();
            return taken;
        }
    }
}
