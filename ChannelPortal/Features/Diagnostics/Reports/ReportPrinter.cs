using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Makes one report: numbers, document, PDF, files, archive row. Prints only when the content differs from the newest version.</summary>
internal sealed class ReportPrinter(
    DealerDiagnosticBuilder builder, AdviceBook advice, ReportFacts facts, ReportHtmlWriter writer, IReportPdfRenderer renderer, FileStore files, IAppDbFactory factory, TimeProvider time,
    IOptions<DiagnosticsOptions> options, IOptions<PortalOptions> portal)
{
    /// <summary>How a model is kept beside its file.</summary>
    public static readonly JsonSerializerOptions ModelJson = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task MakeAsync(JobItem item, string dealerId, string language, DiagnosticBatch batch, CancellationToken cancellationToken)
    {
        var model = await builder.BuildAsync(dealerId, batch, cancellationToken)
            ?? throw new JobItemException("report_unknown_dealer", dealerId);
        var document = DealerDiagnosticDocument.Of(model, DiagnosticLanguage.Parse(language), options.Value, portal.Value.PublicUrl);
        var html = await writer.WriteAsync(document);
        var newest = await NewestAsync(dealerId, item.Period, language, cancellationToken);
        if (newest?.ContentHash == html.ContentHash)
        {
            await item.PublishAsync(html.ContentHash, db => advice.WriteAsync(db, model, time.GetUtcNow(), cancellationToken), cancellationToken);
            await facts.WriteAsync(model, newest.CreatedAt, cancellationToken);
            return;
        }

        var pdf = await PrintAsync(document, cancellationToken);
        var stored = await files.SaveAsync(pdf, cancellationToken);
        var preview = await files.SaveAsync(Encoding.UTF8.GetBytes(PreviewPage(html)), cancellationToken);
        var figures = await files.SaveAsync(JsonSerializer.SerializeToUtf8Bytes(model, ModelJson), cancellationToken);
        var report = new Report
        {
            Id = SequentialId.New(time),
            Kind = Report.Monthly,
            Period = item.Period.ToString(),
            DealerId = dealerId,
            DealerName = model.Dealer.Name,
            Language = language,
            Revision = (newest?.Revision ?? 0) + 1,
            ContentHash = html.ContentHash,
            Sha256 = stored.Sha256,
            Bytes = stored.Bytes,
            PreviewSha256 = preview.Sha256,
            FiguresSha256 = figures.Sha256,
            FileName = string.Create(CultureInfo.InvariantCulture, $"diagnostic-{item.Period}-{dealerId}-{language}.pdf"),
            CreatedAt = time.GetUtcNow(),
        };
        await item.PublishAsync(
            html.ContentHash,
            async db =>
            {
                db.Add(report);
                await advice.WriteAsync(db, model, report.CreatedAt, cancellationToken);
            },
            cancellationToken);
        await facts.WriteAsync(model, report.CreatedAt, cancellationToken);
    }

    private async Task<byte[]> PrintAsync(ReportDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await renderer.RenderAsync(document, cancellationToken);
        }
        catch (PdfEngineMissingException exception)
        {
            throw new JobItemException("pdf_engine_missing", exception.Message);
        }
    }

    private async Task<Report?> NewestAsync(string dealerId, Period period, string language, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var month = period.ToString();
        return await db.Set<Report>().AsNoTracking()
            .Where(r => r.Kind == Report.Monthly && r.Period == month && r.DealerId == dealerId && r.Language == language)
            .OrderByDescending(r => r.Revision).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A page of its own for the preview frame: no script, our stylesheet and font only.</summary>
    private static string PreviewPage(ReportHtml html) =>
        $"<!doctype html><html lang=\"{html.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{WebUtility.HtmlEncode(html.Title)}</title>"
        + "<link rel=\"stylesheet\" href=\"/lib/noto-sans-sc/wght.css\"><link rel=\"stylesheet\" href=\"/css/report.css\"></head><body>" + html.Body + "</body></html>";
}

/// <summary>Languages of reports as they are written in commands, rows and file names.</summary>
internal static class DiagnosticLanguage
{
    public static readonly string[] All = ["zh", "en", "both"];

    public static ReportLanguage Parse(string language) => language switch
    {
        "zh" => ReportLanguage.Chinese,
        "en" => ReportLanguage.English,
        "both" => ReportLanguage.Both,
        _ => throw new ArgumentException($"Unknown report language {language}.", nameof(language)),
    };
}
