using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Commands;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Jobs;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
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
        services.AddOptions<MetricsOptions>().BindConfiguration("Metrics").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<KeptMonths>();
        services.TryAddSingleton<IMetricReader, MetricReader>();
        services.AddPeriodicJob<KeepMonthsJob>();
        services.TryAddSingleton<GetMetricValue>();
        services.TryAddSingleton<GetMetricCatalog>();
        services.TryAddSingleton<GetMetricPage>();
        services.TryAddSingleton<GetOwnMetric>();
        services.TryAddSingleton<PeerDistribution>();
        services.AddDealerChoice();
        services.TryAddSingleton<MetricNames>();
        services.TryAddSingleton<MetricLabels>();
        services.TryAddSingleton<FormulaWords>();
        services.TryAddSingleton<MetricTrial>();
        services.TryAddSingleton<IChangeExplainer, ChangeExplainer>();
        services.TryAddScoped<IMetricSetup, MetricSetup>();
        services.AddMetricBook();
        services.AddCommand<DefineMetric, string, DefineMetricHandler>();
        services.AddCommand<RetireMetric, bool, RetireMetricHandler>();
        services.AddCommand<SetThreshold, bool, SetThresholdHandler>();
        services.AddScoped<IPaletteSource, MetricPalette>();
        services.AddVerb<MetricVerb>();
        services.AddErrorTexts<MetricsText>();
        return services;
    }

    public static void MapMetricCatalog(this IEndpointRouteBuilder app)
    {
        app.MapMetricApi();
        app.MapSeriesFiles();
    }

    // One book, known as what it does: at start, after a message, beside the other nodes, and as the limits of everybody.
    private static void AddMetricBook(this IServiceCollection services)
    {
        services.AddSingleton<MetricBook>();
        services.AddSingleton<IMetricThresholds>(sp => sp.GetRequiredService<MetricBook>());
        services.AddSingleton<IStartupTask>(sp => sp.GetRequiredService<MetricBook>());
        services.AddSingleton<IOutboxReceiver>(sp => sp.GetRequiredService<MetricBook>());
        services.AddHostedService(sp => sp.GetRequiredService<MetricBook>());
    }
}
