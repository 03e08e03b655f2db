using System.Security.Claims;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Orders;

/// <summary>An order as a dealer's own system sends it. Quantities in units, up to three decimals.</summary>
/// <param name="ShipToId">One of the dealer's addresses; nothing means its own.</param>
/// <param name="ExpectedNet">Total that the buyer saw; the order is refused when prices moved meanwhile.</param>
/// <param name="IsIntended">Order although the company ordered just the same a moment ago.</param>
public sealed record OrderRequest(IReadOnlyList<OrderRequestLine> Lines, string? ShipToId = null, decimal? ExpectedNet = null, bool IsIntended = false);

/// <inheritdoc cref="OrderRequest"/>
public sealed record OrderRequestLine(string ProductId, decimal Quantity);

/// <summary>The order that came of it. Amounts in units of the currency.</summary>
/// <param name="Status">confirmed, held or submitted.</param>
/// <param name="HoldReason">Why it waits; nothing when it does not.</param>
public sealed record OrderAccepted(string OrderId, string Status, string? HoldReason, decimal Net, string Currency, decimal AvailableCredit);

/// <summary>An order with its lines.</summary>
public sealed record OrderAnswer(
    string OrderId, string Status, string? HoldReason, DateOnly OrderedOn, DateOnly? PromisedOn, string? ShipToId, decimal Net, string Currency, IReadOnlyList<OrderAnswerLine> Lines);

/// <inheritdoc cref="OrderAnswer"/>
public sealed record OrderAnswerLine(int LineNo, string ProductId, decimal Quantity, decimal NetPrice, decimal NetAmount, string PriceSource, string Status);

/// <summary>A page of orders, the newest first.</summary>
/// <param name="Count">Orders of the whole filter.</param>
public sealed record OrderListAnswer(int Count, IReadOnlyList<OrderListRow> Orders);

/// <inheritdoc cref="OrderListAnswer"/>
public sealed record OrderListRow(string OrderId, string DealerId, string Status, DateOnly OrderedOn, DateOnly? PromisedOn, decimal Net, string Currency, int Lines);

