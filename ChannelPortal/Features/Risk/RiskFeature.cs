using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Commands;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Risk.Data;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Jobs;
using ChannelPortal.Features.Risk.Live;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Risk;

/// <summary>Screens orders as they are placed, and the reviews of those that it holds.</summary>
public static class RiskFeature
{
    public static IServiceCollection AddRisk(this IServiceCollection services)
    {
        services.AddOptions<RiskOptions>().BindConfiguration("Risk").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<RiskHistory>();
        services.TryAddSingleton<RiskSurroundings>();
        services.TryAddSingleton<RiskData>();
        services.TryAddSingleton<RiskRules>();
        services.TryAddSingleton<RiskRecords>();
        services.TryAddSingleton<IRiskScreen, RiskScreen>();
        services.TryAddSingleton<IRiskReplay, RiskReplay>();
        services.TryAddSingleton<FindRiskCases>();
        services.TryAddSingleton<GetRiskRules>();
        services.AddCommand<DecideRiskCase, RiskCaseMoved, DecideRiskCaseHandler>();
        services.AddCommand<ChangeRiskRule, RiskRuleChanged, ChangeRiskRuleHandler>();
        services.AddCommand<RescoreOrders, RescoredOrders, RescoreOrdersHandler>();
        services.AddPeriodicJob<RiskSweepJob>();
        services.AddLiveTopic<RiskQueueTopic>();
        services.AddStateMachine(
            "Risk review", [nameof(RiskCaseState.Open)],
            RiskCaseLifecycle.Transitions.SelectMany(t => t.From.Select(f => new StateMove(f.ToString(), t.To.ToString(), t.Trigger.ToString(), t.Permission))));
        services.AddErrorTexts<RiskText>();
        return services;
    }
}
