using System.Security.Claims;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Logistics;

/// <summary>What a carrier's system sends.</summary>
public sealed record TrackingRequest(IReadOnlyList<CarrierEvent> Events);

/// <summary><c>POST /api/v1/tracking</c>.</summary>
internal static class TrackingEndpoints
{
    public const string Scope = "tracking:write";

    public static void MapTrackingApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/tracking", PostAsync)
            .WithName("PostTracking")
            .WithTags("Tracking")
            .WithSummary("Report carrier events")
            .WithDescription(
                "Events of shipments by waybill number or shipment number, with the codes of 快递100 (0 on the way, 1 collected, 2 trouble, 3 signed, 4 and 14 refused, 5 out for delivery, "
                + "6 going back, 7 forwarded, 10 to 13 customs) or damaged. Waybill, code and instant make an event unique: a second delivery changes nothing and is counted as duplicate. "
                + "A key that belongs to a dealer reports that dealer's shipments only.")
            .Produces<TrackingAnswer>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + Scope)
            .RequireRateLimiting(EventEndpoints.RateLimit);

    private static async Task<IResult> PostAsync(
        HttpContext http, TrackingRequest request, [FromServices] ICommandDispatcher dispatcher, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        var result = await dispatcher.SendAsync(new ReceiveTracking(request.Events ?? []), CallerOf(http.User), SequentialId.New(time).ToString(), cancellationToken);
        return result.ToHttp(http);
    }

    /// <summary>The key's scope has been checked; within its dealers it acts like a machine of the portal's own.</summary>
    private static Caller CallerOf(ClaimsPrincipal user) => Caller.System("tracking api") with
    {
        UserId = user.FindFirst(ClaimTypes.NameIdentifier)!.Value,
        Name = user.Identity!.Name ?? "key",
        Scope = user.FindFirst(PortalClaims.Dealer)?.Value is { } dealer ? DealerScope.Of(dealer) : DealerScope.All,
    };
}
