using System.Collections.Concurrent;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Jobs;

/// <summary>One diagnostic for each active dealer and closed month. A subject is a dealer code and a language: <c>D0001/zh</c>.</summary>
internal sealed class MonthlyDiagnosticJob(
    ReportPrinter printer, DealerDiagnosticBuilder builder, IAppDbFactory factory, BusinessClock clock, IOptions<DiagnosticsOptions> options) : IPeriodicJob
{
    public const string JobName = "monthly-diagnostic";

    // Peers are read once a run, so that all of it compares with the same, and the next run reads fresh ones.
    private readonly ConcurrentDictionary<Guid, DiagnosticBatch> batches = new();

    public string Name => JobName;

    public string Cron => options.Value.Cron;

    public int Parallelism => options.Value.Parallelism;

    public static string SubjectOf(string dealerId, string language) => $"{dealerId}/{language}";

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now)
    {
        var today = clock.DayOf(now);
        var newest = Period.MonthOf(today).Start.AddMonths(today.Day >= options.Value.DueDay ? -1 : -2);
        return [.. Enumerable.Range(0, options.Value.CatchUpMonths).Select(i => Period.MonthOf(newest.AddMonths(i + 1 - options.Value.CatchUpMonths)))];
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return [.. (await ActiveDealers(db, period).Select(d => d.DealerId).ToListAsync(cancellationToken))
            .Order(StringComparer.Ordinal).Select(id => SubjectOf(id, options.Value.Language))];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        var at = item.Subject.LastIndexOf('/');
        await printer.MakeAsync(item, item.Subject[..at], item.Subject[(at + 1)..], batches.GetOrAdd(item.RunId, _ => builder.Open(item.Period)), cancellationToken);
    }

    public void RunEnded(Guid runId) => batches.TryRemove(runId, out _);

    /// <summary>Dealers that were in business during the month.</summary>
    public static IQueryable<DealerFact> ActiveDealers(AppDbContext db, Period period)
    {
        var (start, end) = (period.Start, period.End);
        return db.Set<DealerFact>().AsNoTracking().Where(d => d.Status == "active" && d.JoinedOn < end && (d.ExitedOn == null || d.ExitedOn >= start));
    }
}
