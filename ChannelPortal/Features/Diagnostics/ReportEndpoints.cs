using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Diagnostics;

/// <summary>The files of the archive. Another dealer's id is "not found", never "forbidden".</summary>
internal static class ReportEndpoints
{
    public static void MapReportFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports/{id:guid}/file", FileAsync).RequireAuthorization(DiagnosticsPermissions.Read).ExcludeFromDescription();
        app.MapGet("/reports/{id:guid}/preview", PreviewAsync).RequireAuthorization(DiagnosticsPermissions.Read).ExcludeFromDescription();
    }

    private static async Task<IResult> FileAsync(
        HttpContext http, Guid id, bool? inline, [FromServices] GetReports reports, [FromServices] CallerFactory callers, [FromServices] FileStore files, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await reports.OneAsync(id, caller.Scope, cancellationToken) is not { } report || files.OpenRead(report.Sha256) is not { } stream)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(stream, "application/pdf", inline == true ? null : report.FileName);
    }

    private static async Task<IResult> PreviewAsync(
        HttpContext http, Guid id, [FromServices] GetReports reports, [FromServices] CallerFactory callers, [FromServices] FileStore files, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await reports.OneAsync(id, caller.Scope, cancellationToken) is not { } report || files.OpenRead(report.PreviewSha256) is not { } stream)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(stream, "text/html; charset=utf-8");
    }
}
