using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Jobs;

/// <summary>Runs the follower where the portal serves.</summary>
internal sealed class NotificationFollowing(
    NotificationFollower follower, IFactStream stream, Preparation preparation, DeliverySignal deliveries, TimeProvider time, IOptions<NotificationsOptions> options, ILogger<NotificationFollowing> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_remember = TimeSpan.FromSeconds(31);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        using var wake = new SemaphoreSlim(1, 1);
        using var subscription = stream.Subscribe("notifications", (commit, _) =>
        {
            if (follower.Notice(commit) && wake.CurrentCount == 0)
            {
                wake.Release();
            }

            return ValueTask.CompletedTask;
        });
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await wake.WaitAsync(s_remember, stoppingToken);
                await Task.Delay(TimeSpan.FromMilliseconds(options.Value.GatherMilliseconds), time, stoppingToken);
                try
                {
                    if (!await follower.FlushAsync(stoppingToken))
                    {
                        wake.Release();
                    }

                    deliveries.Ring();
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    NotificationsLog.FollowFailed(logger, exception);
                    await Task.Delay(s_pause, time, stoppingToken);
                    if (wake.CurrentCount == 0)
                    {
                        wake.Release();
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
