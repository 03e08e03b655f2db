using System.Text.Json.Nodes;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ChannelPortal.Platform.Observability;

/// <summary>What the generated description cannot know: the key and its scopes, the problem format, the batch formats with examples.</summary>
internal sealed class ApiDocument : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    public const string Title = "ChannelPortal API";

    /// <summary>Name of the key in the description.</summary>
    public const string Scheme = "apiKey";

    private const string Guide = """
        Outside systems send business events and read metrics.

        **Key.** An administrator makes a key under *API keys*; it is shown once. Send it as `Authorization: Bearer cp_…`. A key has scopes
        (`events:write`, `metrics:read`, `diagnostics:read`, `prices:read`) and may be limited to one dealer, whose rows alone it can write and read.

        **Events.** CloudEvents 1.0 in JSON mode. `type` is `com.channelportal.{fact}.v1`, `source` and `id` together are unique for ever:
        send again after a lost answer, a second delivery changes nothing and answers `duplicate`. Three bodies are taken: one event
        (`application/cloudevents+json`), an array of events (`application/cloudevents-batch+json`), and one event a line
        (`application/x-ndjson`). At most 10,000 events and 8 MiB a request, 64 KiB an event. The answer comes after commit, one verdict an event in the
        order sent; refused events also go to quarantine, where an administrator can replay them.

        **Errors.** `application/problem+json` (RFC 9457) with `code`, `traceId` and, for input, `errors` by field. `type` is
        `https://channelportal.example/problems/{code}`. Codes that a program may meet: `key_required` (401), `scope_missing` (403),
        `malformed_json`, `not_utf8`, `no_events` (400), `body_too_large`, `too_many_events` (413), `content_type_not_supported`,
        `encoding_not_supported` (415), `rate_limited` (429, with `Retry-After`), and for one event (422): `unknown_type`, `missing_column`,
        `unknown_column`, `wrong_type`, `value_not_allowed`, `unknown_reference`, `date_in_future`, `occurs_in_future`.

        **Limit.** 600 requests a minute per key.
        """;

    private const string OneEvent = """
        {"specversion":"1.0","type":"com.channelportal.pos_sales.v1","source":"/erp/pos","id":"2026-10-31-000417","time":"2026-10-31T06:15:00Z",
         "data":{"sale_id":"T-000417","dealer_id":"D0001","product_id":"P0001","sold_on":"2026-10-31","qty":"3","amount":"384.00"}}
        """;

    private const string OneProblem = """
        {"type":"https://channelportal.example/problems/scope-missing","title":"Forbidden","status":403,
         "detail":"The API key does not have the scope that this call needs.","code":"scope_missing","traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}
        """;

    private const string OneAnswer = """
        {"accepted":1,"duplicate":1,"rejected":1,"results":[
          {"index":0,"id":"2026-10-31-000417","verdict":"accepted","seq":184467},
          {"index":1,"id":"2026-10-31-000416","verdict":"duplicate","seq":184466},
          {"index":2,"id":"2026-10-31-000418","verdict":"rejected","problem":{"type":"https://channelportal.example/problems/unknown-reference",
            "title":"dealers has no D9999.","status":422,"code":"unknown_reference","errors":{"dealer_id":["dealers has no D9999."]}}}]}
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = Title, Version = "1", Description = Guide };
        document.AddComponent(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "cp_…",
            Description = "An API key with the scope that the operation names.",
        });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(a => a.Policy)
            .FirstOrDefault(p => p?.StartsWith(PermissionPolicyProvider.ApiPrefix, StringComparison.Ordinal) == true)?[PermissionPolicyProvider.ApiPrefix.Length..];
        if (scope is not null)
        {
            operation.Description = $"Needs the scope `{scope}`. {operation.Description}";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        }

        foreach (var media in (operation.Responses ?? []).Values.SelectMany(r => r.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)).Where(c => c.Key == "application/problem+json"))
        {
            media.Value.Example = JsonNode.Parse(OneProblem);
        }

        if (context.Description.HttpMethod == HttpMethod.Post.Method && context.Description.RelativePath == "api/v1/events" && operation.RequestBody?.Content is { } bodies)
        {
            foreach (var (type, media) in bodies)
            {
                media.Schema = null;
                media.Example = type switch
                {
                    "application/cloudevents-batch+json" => new JsonArray(JsonNode.Parse(OneEvent)),
                    "application/x-ndjson" => JsonValue.Create(JsonNode.Parse(OneEvent)!.ToJsonString() + "\n"),
                    _ => JsonNode.Parse(OneEvent),
                };
            }

            if (operation.Responses?["200"].Content?["application/json"] is { } answer)
            {
                answer.Example = JsonNode.Parse(OneAnswer);
            }
        }

        return Task.CompletedTask;
    }
}
