using ChannelPortal.Features.Notifications.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications;

/// <summary>The mail server answers and lets the portal in. Not asked by the balancer: a portal without mail serves.</summary>
internal sealed class SmtpCheck(IOptions<NotificationsOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var smtp = options.Value.Smtp;
        if (!smtp.IsConfigured)
        {
            return HealthCheckResult.Healthy("off: no Notifications__Smtp__Host");
        }

        try
        {
            using var client = await EmailChannel.ConnectAsync(smtp, cancellationToken);
            await client.NoOpAsync(cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return HealthCheckResult.Healthy($"{smtp.Host}:{smtp.Port}, {smtp.Security}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"{smtp.Host}:{smtp.Port}: {exception.GetType().Name}");
        }
    }
}
