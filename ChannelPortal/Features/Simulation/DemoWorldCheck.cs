using System.Globalization;
using ChannelPortal.Platform.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChannelPortal.Features.Simulation;

/// <summary>Not ready while the demo world is being built.</summary>
internal sealed class DemoWorldCheck(Preparation preparation) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        preparation.IsRunning
            ? HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"being built: {preparation.Percent} %"))
            : HealthCheckResult.Healthy());
}
