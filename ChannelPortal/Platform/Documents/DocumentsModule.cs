using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Documents;

/// <summary>PDF documents.</summary>
public static class DocumentsModule
{
    public static IServiceCollection AddDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ReportsOptions>().Bind(configuration.GetSection("Reports")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ChromiumHost>();
        services.TryAddSingleton<ReportHtmlWriter>();
        services.TryAddSingleton<IReportPdfRenderer, ChromiumReportRenderer>();
        services.AddHealthChecks().AddCheck<PdfEngineHealthCheck>("pdf-browser", HealthStatus.Degraded, tags: ["ready"]);
        return services;
    }

    /// <summary>Without the browser the portal runs and reports wait: degraded, not unhealthy.</summary>
    private sealed class PdfEngineHealthCheck(IOptions<ReportsOptions> options) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(BrowserLocator.WhatIsMissing(options.Value) is { } missing
                ? HealthCheckResult.Degraded(missing)
                : HealthCheckResult.Healthy());
    }
}
