using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Metrics;

/// <summary><c>GET /api/v1/metrics/{id}</c>, its series, and several metrics by a dimension.</summary>
internal static class MetricEndpoints
{
    private const string Reading =
        "A slice is dealer=D0001 or region=33,category=… (a region includes all below). A value is null where the metric has none; % is a fraction; "
        + "n counts the facts behind it. A key that belongs to a dealer sees that dealer's rows only.";

    public static void MapMetricApi(this IEndpointRouteBuilder app)
    {
        Described(app.MapGet("/api/v1/metrics/{id}", GetAsync), "GetMetric", "Read one metric", "The value of a catalogue metric for a slice and a period (2026, 2026-Q3, 2026-10 or 2026-10-31). ")
            .Produces<MetricAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Described(app.MapGet("/api/v1/metrics/{id}/series", SeriesAsync), "GetMetricSeries", "Read the months of one metric", "The last months (24, at most 120) of a catalogue metric up to the month until (2026-10), oldest first. ")
            .Produces<IReadOnlyList<MetricAnswer>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Described(app.MapGet("/api/v1/metrics", ByAsync), "GetMetricsBy", "Read several metrics by a dimension", "Catalogue metrics (ids separated by commas, or core) for each value of a dimension such as dealer, province or category, in one period. ")
            .Produces<IReadOnlyList<MetricAnswer>>();
    }

    private static RouteHandlerBuilder Described(RouteHandlerBuilder route, string name, string summary, string what) => route
        .WithName(name)
        .WithTags("Metrics")
        .WithSummary(summary)
        .WithDescription(what + Reading)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + MetricsPermissions.ApiScope)
        .RequireRateLimiting(EventEndpoints.RateLimit);

    private static async Task<IResult> GetAsync(
        HttpContext http, string id, string? slice, string? period, [FromServices] GetMetricValue query, CancellationToken cancellationToken) =>
        Answer(http, await query.HandleAsync(id, slice, period, ScopeOf(http), cancellationToken));

    private static async Task<IResult> SeriesAsync(
        HttpContext http, string id, string? slice, string? until, int? months, [FromServices] GetMetricValue query, CancellationToken cancellationToken) =>
        Answer(http, await query.SeriesAsync(id, slice, until, months, ScopeOf(http), cancellationToken));

    private static async Task<IResult> ByAsync(
        HttpContext http, string? ids, string? by, string? slice, string? period, [FromServices] GetMetricValue query, CancellationToken cancellationToken) =>
        Answer(http, await query.ByAsync(ids, by, slice, period, ScopeOf(http), cancellationToken));

    private static DealerScope ScopeOf(HttpContext http) => http.User.FindFirst(PortalClaims.Dealer)?.Value is { } dealer ? DealerScope.Own(dealer) : DealerScope.All;

    private static IResult Answer<T>(HttpContext http, Result<T> answer) => answer.Ok || answer.Errors[0].Code != "metric_unknown"
        ? answer.ToHttp(http)
        : Results.Problem(Problems.Of(http, StatusCodes.Status404NotFound, answer.Errors, http.RequestServices.GetRequiredService<ErrorTexts>()));
}
