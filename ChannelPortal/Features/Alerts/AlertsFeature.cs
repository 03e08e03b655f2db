using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Conduct;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Data;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Live;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Alerts;

/// <summary>Detectors on facts, and the life of what they raise.</summary>
public static class AlertsFeature
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertsOptions>().BindConfiguration("Alerts").ValidateDataAnnotations().ValidateOnStart();
        services.AddDealerChoice();
        services.TryAddSingleton<DetectionData>();
        services.TryAddSingleton<AlertSurroundings>();
        services.TryAddSingleton<FindAlerts>();
        services.TryAddSingleton<FindAlertRules>();
        services.TryAddSingleton<AlertRuleChecks>();
        services.AddSingleton<IMetricUse, AlertRuleMetricUse>();
        services.AddMetricUse<AlertsText>("Title", "alerts", "alerts.read", "CMP-15", "CMP-22", "FIN-08", "INV-02", "INV-10", "STO-01");
        services.TryAddSingleton<AlertSentences>();
        services.TryAddSingleton<IAlertRuleBook, AlertRuleBook>();
        services.TryAddSingleton<RuleReader>();
        services.TryAddSingleton<RuleFindings>();
        services.TryAddSingleton<RuleContributions>();
        services.TryAddSingleton<RuleRunner>();
        services.TryAddSingleton<RuleTrial>();
        services.AddSingleton<IConductRule, FloorPriceRule>();
        services.AddSingleton<IConductRule, DeadStockRule>();
        services.AddSingleton<IConductRule, LatePaymentRule>();
        services.AddSingleton<IConductRule, MissingStockRule>();
        services.TryAddSingleton<IDetectorReplay, DetectorReplay>();
        services.AddCommand<RaiseAlert, RaisedAlert, RaiseAlertHandler>();
        services.AddCommand<AcknowledgeAlert, AlertMark, AcknowledgeAlertHandler>();
        services.AddCommand<ResolveAlert, AlertMark, ResolveAlertHandler>();
        services.AddCommand<SnoozeAlert, AlertMark, SnoozeAlertHandler>();
        services.AddCommand<MoveAlert, AlertMark, MoveAlertHandler>();
        services.AddCommand<EscalateAlerts, int, EscalateAlertsHandler>();
        services.AddCommand<CreateSilence, Guid, CreateSilenceHandler>();
        services.AddCommand<EndSilence, bool, EndSilenceHandler>();
        services.AddCommand<CreateMuteTiming, Guid, CreateMuteTimingHandler>();
        services.AddCommand<RemoveMuteTiming, bool, RemoveMuteTimingHandler>();
        services.AddCommand<SaveAlertRule, int, SaveAlertRuleHandler>();
        services.AddStateMachine("Alert", AlertLifecycle.Begins, AlertLifecycle.Moves);
        services.AddLiveTopic<AlertInboxTopic>();
        services.AddVerb<DetectVerb>();
        services.AddErrorTexts<AlertsText>();
        return services;
    }

    /// <summary>The detectors themselves: only where the portal serves, not in a command-line run.</summary>
    public static IServiceCollection AddAlertDetectors(this IServiceCollection services) => services.AddHostedService<DetectorService>().AddHostedService<RuleService>();
}
