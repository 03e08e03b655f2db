using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Quotes;

/// <summary>The file that came with a request, as a download only. Another dealer's quote is "not found", never "forbidden".</summary>
internal static class QuoteEndpoints
{
    public static void MapQuoteFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/quotes/{no}/file", FileAsync).RequireAuthorization(QuotesPermissions.Read).ExcludeFromDescription();

    private static async Task<IResult> FileAsync(
        HttpContext http, string no, [FromServices] GetQuote quotes, [FromServices] CallerFactory callers, [FromServices] FileStore files, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await quotes.FileAsync(no, caller, cancellationToken) is not { } file || files.OpenRead(file.Sha256) is not { } stream)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(stream, QuoteFiles.TypeOf(file.Name), file.Name);
    }
}
