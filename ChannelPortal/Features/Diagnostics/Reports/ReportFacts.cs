using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>
/// Tells the facts what reports and advice there are, so that DIG-26 to DIG-30 count them. Written after the report is filed and from its rows, under ids that name
/// the state: a run that is repeated after a crash writes what is missing and nothing twice.
/// </summary>
internal sealed class ReportFacts(IFactWriter writer, IAppDbFactory factory, BusinessClock clock, IOptions<DiagnosticsOptions> options)
{
    private const string Source = "/portal/reports";
    private static readonly FactDefinition s_runs = FactCatalog.Product.Find("report_runs")!;

    public async Task WriteAsync(DealerDiagnosticModel model, DateTimeOffset madeAt, CancellationToken cancellationToken)
    {
        var (month, dealer) = (model.Month, model.Dealer.DealerId);
        await using var db = factory.Create(DealerScope.Of(dealer));
        var text = month.ToString();
        var first = await db.Set<Report>().AsNoTracking().Where(r => r.DealerId == dealer && r.Kind == Report.Monthly && r.Period == text).OrderBy(r => r.CreatedAt).Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefaultAsync(cancellationToken) ?? madeAt;
        List<FactInput> inputs = [Made(Report.Monthly, month, dealer, first)];
        inputs.AddRange((await db.Set<Advice>().AsNoTracking().Where(a => a.DealerId == dealer).OrderByDescending(a => a.IssuedAt).Take(30).ToListAsync(cancellationToken))
            .Select(a => new FactInput(Source, $"advice/{a.Id}/{a.Version}/{a.ExpectedGain}/{a.RealisedGain}", AdviceBook.FactOf(a, clock.DayOf(a.IssuedAt)), clock.Now)));
        await writer.WriteAsync(inputs, cancellationToken);
    }

    /// <summary>A report was made for the first time.</summary>
    public Task MadeAsync(string kind, Period period, string dealerId, DateTimeOffset madeAt, CancellationToken cancellationToken) =>
        writer.WriteAsync([Made(kind, period, dealerId, madeAt)], cancellationToken);

    private FactInput Made(string kind, Period period, string dealerId, DateTimeOffset madeAt) => new(
        Source, $"{kind}/{period}/{dealerId}/made", new ReportRunFact { DealerId = dealerId, Kind = kind, PeriodOn = period.Start, DueAt = DueAt(kind, period), GeneratedAt = madeAt }, madeAt,
        s_runs.Named("due_at", "generated_at"));

    /// <summary>A report counts as read when its dealer opens it, the first time.</summary>
    public async Task OpenedAsync(Report report, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId == report.DealerId && Period.TryParse(report.Period, out var period))
        {
            var run = new ReportRunFact { DealerId = report.DealerId, Kind = report.Kind, PeriodOn = period.Start, OpenedAt = clock.Now };
            await writer.WriteAsync([new FactInput(Source, $"{report.Kind}/{report.Period}/{report.DealerId}/opened", run, clock.Now, s_runs.Named("opened_at"))], cancellationToken);
        }
    }

    /// <summary>Midday of the day on which a report is due, business time.</summary>
    private DateTimeOffset DueAt(string kind, Period period) => clock.StartOf(period.End.AddDays((kind == Report.Quarterly ? options.Value.QuarterlyDueDay : options.Value.DueDay) - 1)).AddHours(12);
}
