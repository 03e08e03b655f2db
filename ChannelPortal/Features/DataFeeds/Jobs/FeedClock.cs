using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.DataFeeds.Jobs;

/// <summary>Looks at the due clocks. Two nodes looking at once write each due day once: its key is dealer, feed and day.</summary>
internal sealed partial class FeedClock(
    ICommandDispatcher dispatcher, Preparation preparation, BusinessClock clock, IOptions<DataFeedsOptions> options, TimeProvider time, ILogger<FeedClock> logger) : BackgroundService
{
    private static readonly Caller s_caller = Caller.System("feed clock");

    /// <summary>Writes and tells all there is, in portions. Returns how many facts that were.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var (all, one) = (0, 0);
        do
        {
            var result = await dispatcher.SendAsync(new KeepFeeds(), s_caller, "feeds:" + SequentialId.New(time), cancellationToken);
            one = result.Ok ? result.Value : 0;
            all += one;
        }
        while (one > 0);

        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        DateTime? seen = null;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        try
        {
            do
            {
                try
                {
                    // Clocks strike at full hours, and so begin reminders and escalations: between them there is nothing new.
                    var local = clock.Local(clock.Now).DateTime;
                    if (seen != local.Date.AddHours(local.Hour))
                    {
                        await LookAsync(stoppingToken);
                        seen = local.Date.AddHours(local.Hour);
                    }
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

    [LoggerMessage(2790, LogLevel.Error, "Looking at the due clocks of feeds failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
