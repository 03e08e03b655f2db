using System.Globalization;
using System.Security.Claims;
using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.DataFeeds;

/// <summary>Stock or sales as a dealer's own system sends them.</summary>
/// <param name="NothingOn">In place of rows: nothing was sold up to this day.</param>
public sealed record FeedRequest(IReadOnlyList<FeedRequestRow>? Rows, DateOnly? NothingOn = null);

/// <summary>A row. Numbers in units, up to three decimals, amounts up to two.</summary>
/// <param name="Product">The portal's code, or the dealer's own once it is known.</param>
/// <param name="DealerId">May be left out; another dealer's code refuses the row.</param>
/// <param name="IsConfirmed">The sender stands by an unusual quantity.</param>
public sealed record FeedRequestRow(
    string? Product, DateOnly? Date, decimal? Quantity, decimal? Amount = null, string? Receipt = null, string? Store = null, string? Name = null, string? DealerId = null, bool IsConfirmed = false);

/// <summary>What became of the rows. Those in <see cref="Problems"/> wait on the dealer's page to be mended.</summary>
/// <param name="Asked">Rows with an unusual quantity: taken once somebody stands by them.</param>
/// <param name="Differences">Counts that do not fit what came and went since the count before.</param>
public sealed record FeedAccepted(Guid SubmissionId, int Total, int Taken, int Rejected, int Asked, int Differences, IReadOnlyList<FeedRowProblem> Problems);

/// <param name="Row">Counted from 1.</param>
/// <inheritdoc cref="FeedAccepted"/>
public sealed record FeedRowProblem(int Row, string Field, string Code, string Message);

/// <summary><c>/api/v1/feeds</c> for systems of dealers.</summary>
internal static class FeedEndpoints
{
    public const string Scope = "feeds:write";
    private const string IdempotencyKey = "Idempotency-Key";
    private const int LongestKey = 100;
    private const int MostProblems = 500;

    public static void MapFeedApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/feeds/{kind}", SubmitAsync)
            .WithName("SubmitFeed")
            .WithTags("Feeds")
            .WithSummary("Send stock or sales")
            .WithDescription(
                "The kind is stock or pos. Takes rows for the dealer that the key belongs to, with the checks of the upload page. Good rows are taken at once, faulty ones are named and wait to be mended. "
                + "The header Idempotency-Key is mandatory: the same key with the same body gives the first answer again, with another body 409.")
            .Produces<FeedAccepted>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + Scope)
            .RequireRateLimiting(EventEndpoints.RateLimit);

    private static async Task<IResult> SubmitAsync(
        HttpContext http, string kind, FeedRequest request, [FromHeader(Name = IdempotencyKey)] string? key, [FromServices] ICommandDispatcher dispatcher, [FromServices] GetSubmission submissions,
        [FromServices] ErrorTexts texts, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
        {
            return Problem(http, StatusCodes.Status400BadRequest, Error.Of("feed_key_required", LongestKey));
        }

        if (http.User.FindFirst(PortalClaims.Dealer)?.Value is not { } dealer)
        {
            return Problem(http, StatusCodes.Status403Forbidden, Error.Of("feed_needs_dealer"));
        }

        // A key with this scope keeps its dealer's data, nothing more.
        var scope = DealerScope.Of(dealer);
        var caller = new Caller(http.User.FindFirst(ClaimTypes.NameIdentifier)!.Value, http.User.Identity?.Name ?? "", new HashSet<string>(StringComparer.Ordinal) { "DS" }, scope, dealer);
        var rows = (request.Rows ?? []).Select((r, i) => new FeedRawRow(
            i + 1, r?.Product, r?.Name, r?.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(r?.Quantity), Text(r?.Amount), r?.Receipt, r?.Store, r?.DealerId, r?.IsConfirmed == true)).ToList();
        var sent = await dispatcher.SendAsync(new SubmitFeed(kind, FeedSubmission.ByApi, rows, NothingOn: request.NothingOn), caller, key, cancellationToken);
        if (!sent.Ok)
        {
            return sent.ToHttp(http);
        }

        var open = await submissions.OpenRowsAsync(sent.Value.SubmissionId, scope, cancellationToken);
        return Results.Ok(new FeedAccepted(
            sent.Value.SubmissionId, sent.Value.Total, sent.Value.Taken, sent.Value.Waiting, sent.Value.Asked, sent.Value.Differences,
            [.. open.SelectMany(r => r.ProblemList.Select(p => new FeedRowProblem(r.Line, p.Field, p.Code, texts.Describe(p.ToError())))).Take(MostProblems)]));
    }

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static IResult Problem(HttpContext http, int status, Error error) => Results.Problem(Problems.Of(http, status, [error], http.RequestServices.GetRequiredService<ErrorTexts>()));
}
