using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Jobs;
using ChannelPortal.Features.Health.Live;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Health;

/// <summary>The channel health index, the value matrix, and what follows from them (domain.md R03, R04, R48, R49).</summary>
public static class HealthFeature
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration("Health").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<Figures>();
        services.TryAddSingleton<QuarterInputs>();
        services.TryAddSingleton<QuarterRuns>();
        services.TryAddSingleton<MonthInputs>();
        services.TryAddSingleton<IHealthBands, HealthBands>();
        services.TryAddSingleton<IDealerEvaluations, DealerEvaluations>();
        services.TryAddSingleton<FindEvaluations>();
        services.TryAddSingleton<GetDealerHealth>();
        services.TryAddSingleton<TryWeights>();
        services.TryAddSingleton<FindMatrix>();
        services.TryAddSingleton<GetBenefits>();
        services.AddSingleton<IDealerPast, DealerPast>();
        services.TryAddSingleton<EvaluationWriter>();
        services.TryAddSingleton<CaseWork>();
        services.TryAddSingleton<CaseDecisions>();
        services.AddSingleton<IApprovalSubject>(s => s.GetRequiredService<CaseDecisions>());
        services.AddCommand<StoreEvaluation, bool, StoreEvaluationHandler>();
        services.AddCommand<ReviewEvaluations, int, ReviewEvaluationsHandler>();
        services.AddCommand<AppealEvaluation, bool, AppealEvaluationHandler>();
        services.AddCommand<AnswerAppeal, bool, AnswerAppealHandler>();
        services.AddCommand<FinishEvaluations, int, FinishEvaluationsHandler>();
        services.AddCommand<ApplyTierStep, bool, ApplyTierStepHandler>();
        services.AddCommand<ProposeWeights, int, ProposeWeightsHandler>();
        services.AddCommand<PublishWeights, bool, PublishWeightsHandler>();
        services.AddCommand<WithdrawWeights, bool, WithdrawWeightsHandler>();

        // In this order: the matrix reads what evaluations say.
        services.AddPeriodicJob<EvaluateQuarterJob>();
        services.AddPeriodicJob<ValueMatrixJob>();
        services.AddPeriodicJob<TierEffectsJob>();
        services.AddLiveTopic<HealthListTopic>();
        services.AddLiveTopic<DealerHealthTopic>();
        services.AddLiveTopic<DealerBenefitsTopic>();
        services.AddVerb<EvaluateVerb>();
        services.AddMetricUse<HealthPagesText>("List_Title", "health", HealthPermissions.Read, [.. Metrics(PartSources.Index)]);
        services.AddMetricUse<HealthPagesText>("Matrix_Title", "matrix", HealthPermissions.Matrix, [.. Metrics(PartSources.Matrix)]);
        services.AddErrorTexts<HealthPagesText>();
        return services;
    }

    private static IEnumerable<string> Metrics(IEnumerable<PartSource> sources) => sources.Select(s => s.MetricId).OfType<string>().Distinct(StringComparer.Ordinal);
}
