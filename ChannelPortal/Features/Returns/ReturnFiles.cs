using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Features.Returns.Reports;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Returns;

/// <summary>Photos and slips. Those of another dealer are "not found".</summary>
internal static class ReturnFiles
{
    public static void MapReturnFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/returns/photos/{id:guid}", PhotoAsync).RequireAuthorization("returns.read").ExcludeFromDescription();
        app.MapGet("/returns/{number}/slip.pdf", SlipAsync).RequireAuthorization("returns.read").ExcludeFromDescription();
    }

    private static async Task<IResult> PhotoAsync(HttpContext http, Guid id, [FromServices] ReturnPhotos photos, [FromServices] CallerFactory callers, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await photos.OpenAsync(id, caller.Scope, cancellationToken) is not { } photo)
        {
            return Results.NotFound();
        }

        // Taken for what its bytes are, whatever a browser would guess.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Stream(photo.Content, photo.MediaType);
    }

    private static async Task<IResult> SlipAsync(
        HttpContext http, string number, [FromServices] GetReturn returns, [FromServices] IReportPdfRenderer renderer, [FromServices] CallerFactory callers, [FromServices] BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await returns.RunAsync(number, caller.Scope, cancellationToken) is not { } view)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        try
        {
            return Results.File(await renderer.RenderAsync(SlipDocument.Of(view, clock), cancellationToken), "application/pdf", number + ".pdf");
        }
        catch (PdfEngineMissingException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
