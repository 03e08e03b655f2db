using System.Globalization;
using System.Linq.Expressions;
using System.Net;
using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>A document that is ready to be filed.</summary>
/// <param name="Row">Its row in the archive; the filer fills in version and files.</param>
/// <param name="Versions">The rows that are versions of the same document.</param>
/// <param name="Figures">The model that was printed; kept beside the file as JSON.</param>
/// <param name="Filed">What facts tell once it is in the archive; null tells nothing.</param>
internal sealed record ReadyReport<T>(T Row, Expression<Func<T, bool>> Versions, ReportDocument Document, object Figures, ReportFiled? Filed)
    where T : FiledReport
{
    public static string FileName(string stem, Period period, string subject, string language) => string.Create(CultureInfo.InvariantCulture, $"{stem}-{period}-{subject}-{language}.pdf");
}

/// <summary>Files a document: PDF, preview, figures, archive row. Prints only when the content differs from the newest version.</summary>
internal sealed class ReportFiler(ReportHtmlWriter writer, IReportPdfRenderer renderer, FileStore files, OutboxSignal outbox, IAppDbFactory factory, TimeProvider time)
{
    /// <summary>How a model is kept beside its file.</summary>
    public static readonly JsonSerializerOptions ModelJson = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="also">Written in the same transaction, whether or not a version was added.</param>
    /// <returns>The version that stands for the content.</returns>
    public async Task<T> FileAsync<T>(JobItem item, ReadyReport<T> ready, Func<AppDbContext, DateTimeOffset, Task> also, CancellationToken cancellationToken)
        where T : FiledReport
    {
        var html = await writer.WriteAsync(ready.Document);
        var newest = await NewestAsync(ready, cancellationToken);
        if (newest?.ContentHash == html.ContentHash)
        {
            await PublishAsync(item, html.ContentHash, ready.Filed, db => also(db, time.GetUtcNow()), cancellationToken);
            return newest;
        }

        var pdf = await PrintAsync(ready.Document, cancellationToken);
        var stored = await files.SaveAsync(pdf, cancellationToken);
        var preview = await files.SaveAsync(Encoding.UTF8.GetBytes(PreviewPage(html)), cancellationToken);
        var figures = await files.SaveAsync(JsonSerializer.SerializeToUtf8Bytes(ready.Figures, ready.Figures.GetType(), ModelJson), cancellationToken);
        var row = ready.Row;
        (row.Id, row.CreatedAt, row.Revision) = (SequentialId.New(time), time.GetUtcNow(), (newest?.Revision ?? 0) + 1);
        (row.ContentHash, row.Sha256, row.Bytes) = (html.ContentHash, stored.Sha256, stored.Bytes);
        (row.PreviewSha256, row.FiguresSha256) = (preview.Sha256, figures.Sha256);
        await PublishAsync(
            item,
            html.ContentHash,
            ready.Filed,
            async db =>
            {
                db.Add(row);
                await also(db, row.CreatedAt);
            },
            cancellationToken);
        return row;
    }

    private async Task PublishAsync(JobItem item, string hash, ReportFiled? filed, Func<AppDbContext, Task> write, CancellationToken cancellationToken)
    {
        await item.PublishAsync(
            hash,
            async db =>
            {
                await write(db);
                if (filed is null)
                {
                    return;
                }

                var now = time.GetUtcNow();
                db.Add(new OutboxMessage { Id = SequentialId.New(time), Kind = ReportFiled.MessageKind, Partition = filed.Subject, Body = JsonSerializer.Serialize(filed, JsonSerializerOptions.Web), CreatedAt = now, NextAt = now });
            },
            cancellationToken);
        outbox.Ring();
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

    private async Task<T?> NewestAsync<T>(ReadyReport<T> ready, CancellationToken cancellationToken)
        where T : FiledReport
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<T>().AsNoTracking().Where(ready.Versions).OrderByDescending(r => r.Revision).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>A page of its own for the preview frame: no script, our stylesheet and font only.</summary>
    private static string PreviewPage(ReportHtml html) =>
        $"<!doctype html><html lang=\"{html.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{WebUtility.HtmlEncode(html.Title)}</title>"
        + "<link rel=\"stylesheet\" href=\"/lib/noto-sans-sc/wght.css\"><link rel=\"stylesheet\" href=\"/css/report.css\"></head><body>" + html.Body + "</body></html>";
}
