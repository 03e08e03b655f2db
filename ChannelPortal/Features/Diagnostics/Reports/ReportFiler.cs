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

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>A document that is ready to be filed.</summary>
/// <param name="FileStem">First part of the file's name.</param>
/// <param name="Figures">The model that was printed; kept beside the file as JSON.</param>
internal sealed record ReadyReport(string Kind, string FileStem, string DealerId, string DealerName, string Language, ReportDocument Document, object Figures);

/// <summary>Files a document: PDF, preview, figures, archive row. Prints only when the content differs from the newest version.</summary>
internal sealed class ReportFiler(ReportHtmlWriter writer, IReportPdfRenderer renderer, FileStore files, IAppDbFactory factory, TimeProvider time)
{
    /// <summary>How a model is kept beside its file.</summary>
    public static readonly JsonSerializerOptions ModelJson = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="also">Written in the same transaction, whether or not a version was added.</param>
    /// <returns>The version that stands for the content.</returns>
    public async Task<Report> FileAsync(JobItem item, ReadyReport ready, Func<AppDbContext, DateTimeOffset, Task> also, CancellationToken cancellationToken)
    {
        var html = await writer.WriteAsync(ready.Document);
        var newest = await NewestAsync(ready, item.Period, cancellationToken);
        if (newest?.ContentHash == html.ContentHash)
        {
            await item.PublishAsync(html.ContentHash, db => also(db, time.GetUtcNow()), cancellationToken);
            return newest;
        }

        var pdf = await PrintAsync(ready.Document, cancellationToken);
        var stored = await files.SaveAsync(pdf, cancellationToken);
        var preview = await files.SaveAsync(Encoding.UTF8.GetBytes(PreviewPage(html)), cancellationToken);
        var figures = await files.SaveAsync(JsonSerializer.SerializeToUtf8Bytes(ready.Figures, ready.Figures.GetType(), ModelJson), cancellationToken);
        var report = new Report
        {
            Id = SequentialId.New(time),
            Kind = ready.Kind,
            Period = item.Period.ToString(),
            DealerId = ready.DealerId,
            DealerName = ready.DealerName,
            Language = ready.Language,
            Revision = (newest?.Revision ?? 0) + 1,
            ContentHash = html.ContentHash,
            Sha256 = stored.Sha256,
            Bytes = stored.Bytes,
            PreviewSha256 = preview.Sha256,
            FiguresSha256 = figures.Sha256,
            FileName = string.Create(CultureInfo.InvariantCulture, $"{ready.FileStem}-{item.Period}-{ready.DealerId}-{ready.Language}.pdf"),
            CreatedAt = time.GetUtcNow(),
        };
        await item.PublishAsync(
            html.ContentHash,
            async db =>
            {
                db.Add(report);
                await also(db, report.CreatedAt);
            },
            cancellationToken);
        return report;
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

    private async Task<Report?> NewestAsync(ReadyReport ready, Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var text = period.ToString();
        return await db.Set<Report>().AsNoTracking()
            .Where(r => r.Kind == ready.Kind && r.Period == text && r.DealerId == ready.DealerId && r.Language == ready.Language)
            .OrderByDescending(r => r.Revision).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A page of its own for the preview frame: no script, our stylesheet and font only.</summary>
    private static string PreviewPage(ReportHtml html) =>
        $"<!doctype html><html lang=\"{html.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{WebUtility.HtmlEncode(html.Title)}</title>"
        + "<link rel=\"stylesheet\" href=\"/lib/noto-sans-sc/wght.css\"><link rel=\"stylesheet\" href=\"/css/report.css\"></head><body>" + html.Body + "</body></html>";
}
