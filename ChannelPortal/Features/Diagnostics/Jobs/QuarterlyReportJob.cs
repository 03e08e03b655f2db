using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Jobs;

/// <summary>One evaluation report for each dealer that was evaluated for a closed quarter. Subjects as in <see cref="MonthlyDiagnosticJob"/>.</summary>
internal sealed class QuarterlyReportJob(EvaluationPrinter printer, IAppDbFactory factory, BusinessClock clock, IOptions<DiagnosticsOptions> options) : IPeriodicJob
{
    public const string JobName = "quarterly-report";

    public string Name => JobName;

    public string Cron => options.Value.QuarterlyCron;

    public int Parallelism => options.Value.Parallelism;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now)
    {
        var today = clock.DayOf(now);
        var first = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1);
        return today.DayNumber - first.DayNumber >= options.Value.QuarterlyDueDay - 1 ? [QuarterOf(first.AddMonths(-3))] : [];
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken) =>
        [.. (await DealersAsync(factory, period, DealerScope.All, cancellationToken)).Select(id => MonthlyDiagnosticJob.SubjectOf(id, options.Value.Language))];

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        var at = item.Subject.LastIndexOf('/');
        await printer.MakeAsync(item, item.Subject[..at], item.Subject[(at + 1)..], cancellationToken);
    }

    public static Period QuarterOf(DateOnly day) => Period.Quarter(day.Year, ((day.Month - 1) / 3) + 1);

    /// <summary>Dealers of the scope with a health score in the quarter, in the order of their codes.</summary>
    public static async Task<IReadOnlyList<string>> DealersAsync(IAppDbFactory factory, Period quarter, DealerScope scope, CancellationToken cancellationToken)
    {
        var (start, end) = (quarter.Start, quarter.End);
        await using var db = factory.Create(scope);
        return [.. (await db.Set<HealthScoreFact>().AsNoTracking().Where(s => s.QuarterOn >= start && s.QuarterOn < end).Select(s => s.DealerId).ToListAsync(cancellationToken)).Order(StringComparer.Ordinal)];
    }
}
