using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Notifications.Jobs;

/// <summary>Runs the pump and the sweep where the portal serves.</summary>
internal sealed class NotificationSending(
    DeliveryPump pump, NotificationSweep sweep, DeliverySignal signal, Preparation preparation, TimeProvider time, ILogger<NotificationSending> logger) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_sweep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_clear = TimeSpan.FromHours(24);
    private DateTimeOffset sweptAt;
    private DateTimeOffset clearedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
                await signal.WaitAsync(s_poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                NotificationsLog.PumpFailed(logger, exception);
                await Task.Delay(s_poll, time, stoppingToken);
            }
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        while (await pump.DeliverAsync(stoppingToken) > 0)
        {
            // Drained in portions.
        }

        var now = time.GetUtcNow();
        if (now - sweptAt >= s_sweep)
        {
            sweptAt = now;
            await sweep.EscalateAsync(stoppingToken);
        }

        if (now - clearedAt >= s_clear)
        {
            clearedAt = now;
            await sweep.ClearAsync(stoppingToken);
        }
    }
}
