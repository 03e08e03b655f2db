using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Jobs;
using ChannelPortal.Features.Targets.Live;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Targets;

/// <summary>Targets of dealers, agreed from both sides, and the joint business plans behind them (domain.md R63).</summary>
public static class TargetsFeature
{
    public static IServiceCollection AddTargets(this IServiceCollection services)
    {
        services.TryAddSingleton<TargetActuals>();
        services.TryAddSingleton<TargetNews>();
        services.TryAddSingleton<TargetRunner>();
        services.TryAddSingleton<FindTargets>();
        services.TryAddSingleton<GetDealerTargets>();
        services.TryAddSingleton<GetJointPlan>();
        services.TryAddSingleton<ITargetSetup, TargetSetup>();
        services.TryAddSingleton<ITerritoryTargets, TargetMoves>();
        services.AddCommand<CreateTargetPlan, string, CreateTargetPlanHandler>();
        services.AddCommand<BeginTargetSpread, bool, BeginTargetSpreadHandler>();
        services.AddCommand<SpreadTargetPart, int, SpreadTargetPartHandler>();
        services.AddCommand<FinishTargetSpread, int, FinishTargetSpreadHandler>();
        services.AddCommand<OpenTargetProposals, bool, OpenTargetProposalsHandler>();
        services.AddCommand<ProposeTargets, long, ProposeTargetsHandler>();
        services.AddCommand<AgreeTargets, long, AgreeTargetsHandler>();
        services.AddCommand<AgreeAllTargets, int, AgreeAllTargetsHandler>();
        services.AddCommand<BeginTargetFreeze, bool, BeginTargetFreezeHandler>();
        services.AddCommand<FreezeTargetPart, int, FreezeTargetPartHandler>();
        services.AddCommand<FinishTargetFreeze, bool, FinishTargetFreezeHandler>();
        services.AddCommand<ChangeTargets, int, ChangeTargetsHandler>();
        services.AddCommand<SavePlanGoal, Guid, SavePlanGoalHandler>();
        services.AddCommand<RemovePlanGoal, bool, RemovePlanGoalHandler>();
        services.AddCommand<SavePlanAction, Guid, SavePlanActionHandler>();
        services.AddCommand<ReviewJointPlan, Guid, ReviewJointPlanHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, TargetWork>());
        services.AddLiveTopic<TargetPlansTopic>();
        services.AddLiveTopic<DealerTargetsTopic>();
        services.AddMetricUse<TargetsText>("List_Title", "targets", TargetsPermissions.Read, TargetActuals.MetricIds);
        services.AddErrorTexts<TargetsText>();
        return services;
    }
}
