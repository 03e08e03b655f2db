using System.Globalization;
using ChannelPortal.Features.Logistics.Commands;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Jobs;

/// <summary>Looks for exceptions that time brings about. The command id names the minute, so two nodes look once.</summary>
internal sealed partial class TroubleClock(
    ICommandDispatcher dispatcher, Preparation preparation, IOptions<LogisticsOptions> options, TimeProvider time, ILogger<TroubleClock> logger) : BackgroundService
{
    private static readonly Caller s_caller = Caller.System("delivery exceptions");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        try
        {
            do
            {
                try
                {
                    var turn = time.GetUtcNow().ToUnixTimeSeconds() / options.Value.SweepSeconds;
                    await dispatcher.SendAsync(new LookForTrouble(), s_caller, string.Create(CultureInfo.InvariantCulture, $"trouble:{turn}"), stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailed(logger, exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(2102, LogLevel.Error, "Looking for delivery exceptions failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
