using ChannelPortal.Features.Diagnostics.Commands;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Diagnostics;

/// <summary>Monthly diagnostic reports for dealers.</summary>
public static class DiagnosticsFeature
{
    public static IServiceCollection AddDiagnostics(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DiagnosticsOptions>().Bind(configuration.GetSection("Diagnostics")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DealerDiagnosticBuilder>();
        services.TryAddSingleton<ReportPrinter>();
        services.TryAddSingleton<FindReportSubjects>();
        services.TryAddSingleton<GetReports>();
        services.TryAddSingleton<FindReportChoices>();
        services.TryAddSingleton<ReportRuns>();
        services.AddPeriodicJob<MonthlyDiagnosticJob>();
        services.AddCommand<RunDiagnostics, DiagnosticsStarted, RunDiagnosticsHandler>();
        services.AddCommand<StopDiagnostics, bool, StopDiagnosticsHandler>();
        services.AddOutboxReceiver<RunDiagnosticsReceiver>();
        services.AddVerb<ReportVerb>();
        services.AddMetricUse<DiagnosticsText>("Title", "reports", "reports.read", "FIN-01", "FIN-03", "INV-01", "INV-02", "INV-09", "LOG-01", "SAL-01", "SAL-05", "STO-01", "STO-04");
        services.AddErrorTexts<DiagnosticsText>();
        return services;
    }

    public static void MapDiagnostics(this IEndpointRouteBuilder app) => app.MapReportFiles();
}