/// <summary><c>/api/v1/orders</c> for systems of dealers.</summary>
internal static class OrderEndpoints
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const int LongestKey = 100;
    private const int PageSize = 100;
    private const decimal LargestNumber = 10_000_000_000;

    public static void MapOrderApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/orders", PlaceAsync)
            .WithName("PlaceOrder")
            .WithTags("Orders")
            .WithSummary("Place an order")
            .WithDescription(
                "Orders for the dealer that the key belongs to, with the checks, prices, credit and stock of the order form. The header Idempotency-Key is mandatory: "
                + "the same key with the same body gives the first answer again, with another body 409. A refusal names every line at fault and saves nothing.")
            .Produces<OrderAccepted>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + "orders:write")
            .RequireRateLimiting(EventEndpoints.RateLimit);
        app.MapGet("/api/v1/orders/{orderId}", GetAsync)
            .WithName("GetOrder")
            .WithTags("Orders")
            .WithSummary("One order with its lines")
            .Produces<OrderAnswer>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + "orders:read")
            .RequireRateLimiting(EventEndpoints.RateLimit);
        app.MapGet("/api/v1/orders", FindAsync)
            .WithName("FindOrders")
            .WithTags("Orders")
            .WithSummary("Orders by state, the newest first")
            .WithDescription("A key that belongs to a dealer sees that dealer's orders only. At most a hundred a page; pages count from 1.")
            .Produces<OrderListAnswer>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + "orders:read")
            .RequireRateLimiting(EventEndpoints.RateLimit);
    }

    private static async Task<IResult> PlaceAsync(
        HttpContext http, OrderRequest request, [FromHeader(Name = IdempotencyKey)] string? key, [FromServices] ICommandDispatcher dispatcher, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
        {
            return Problem(http, StatusCodes.Status400BadRequest, Error.Of("idempotency_key_required", LongestKey));
        }

        if (http.User.FindFirst(PortalClaims.Dealer)?.Value is not { } dealer)
        {
            return Problem(http, StatusCodes.Status403Forbidden, Error.Of("order_needs_dealer"));
        }

        // A key with this scope is a buyer of its dealer, nothing more.
        var caller = new Caller(
            http.User.FindFirst(ClaimTypes.NameIdentifier)!.Value, http.User.Identity?.Name ?? "", new HashSet<string>(StringComparer.Ordinal) { "DB" }, DealerScope.Of(dealer), dealer);
        var command = new PlaceOrder(
            [.. (request.Lines ?? []).Select(l => new PlaceOrderLine(l?.ProductId ?? "", Thousandths(l?.Quantity ?? 0)))],
            request.ExpectedNet is { } net ? Money.ToMinor(Within(net)) : null, ShipToId: request.ShipToId, IsIntended: request.IsIntended);
        var placed = await dispatcher.SendAsync(command, caller, key, cancellationToken);
        return placed.Ok ? Results.Ok(AnswerOf(placed.Value)) : placed.ToHttp(http);
    }

    private static async Task<IResult> GetAsync(HttpContext http, string orderId, [FromServices] IOrderReader orders, CancellationToken cancellationToken) =>
        await orders.GetAsync(orderId, ScopeOf(http), cancellationToken) is { } document
            ? Results.Ok(AnswerOf(document))
            : Problem(http, StatusCodes.Status404NotFound, Error.NotFound);

    private static async Task<IResult> FindAsync(HttpContext http, string? status, int? page, [FromServices] IOrderReader orders, CancellationToken cancellationToken)
    {
        var found = await orders.FindAsync(new OrderFilter(status), ScopeOf(http), (Math.Clamp(page ?? 1, 1, 1_000_000) - 1) * PageSize, PageSize, cancellationToken);
        return Results.Ok(new OrderListAnswer(
            found.Count, [.. found.Rows.Select(r => new OrderListRow(r.OrderId, r.DealerId, r.Status, r.OrderedOn, r.PromisedOn, Major(r.NetAmount), r.Currency, r.LineCount))]));
    }

    private static OrderAccepted AnswerOf(PlacedOrder placed) => new(placed.OrderId, placed.Status, placed.HoldReason, Major(placed.NetAmount), placed.Currency, Major(placed.Available));

    private static OrderAnswer AnswerOf(OrderDocument document)
    {
        var order = document.Order;
        return new OrderAnswer(
            order.OrderId, order.Status, order.Status is "held" or "submitted" ? order.HoldReason : null, order.OrderedOn, order.PromisedOn, order.ShipToId, Major(order.NetAmount), order.Currency,
            [
                .. document.Lines.Select(l => new OrderAnswerLine(
                    l.LineNo, l.ProductId, l.Quantity / (decimal)Money.QuantityScale, l.NetPrice / (decimal)Money.PriceScale, Major(l.NetAmount), l.PriceSource, l.Status)),
            ]);
    }

    private static DealerScope ScopeOf(HttpContext http) => http.User.FindFirst(PortalClaims.Dealer)?.Value is { } dealer ? DealerScope.Of(dealer) : DealerScope.All;

    private static decimal Major(long minor) => minor / (decimal)Money.MinorPerMajor;

    /// <summary>A number beyond what is ever ordered stays so, and is refused as one.</summary>
    private static decimal Within(decimal number) => Math.Clamp(number, -LargestNumber, LargestNumber);

    private static long Thousandths(decimal quantity) => (long)Math.Round(Within(quantity) * Money.QuantityScale, 0, MidpointRounding.AwayFromZero);

    private static IResult Problem(HttpContext http, int status, Error error) =>
        Results.Problem(Problems.Of(http, status, [error], http.RequestServices.GetRequiredService<ErrorTexts>()));
}
