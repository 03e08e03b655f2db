using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Metrics;

/// <summary>The metric catalogue and the one way to its numbers.</summary>
public static class MetricsFeature
{
    // AddMetrics is taken by the framework.
    public static IServiceCollection AddMetricCatalog(this IServiceCollection services)
    {
        // One engine per process: it holds the checked catalogue and the compiled statements, and no state of a caller.
        services.TryAddSingleton(_ => new MetricEngine(new Lazy<MetricCatalog>(ProductMetrics.Load)));
        services.TryAddSingleton<IMetricReader, MetricReader>();
        services.TryAddSingleton<GetMetricValue>();
        services.TryAddSingleton<GetMetricCatalog>();
        services.AddVerb<MetricVerb>();
        services.AddErrorTexts<MetricsText>();
        return services;
    }

    public static void MapMetricCatalog(this IEndpointRouteBuilder app) => app.MapMetricApi();
}
