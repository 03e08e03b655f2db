using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Metrics;

/// <summary><c>GET /api/v1/metrics/{id}</c>.</summary>
internal static class MetricEndpoints
{
    public static void MapMetricApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/metrics/{id}", GetAsync)
            .WithName("GetMetric")
            .WithTags("Metrics")
            .WithSummary("Read one metric")
            .WithDescription(
                "The value of a catalogue metric for a slice (dealer=D0001; region=33,category=…; region includes all regions below) and a period "
                + "(2026, 2026-Q3, 2026-10 or 2026-10-31). A value is null where the metric has none; % is a fraction; n counts the facts behind "
                + "it. A key that belongs to a dealer sees that dealer's rows only.")
            .Produces<MetricAnswer>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + MetricsPermissions.ApiScope)
            .RequireRateLimiting(EventEndpoints.RateLimit);

    private static async Task<IResult> GetAsync(
        HttpContext http, string id, string? slice, string? period, [FromServices] GetMetricValue query, CancellationToken cancellationToken)
    {
        var scope = http.User.FindFirst(PortalClaims.Dealer)?.Value is { } dealer ? DealerScope.Of(dealer) : DealerScope.All;
        var answer = await query.HandleAsync(id, slice, period, scope, cancellationToken);
        return answer.Ok || answer.Errors[0].Code != "metric_unknown"
            ? answer.ToHttp(http)
            : Results.Problem(Problems.Of(http, StatusCodes.Status404NotFound, answer.Errors, http.RequestServices.GetRequiredService<ErrorTexts>()));
    }
}
