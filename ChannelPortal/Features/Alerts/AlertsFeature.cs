using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Live;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Alerts;

/// <summary>Detectors on facts, and the life of what they raise.</summary>
public static class AlertsFeature
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertsOptions>().BindConfiguration("Alerts").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DetectionData>();
        services.TryAddSingleton<FindAlerts>();
        services.TryAddSingleton<IDetectorReplay, DetectorReplay>();
        services.AddCommand<RaiseAlert, RaisedAlert, RaiseAlertHandler>();
        services.AddCommand<AcknowledgeAlert, AlertMark, AcknowledgeAlertHandler>();
        services.AddCommand<ResolveAlert, AlertMark, ResolveAlertHandler>();
        services.AddLiveTopic<AlertInboxTopic>();
        services.AddLiveTopic<AlertBellTopic>();
        services.AddVerb<DetectVerb>();
        services.AddErrorTexts<AlertsText>();
        return services;
    }

    /// <summary>The detectors themselves: only where the portal serves, not in a command-line run.</summary>
    public static IServiceCollection AddAlertDetectors(this IServiceCollection services) => services.AddHostedService<DetectorService>();
}
