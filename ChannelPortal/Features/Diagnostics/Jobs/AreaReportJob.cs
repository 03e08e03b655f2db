using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Jobs;

/// <summary>One report for the nation, each area and each province with enough dealers, for each closed month and evaluated quarter. A subject is a region and a language: <c>CN-E/zh</c>.</summary>
internal sealed class AreaReportJob(AreaReportPrinter printer, IAppDbFactory factory, BusinessClock clock, IOptions<DiagnosticsOptions> options) : IPeriodicJob
{
    public const string JobName = "area-report";

    public string Name => JobName;

    public string Cron => options.Value.AreaCron;

    public int Parallelism => options.Value.Parallelism;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now)
    {
        var today = clock.DayOf(now);
        var month = Period.MonthOf(Period.MonthOf(today).Start.AddMonths(today.Day >= options.Value.DueDay ? -1 : -2));
        var quarter = QuarterlyReportJob.QuarterOf(today);
        return today.DayNumber - quarter.Start.DayNumber >= options.Value.QuarterlyDueDay - 1 ? [month, QuarterlyReportJob.QuarterOf(quarter.Start.AddMonths(-3))] : [month];
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        if (period != Period.MonthOf(period.Start) && (await QuarterlyReportJob.DealersAsync(factory, period, DealerScope.All, cancellationToken)).Count == 0)
        {
            return [];
        }

        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        return [.. tree.CoveredBy(DealerScope.All).Where(a => tree.ActiveDealersOf(a.RegionId, period).Count >= options.Value.AreaDealers).Select(a => MonthlyDiagnosticJob.SubjectOf(a.RegionId, options.Value.Language))];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        var at = item.Subject.LastIndexOf('/');
        await printer.MakeAsync(item, item.Subject[..at], item.Subject[(at + 1)..], cancellationToken);
    }
}
