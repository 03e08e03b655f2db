using ChannelPortal.Features.Diagnostics.Commands;
using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Diagnostics;

/// <summary>Reports: monthly diagnostics and quarterly evaluations of dealers, monthly reports of areas.</summary>
public static class DiagnosticsFeature
{
    public static IServiceCollection AddDiagnostics(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DiagnosticsOptions>().Bind(configuration.GetSection("Diagnostics")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DealerDiagnosticBuilder>();
        services.TryAddSingleton<AdviceBook>();
        services.TryAddSingleton<ReportFacts>();
        services.TryAddSingleton<FindAdvice>();
        services.TryAddSingleton<ReportFiler>();
        services.TryAddSingleton<ReportPrinter>();
        services.TryAddSingleton<EvaluationPrinter>();
        services.TryAddSingleton<AreaReportBuilder>();
        services.TryAddSingleton<EvaluationBookBuilder>();
        services.TryAddSingleton<AreaReportPrinter>();
        services.TryAddSingleton<GetAreaReports>();
        services.TryAddSingleton<IReportReaders, ReportReaders>();
        services.TryAddSingleton<FindReportSubjects>();
        services.TryAddSingleton<GetReports>();
        services.TryAddSingleton<FindReportChoices>();
        services.TryAddSingleton<ReportRuns>();
        services.AddPeriodicJob<MonthlyDiagnosticJob>();
        services.AddPeriodicJob<QuarterlyReportJob>();
        services.AddPeriodicJob<AreaReportJob>();
        services.AddCommand<RunDiagnostics, DiagnosticsStarted, RunDiagnosticsHandler>();
        services.AddCommand<SteerDiagnostics, bool, SteerDiagnosticsHandler>();
        services.AddOutboxReceiver<SteerDiagnosticsReceiver>();
        services.AddCommand<AnswerAdvice, bool, AnswerAdviceHandler>();
        services.AddCommand<FinishAdvice, bool, FinishAdviceHandler>();
        services.AddOutboxReceiver<RunDiagnosticsReceiver>();
        services.AddOutboxReceiver<ReportFiledReceiver>();
        services.AddVerb<ReportVerb>();
        services.AddMetricUse<DiagnosticsText>("Title", "reports", "reports.read", [.. DiagnosticChapters.MetricIds, "NET-31"]);
        services.AddErrorTexts<DiagnosticsText>();
        return services;
    }

    public static void MapDiagnostics(this IEndpointRouteBuilder app) => app.MapReportFiles();
}
