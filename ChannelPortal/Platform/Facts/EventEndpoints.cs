using System.Security.Claims;
using System.Text.Json;
using System.Threading.RateLimiting;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace ChannelPortal.Platform.Facts;

/// <summary>Answer of the ingestion API. It is sent only after everything accepted is committed.</summary>
public sealed record IngestAnswer(int Accepted, int Duplicate, int Rejected, IReadOnlyList<IngestResult> Results);

/// <summary>Answer for one event, in the order sent.</summary>
/// <param name="Verdict"><c>accepted</c>, <c>duplicate</c> or <c>rejected</c>.</param>
/// <param name="Seq">Number in the fact log; absent when rejected.</param>
/// <param name="Problem">RFC 9457 problem when rejected.</param>
public sealed record IngestResult(int Index, string? Id, string Verdict, long? Seq, ProblemDetails? Problem);

/// <summary><c>POST /api/v1/events</c>.</summary>
internal static class EventEndpoints
{
    public const string RateLimit = "api";

    /// <summary>Largest request body in bytes.</summary>
    public const long MaxBodyBytes = 8 * 1024 * 1024;

    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/events", PostAsync)
            .WithName("PostEvents")
            .WithTags("Events")
            .WithSummary("Send business events")
            .WithDescription(
                "CloudEvents 1.0 in JSON: one event (application/cloudevents+json), a batch (application/cloudevents-batch+json) or one event a line "
                + "(application/x-ndjson). The type is com.channelportal.{fact}.v1 and data holds the fact's columns. Source and id together are "
                + "unique for ever: a second delivery changes nothing and answers duplicate. The answer comes after commit, with a verdict per event.")
            .Accepts<JsonElement>("application/cloudevents+json", "application/cloudevents-batch+json", "application/x-ndjson", "application/json", "*/*")
            .Produces<IngestAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + "events:write")
            .RequireRateLimiting(RateLimit)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    /// <summary>Many small requests or few large ones: 600 requests a minute per key, as the integration guide promises.</summary>
    public static void AddApiRateLimit(this RateLimiterOptions options, int permitsPerMinute)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (context, cancellationToken) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            await Problem(context.HttpContext, StatusCodes.Status429TooManyRequests, Error.Of("rate_limited", permitsPerMinute)).ExecuteAsync(context.HttpContext);
        };
        options.AddPolicy(RateLimit, http => RateLimitPartition.GetTokenBucketLimiter(
            http.Request.Headers.Authorization.ToString(),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(permitsPerMinute / 10, 10),
                TokensPerPeriod = Math.Max(permitsPerMinute / 60, 1),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
                AutoReplenishment = true,
            }));
    }

    private static async Task<IResult> PostAsync(HttpContext http, [FromServices] EventIngestion ingestion, [FromServices] ErrorTexts text)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        var charset = http.Request.GetTypedHeaders().ContentType?.Charset.Value;
        if (charset is not (null or "" or "utf-8" or "UTF-8"))
        {
            return Problem(http, StatusCodes.Status415UnsupportedMediaType, Error.Of("encoding_not_supported", charset));
        }

        if (type is not ("application/cloudevents+json" or "application/cloudevents-batch+json" or "application/x-ndjson" or "application/json"))
        {
            return Problem(http, StatusCodes.Status415UnsupportedMediaType, Error.Of("content_type_not_supported", type.Length == 0 ? "—" : type));
        }

        using var body = new RequestBody(http.Request);
        try
        {
            await body.ReadAsync(http.RequestAborted);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem(http, StatusCodes.Status413PayloadTooLarge, Error.Of("body_too_large", MaxBodyBytes / 1024 / 1024));
        }

        if (!System.Text.Unicode.Utf8.IsValid(body.Bytes.Span))
        {
            return Problem(http, StatusCodes.Status400BadRequest, Error.Of("not_utf8"));
        }

        List<ReadOnlyMemory<byte>> events;
        try
        {
            events = type == "application/x-ndjson" ? EventSplitter.Lines(body.Bytes) : EventSplitter.Elements(body.Bytes);
        }
        catch (JsonException exception)
        {
            return Problem(http, StatusCodes.Status400BadRequest, Error.Of("malformed_json", (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1));
        }

        if (events.Count == 0)
        {
            return Problem(http, StatusCodes.Status400BadRequest, Error.Of("no_events"));
        }

        if (events.Count > EventIngestion.MaxEvents)
        {
            return Problem(http, StatusCodes.Status413PayloadTooLarge, Error.Of("too_many_events", EventIngestion.MaxEvents, events.Count));
        }

        var caller = CallerOf(http.User);
        var readings = ingestion.Read(events, caller);
        if (readings.FirstOrDefault(r => r.IsMalformed) is { Errors: [var fault] } malformed)
        {
            return Problem(http, StatusCodes.Status400BadRequest, Error.Of("malformed_json", EventSplitter.LineOf(body.Bytes, malformed.Body), fault.Args[1]));
        }

        return Results.Ok(Answer(http, await ingestion.WriteAsync(readings, caller, http.RequestAborted), text));
    }

    private static Caller CallerOf(ClaimsPrincipal user)
    {
        var dealer = user.FindFirst(PortalClaims.Dealer)?.Value;
        return new Caller(
            user.FindFirst(ClaimTypes.NameIdentifier)!.Value,
            user.Identity!.Name ?? "key",
            new HashSet<string>(StringComparer.Ordinal),
            dealer is null ? DealerScope.All : DealerScope.Of(dealer),
            dealer);
    }

    private static IngestAnswer Answer(HttpContext http, IReadOnlyList<EventVerdict> verdicts, ErrorTexts text)
    {
        var results = new IngestResult[verdicts.Count];
        var counts = new int[3];
        for (var i = 0; i < verdicts.Count; i++)
        {
            var verdict = verdicts[i];
            counts[(int)verdict.Verdict]++;
            results[i] = new IngestResult(
                i,
                verdict.Id,
                verdict.Verdict switch { FactVerdict.Accepted => "accepted", FactVerdict.Duplicate => "duplicate", _ => "rejected" },
                verdict.Verdict == FactVerdict.Rejected ? null : verdict.Seq,
                verdict.Verdict == FactVerdict.Rejected ? Problems.Of(http, StatusCodes.Status422UnprocessableEntity, verdict.Errors, text) : null);
        }

        for (var i = 0; i < counts.Length; i++)
        {
            Telemetry.EventsIngested.Add(counts[i], new KeyValuePair<string, object?>("verdict", ((FactVerdict)i).ToString()));
        }

        return new IngestAnswer(counts[0], counts[1], counts[2], results);
    }

    private static IResult Problem(HttpContext http, int status, Error error) =>
        Results.Problem(Problems.Of(http, status, [error], http.RequestServices.GetRequiredService<ErrorTexts>()));
}
