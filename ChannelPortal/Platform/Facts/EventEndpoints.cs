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
            .Accepts<JsonElement>("application/cloudevents+json", "application/cloudevents-batch+json", "application/x-ndjson", "application/json")
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

        byte[] body;
        try
        {
            using var buffer = new MemoryStream(checked((int)Math.Min(http.Request.ContentLength ?? 4096, MaxBodyBytes)));
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
            body = buffer.ToArray();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem(http, StatusCodes.Status413PayloadTooLarge, Error.Of("body_too_large", MaxBodyBytes / 1024 / 1024));
        }

        var documents = new List<JsonDocument>();
        try
        {
            if (!System.Text.Unicode.Utf8.IsValid(body))
            {
                return Problem(http, StatusCodes.Status400BadRequest, Error.Of("not_utf8"));
            }

            var events = new List<JsonElement>();
            if (Parse(body, type, documents, events) is { } error)
            {
                return Problem(http, StatusCodes.Status400BadRequest, error);
            }

            if (events.Count > EventIngestion.MaxEvents)
            {
                return Problem(http, StatusCodes.Status413PayloadTooLarge, Error.Of("too_many_events", EventIngestion.MaxEvents, events.Count));
            }

            var dealer = http.User.FindFirst(PortalClaims.Dealer)?.Value;
            var caller = new Caller(
                http.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)!.Value,
                http.User.Identity!.Name ?? "key",
                new HashSet<string>(StringComparer.Ordinal),
                dealer is null ? DealerScope.All : DealerScope.Of(dealer),
                dealer);
            var verdicts = await ingestion.IngestAsync(events, caller, http.RequestAborted);
            return Results.Ok(Answer(http, verdicts, text));
        }
        finally
        {
            foreach (var document in documents)
            {
                document.Dispose();
            }
        }
    }

    private static Error? Parse(byte[] body, string type, List<JsonDocument> documents, List<JsonElement> events)
    {
        try
        {
            if (type == "application/x-ndjson")
            {
                var line = 0;
                foreach (var range in Lines(body))
                {
                    line++;
                    if (range.Length == 0)
                    {
                        continue;
                    }

                    try
                    {
                        documents.Add(JsonDocument.Parse(range));
                    }
                    catch (JsonException exception)
                    {
                        return Error.Of("malformed_json", line, (exception.BytePositionInLine ?? 0) + 1);
                    }

                    events.Add(documents[^1].RootElement);
                }
            }
            else
            {
                documents.Add(JsonDocument.Parse(body));
                var root = documents[0].RootElement;
                if (root.ValueKind == JsonValueKind.Array)
                {
                    events.AddRange(root.EnumerateArray());
                }
                else
                {
                    events.Add(root);
                }
            }
        }
        catch (JsonException exception)
        {
            return Error.Of("malformed_json", (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
        }

        return events.Count == 0 ? Error.Of("no_events") : null;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] body)
    {
        var from = 0;
        while (from < body.Length)
        {
            var end = Array.IndexOf(body, (byte)'\n', from);
            end = end < 0 ? body.Length : end;
            var length = end - from;
            yield return new ReadOnlyMemory<byte>(body, from, length > 0 && body[end - 1] == '\r' ? length - 1 : length);
            from = end + 1;
        }
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
