using System.Text.Json;
using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>
/// Tells the facts what reports and advice there are, so that DIG-26 to DIG-30 count them. Written when the archive says that a report was filed
/// (<see cref="ReportFiledReceiver"/>) and from its rows, under ids that name the state: told twice they are written once.
/// </summary>
internal sealed class ReportFacts(IFactWriter writer, IAppDbFactory factory, BusinessClock clock, IOptions<DiagnosticsOptions> options)
{
    private const string Source = "/portal/reports";
    private static readonly string[] s_key = ["dealer_id", "kind", "period_on"];
    private static readonly FactDefinition s_runs = FactCatalog.Product.Find("report_runs")!;

    /// <summary>A report is in the archive: that it was made, the first time, and for a diagnostic what it advises.</summary>
    /// <param name="subject">Dealer, or area.</param>
    public async Task FiledAsync(string kind, Period period, string subject, CancellationToken cancellationToken)
    {
        if (kind == AreaReport.Kind)
        {
            await AreaFiledAsync(period, subject, cancellationToken);
            return;
        }

        await using var db = factory.Create(DealerScope.Of(subject));
        var text = period.ToString();
        if (await db.Set<Report>().AsNoTracking().Where(r => r.DealerId == subject && r.Kind == kind && r.Period == text).OrderBy(r => r.CreatedAt).Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefaultAsync(cancellationToken) is not { } first)
        {
            return;
        }

        var run = new ReportRunFact { DealerId = subject, Kind = kind, PeriodOn = period.Start, DueAt = DueAt(kind, period), GeneratedAt = first };
        List<FactInput> inputs = [new(Source, $"{kind}/{period}/{subject}/made", run, first, s_runs.Named([.. s_key, "due_at", "generated_at"]))];
        if (kind == Report.Monthly)
        {
            inputs.AddRange((await db.Set<Advice>().AsNoTracking().Where(a => a.DealerId == subject).OrderByDescending(a => a.IssuedAt).Take(30).ToListAsync(cancellationToken))
                .Select(a => new FactInput(Source, $"advice/{a.Id}/{a.Version}/{a.ExpectedGain}/{a.RealisedGain}", AdviceBook.FactOf(a, clock.DayOf(a.IssuedAt)), clock.Now)));
        }

        await WriteAsync(inputs, cancellationToken);
    }

    private async Task AreaFiledAsync(Period period, string areaId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var text = period.ToString();
        if (await db.Set<AreaReport>().AsNoTracking().Where(r => r.AreaId == areaId && r.Period == text).OrderBy(r => r.CreatedAt).FirstOrDefaultAsync(cancellationToken) is { } first)
        {
            var made = new AreaReportFact { AreaId = areaId, NameZh = first.NameZh, NameEn = first.NameEn, PeriodOn = period.Start, GeneratedAt = first.CreatedAt };
            await WriteAsync([new FactInput(Source, $"area/{period}/{areaId}/made", made, first.CreatedAt)], cancellationToken);
        }
    }

    /// <summary>A report counts as read when its dealer opens it, the first time.</summary>
    public async Task OpenedAsync(Report report, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId == report.DealerId && Period.TryParse(report.Period, out var period))
        {
            var run = new ReportRunFact { DealerId = report.DealerId, Kind = report.Kind, PeriodOn = period.Start, OpenedAt = clock.Now };
            await WriteAsync([new FactInput(Source, $"{report.Kind}/{report.Period}/{report.DealerId}/opened", run, clock.Now, s_runs.Named([.. s_key, "opened_at"]))], cancellationToken);
        }
    }

    /// <summary>What the log refuses is a fault of this feature: it must be seen, and not pass as told.</summary>
    private async Task WriteAsync(IReadOnlyList<FactInput> inputs, CancellationToken cancellationToken)
    {
        foreach (var (input, receipt) in inputs.Zip(await writer.WriteAsync(inputs, cancellationToken)))
        {
            if (receipt.Verdict == FactVerdict.Rejected)
            {
                throw new InvalidOperationException($"The log does not take {input.Id}: {string.Join("; ", receipt.Errors.Select(e => $"{e.Field}: {e.Code}"))}");
            }
        }
    }

    /// <summary>Midday of the day on which a report is due, business time.</summary>
    private DateTimeOffset DueAt(string kind, Period period) => clock.StartOf(period.End.AddDays((kind == Report.Quarterly ? options.Value.QuarterlyDueDay : options.Value.DueDay) - 1)).AddHours(12);
}

/// <summary>A report was filed; sent in the transaction that filed it, so that a portal that dies right after still tells the facts.</summary>
internal sealed record ReportFiled(string Kind, string Period, string Subject)
{
    public const string MessageKind = "diagnostics.filed";
}

internal sealed class ReportFiledReceiver(ReportFacts facts) : IOutboxReceiver
{
    public string Kind => ReportFiled.MessageKind;

    public Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Deserialize<ReportFiled>(message.Body, JsonSerializerOptions.Web) ?? throw new InvalidDataException("An empty message.");
        return Period.TryParse(body.Period, out var period) ? facts.FiledAsync(body.Kind, period, body.Subject, cancellationToken) : throw new InvalidDataException($"Not a period: {body.Period}");
    }
}
