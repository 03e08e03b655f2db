using ChannelPortal.Features.Forecasts.Commands;
using ChannelPortal.Features.Forecasts.Contracts;
using ChannelPortal.Features.Forecasts.Jobs;
using ChannelPortal.Features.Forecasts.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Forecasts;

/// <summary>Forecasts of one to three months, their accuracy, and what planners make of them (domain.md R20).</summary>
public static class ForecastsFeature
{
    public static IServiceCollection AddForecasts(this IServiceCollection services)
    {
        services.AddOptions<ForecastsOptions>().BindConfiguration("Forecasts").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ForecastFacts>();
        services.TryAddSingleton<GetForecasts>();
        services.TryAddSingleton<IForecastSetup, ForecastSetup>();
        services.AddCommand<AdjustForecast, Guid, AdjustForecastHandler>();
        services.AddCommand<WithdrawForecastChange, bool, WithdrawForecastChangeHandler>();
        services.AddPeriodicJob<ForecastJob>();
        services.AddVerb<ForecastVerb>();
        services.AddMetricUse<ForecastsText>("Page_Title", "forecasts", ForecastsPermissions.Read, [GetForecasts.MetricId]);
        services.AddErrorTexts<ForecastsText>();
        return services;
    }
}
