using System.Text.Json;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Diagnostics;

/// <summary>The files of the archive. Another dealer's id is "not found", never "forbidden".</summary>
internal static class ReportEndpoints
{
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapReportFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports/{id:guid}/file", FileAsync).RequireAuthorization(DiagnosticsPermissions.Read).ExcludeFromDescription();
        app.MapGet("/reports/{id:guid}/preview", PreviewAsync).RequireAuthorization(DiagnosticsPermissions.Read).ExcludeFromDescription();
        app.MapGet("/reports/{id:guid}/figures", FiguresAsync).RequireAuthorization(DiagnosticsPermissions.Read).ExcludeFromDescription();
        app.MapGet("/reports/areas/{id:guid}/{part}", AreaAsync).RequireAuthorization(DiagnosticsPermissions.Read).ExcludeFromDescription();
        app.MapGet("/reports/archive", ArchiveAsync).RequireAuthorization(DiagnosticsPermissions.Read).ExcludeFromDescription();
    }

    private static async Task<IResult> FileAsync(
        HttpContext http, Guid id, bool? inline, [FromServices] GetReports reports, [FromServices] ReportFacts facts, [FromServices] CallerFactory callers, [FromServices] FileStore files, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await reports.OneAsync(id, caller.Scope, cancellationToken) is not { } report || files.OpenRead(report.Sha256) is not { } stream)
        {
            return Results.NotFound();
        }

        await facts.OpenedAsync(report, caller, cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(stream, "application/pdf", inline == true ? null : report.FileName);
    }

    private static async Task<IResult> PreviewAsync(
        HttpContext http, Guid id, [FromServices] GetReports reports, [FromServices] ReportFacts facts, [FromServices] CallerFactory callers, [FromServices] FileStore files, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await reports.OneAsync(id, caller.Scope, cancellationToken) is not { } report || files.OpenRead(report.PreviewSha256) is not { } stream)
        {
            return Results.NotFound();
        }

        await facts.OpenedAsync(report, caller, cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(stream, "text/html; charset=utf-8");
    }

    private static async Task<IResult> FiguresAsync(
        HttpContext http, Guid id, [FromServices] GetReports reports, [FromServices] CallerFactory callers, [FromServices] FileStore files, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await reports.OneAsync(id, caller.Scope, cancellationToken) is not { FiguresSha256: { } figures } report || files.OpenRead(figures) is not { } stream)
        {
            return Results.NotFound();
        }

        await using (stream)
        {
            http.Response.Headers.CacheControl = "private, no-store";
            var workbook = report.Kind == Report.Quarterly
                ? await EvaluationSheets.WriteAsync(report, await ReadAsync<EvaluationModel>(stream, cancellationToken), PortalCultures.IsChinese(), cancellationToken)
                : await DiagnosticSheets.WriteAsync(report, await ReadAsync<DealerDiagnosticModel>(stream, cancellationToken), PortalCultures.IsChinese(), cancellationToken);
            return Results.File(workbook, Workbook, Path.ChangeExtension(report.FileName, ".xlsx"));
        }
    }

    /// <param name="part">file, preview or figures.</param>
    private static async Task<IResult> AreaAsync(
        HttpContext http, Guid id, string part, bool? inline, [FromServices] GetAreaReports reports, [FromServices] CallerFactory callers, [FromServices] FileStore files, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await reports.OneAsync(id, caller.Scope, cancellationToken) is not { } report
            || part switch { "file" => report.Sha256, "preview" => report.PreviewSha256, "figures" => report.FiguresSha256, _ => null } is not { } name
            || files.OpenRead(name) is not { } stream)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        switch (part)
        {
            case "file":
                return Results.File(stream, "application/pdf", inline == true ? null : report.FileName);
            case "preview":
                return Results.File(stream, "text/html; charset=utf-8");
            default:
                await using (stream)
                {
                    var workbook = report.IsBook
                        ? await AreaSheets.WriteAsync(report, await ReadAsync<EvaluationBookModel>(stream, cancellationToken), PortalCultures.IsChinese(), cancellationToken)
                        : await AreaSheets.WriteAsync(report, await ReadAsync<AreaReportModel>(stream, cancellationToken), PortalCultures.IsChinese(), cancellationToken);
                    return Results.File(workbook, Workbook, Path.ChangeExtension(report.FileName, ".xlsx"));
                }
        }
    }

    private static async Task<T> ReadAsync<T>(Stream stream, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync<T>(stream, ReportFiler.ModelJson, cancellationToken) ?? throw new InvalidDataException("The figures of the report are empty.");

    private static async Task<IResult> ArchiveAsync(
        HttpContext http, string period, string? region, string? kind, string? language, [FromServices] GetReports reports, [FromServices] GetAreaReports areaReports, [FromServices] IRegionDealers regions, [FromServices] CallerFactory callers, [FromServices] FileStore files,
        CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (kind == AreaReport.Kind)
        {
            return Send(http, await areaReports.NewestAsync(period, language, null, caller.Scope, cancellationToken), "areas-" + period, files, cancellationToken);
        }

        var below = string.IsNullOrEmpty(region) ? null : (await regions.FindAsync([region], cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var found = (await reports.NewestAsync(period, language, caller.Scope, cancellationToken)).Where(r => below?.Contains(r.DealerId) != false).ToList();
        return Send(http, found, $"reports-{period}{(below is null ? "" : "-" + region)}", files, cancellationToken);
    }

    private static IResult Send(HttpContext http, IReadOnlyList<FiledReport> reports, string name, FileStore files, CancellationToken cancellationToken)
    {
        if (reports.Count == 0)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(
            output =>
            {
                // The archive is written as it is sent; its library writes the directory at the end without awaiting.
                http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
                return ReportArchive.WriteAsync(output, reports, files, cancellationToken);
            },
            "application/zip",
            name + ".zip");
    }
}
