using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Features.Pricing;

/// <summary>What a system asks: a dealer and its lines. Quantities in units, up to three decimals.</summary>
public sealed record PriceRequest(string DealerId, IReadOnlyList<PriceRequestLine> Lines);

/// <inheritdoc cref="PriceRequest"/>
public sealed record PriceRequestLine(string ProductId, decimal Quantity);

/// <summary>Prices in units of the currency; the fingerprint is equal while nothing moves.</summary>
public sealed record PriceAnswer(string DealerId, DateOnly Day, string Fingerprint, IReadOnlyList<PriceAnswerLine> Lines);

/// <param name="Source">list, region, tier, dealer, contract or promo.</param>
/// <param name="NextQuantity">The next larger quantity that makes a unit cheaper.</param>
public sealed record PriceAnswerLine(string ProductId, decimal Quantity, decimal ListPrice, decimal NetPrice, decimal NetAmount, string Source, decimal? NextQuantity, decimal? NextPrice);

/// <summary><c>POST /api/v1/prices</c>.</summary>
internal static class PriceEndpoints
{
    private const int MaxLines = 1_000;

    public static void MapPriceApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/prices", PriceAsync)
            .WithName("GetPrices")
            .WithTags("Prices")
            .WithSummary("Price lines for a dealer")
            .WithDescription(
                "What a dealer pays today for each product and quantity, by the same rule that orders are priced with: contract, promotion, dealer, tier and region "
                + "list, list price. Products that do not exist are left out. A key that belongs to a dealer prices for that dealer only.")
            .Produces<PriceAnswer>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .RequireAuthorization(PermissionPolicyProvider.ApiPrefix + PricingPermissions.ApiScope)
            .RequireRateLimiting(EventEndpoints.RateLimit);

    private static async Task<IResult> PriceAsync(HttpContext http, PriceRequest request, [FromServices] IPrices prices, CancellationToken cancellationToken)
    {
        if (request.Lines is not { Count: > 0 and <= MaxLines } || request.Lines.Any(l => l?.ProductId is null || l.Quantity is <= 0 or > 10_000_000))
        {
            return Result<PriceAnswer>.Fail(Error.Of("price_request_lines", MaxLines).On("lines")).ToHttp(http);
        }

        var scope = http.User.FindFirst(PortalClaims.Dealer)?.Value is { } dealer ? DealerScope.Of(dealer) : DealerScope.All;
        var caller = new Caller("key", "api key", new HashSet<string>(StringComparer.Ordinal), scope);
        var asks = request.Lines.Select(l => new PriceAsk(l.ProductId, (long)Math.Round(l.Quantity * Money.QuantityScale, 0, MidpointRounding.AwayFromZero))).ToList();
        if (await prices.PriceAsync(caller, request.DealerId ?? "", asks, cancellationToken) is not { } sheet)
        {
            return Results.Problem(Problems.Of(http, StatusCodes.Status404NotFound, [Error.NotFound], http.RequestServices.GetRequiredService<ErrorTexts>()));
        }

        return Results.Ok(new PriceAnswer(sheet.DealerId, sheet.Day, sheet.Fingerprint, [.. sheet.Lines.Select(AnswerOf)]));
    }

    private static PriceAnswerLine AnswerOf(PricedLine line) => new(
        line.ProductId, Units(line.Quantity), Price(line.ListPrice), Price(line.NetPrice), line.NetAmount / (decimal)Money.MinorPerMajor, line.Source,
        line.NextBreak is { } next ? Units(next.FromQuantity) : null, line.NextBreak is { } cheaper ? Price(cheaper.NetPrice) : null);

    private static decimal Units(long quantity) => quantity / (decimal)Money.QuantityScale;

    private static decimal Price(long price) => price / (decimal)Money.PriceScale;
}
