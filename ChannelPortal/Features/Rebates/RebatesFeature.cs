using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Rebates.Live;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Rebates;

/// <summary>Rebate programmes, what dealers earn under them, and what they are paid.</summary>
public static class RebatesFeature
{
    public static IServiceCollection AddRebates(this IServiceCollection services)
    {
        services.AddOptions<RebatesOptions>().BindConfiguration("Rebates").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<RebateEngine>();
        services.TryAddSingleton<RebateCalculator>();
        services.TryAddSingleton<RebateGates>();
        services.TryAddSingleton<RebateBalances>();
        services.TryAddSingleton<OrderRebates>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOrderRebates, OrderRebates>(s => s.GetRequiredService<OrderRebates>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOrderPrepayments, OrderRebates>(s => s.GetRequiredService<OrderRebates>()));
        services.TryAddSingleton<IRebateGaps, RebateGaps>();
        services.TryAddSingleton<RebateRunner>();
        services.TryAddSingleton<RebatePayer>();
        services.TryAddSingleton<RebateTrial>();
        services.TryAddSingleton<FindRebates>();
        services.TryAddSingleton<FindRebateMovements>();
        services.TryAddSingleton<FindRebatePrograms>();
        services.TryAddSingleton<GetRebateStatement>();
        services.TryAddSingleton<GetOwnRebates>();
        services.TryAddSingleton<RebateFiles>();
        services.TryAddSingleton<IRebateProgress, RebateProgress>();
        services.TryAddSingleton<IRebateSetup, RebateSetup>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApprovalSubject, RebateConsent>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, RebateWork>());
        services.AddSingleton<IInvariant, RebateInvariant>();
        services.AddCommand<SaveRebateDraft, RebateDraftSaved, SaveRebateDraftHandler>();
        services.AddCommand<SubmitRebateDraft, int, SubmitRebateDraftHandler>();
        services.AddCommand<DecideRebateDraft, string, DecideRebateDraftHandler>();
        services.AddCommand<CloseRebateProgram, DateOnly, CloseRebateProgramHandler>();
        services.AddCommand<CalculateRebates, RebateRunPart, CalculateRebatesHandler>();
        services.AddCommand<AccrueRebates, int, AccrueRebatesHandler>();
        services.AddCommand<SendRebateStatements, int, SendRebateStatementsHandler>();
        services.AddCommand<ConfirmRebate, string, ConfirmRebateHandler>();
        services.AddCommand<ConfirmSilentRebates, int, ConfirmSilentRebatesHandler>();
        services.AddCommand<DisputeRebate, string, DisputeRebateHandler>();
        services.AddCommand<AnswerRebate, string, AnswerRebateHandler>();
        services.AddCommand<AskRebateConsent, int, AskRebateConsentHandler>();
        services.AddCommand<SettleRebate, string, SettleRebateHandler>();
        services.AddCommand<CloseSettledRebates, int, CloseSettledRebatesHandler>();
        services.AddCommand<RecordPastRebates, int, RecordPastRebatesHandler>();
        services.AddPeriodicJob<RebateCalculationJob>();
        services.AddPeriodicJob<RebateAccrualJob>();
        services.AddLiveTopic<RebateListTopic>();
        services.AddLiveTopic<DealerRebatesTopic>();
        services.AddVerb<RebatesVerb>();
        services.AddStateMachine(
            "RebateStatement", [nameof(RebateState.Accrued), nameof(RebateState.Calculated)],
            RebateLifecycle.Transitions.SelectMany(t => t.From.Select(f => new StateMove(f.ToString(), t.To.ToString(), t.Trigger.ToString(), t.Permission, t.IsGuarded))));
        services.AddErrorTexts<RebatesText>();
        return services;
    }

    public static void MapRebates(this IEndpointRouteBuilder app) => app.MapRebateFiles();
}
