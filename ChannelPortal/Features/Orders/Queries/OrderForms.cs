using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>What the order form opens with.</summary>
/// <param name="Standing">Null when the caller belongs to no dealer.</param>
/// <param name="Cart">The cart to go on with; null for a new one.</param>
public sealed record OrderFormStart(
    CreditStanding? Standing, IReadOnlyList<CatalogueCategory> Categories, IReadOnlyList<CartRow> Carts, SavedCart? Cart, IReadOnlyList<ResolvedLine> Lines)
{
    /// <summary>Where goods may go besides the dealer's own address.</summary>
    public IReadOnlyList<ShipToChoice> Addresses { get; init; } = [];
}

/// <summary>A line of an earlier order with today's price.</summary>
/// <param name="PriceBefore">Net price that was paid then, ten-thousandths.</param>
public sealed record ReorderedLine(ResolvedLine Line, long PriceBefore);

/// <summary>Everything that the order form reads.</summary>
public interface IOrderForms
{
    IPriceCatalogue Catalogue { get; }

    /// <param name="cartId">The cart to open. Null opens the newest of the caller's own carts without a name, which is what he left.</param>
    Task<OrderFormStart> StartAsync(Caller caller, string? cartId, CancellationToken cancellationToken);

    Task<IReadOnlyList<CartRow>> CartsAsync(Caller caller, CancellationToken cancellationToken);

    Task<IReadOnlyList<ResolvedLine>> ResolveAsync(IReadOnlyList<CartLine> lines, Caller caller, CancellationToken cancellationToken);

    /// <summary>Lines of a template or of a colleague's cart, to copy; null when the caller may not see it.</summary>
    Task<IReadOnlyList<ResolvedLine>?> CopyAsync(string cartId, Caller caller, CancellationToken cancellationToken);

    /// <summary>The caller's latest orders, to order again.</summary>
    Task<IReadOnlyList<OrderRow>> LatestOrdersAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Lines of an earlier order at today's prices; null when the caller may not see the order.</summary>
    Task<IReadOnlyList<ReorderedLine>?> ReorderAsync(string orderId, Caller caller, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IOrderForms"/>
internal sealed class OrderForms(IPriceCatalogue prices, IProductCatalogue products, ICreditAccounts credit, IOrderReader orders, CartReader carts, CartResolver resolver) : IOrderForms
{
    private const int Latest = 10;

    public IPriceCatalogue Catalogue => prices;

    public async Task<OrderFormStart> StartAsync(Caller caller, string? cartId, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId)
        {
            return new OrderFormStart(null, [], [], null, []);
        }

        var all = await carts.FindAsync(caller, cancellationToken);
        var open = cartId ?? all.FirstOrDefault(c => c is { OwnerName: null, Name: null, IsTemplate: false })?.CartId;
        var cart = open is null ? null : await carts.GetAsync(open, caller, cancellationToken);
        return new OrderFormStart(
            await credit.FindAsync(dealerId, caller.Scope, cancellationToken),
            await products.CategoriesAsync(cancellationToken),
            all,
            cart,
            cart is null ? [] : await resolver.ResolveAsync(cart.Lines, caller, cancellationToken))
        {
            Addresses = await carts.AddressesAsync(caller, cancellationToken),
        };
    }

    public Task<IReadOnlyList<CartRow>> CartsAsync(Caller caller, CancellationToken cancellationToken) => carts.FindAsync(caller, cancellationToken);

    public Task<IReadOnlyList<ResolvedLine>> ResolveAsync(IReadOnlyList<CartLine> lines, Caller caller, CancellationToken cancellationToken) =>
        resolver.ResolveAsync(lines, caller, cancellationToken);

    public async Task<IReadOnlyList<ResolvedLine>?> CopyAsync(string cartId, Caller caller, CancellationToken cancellationToken) =>
        await carts.GetAsync(cartId, caller, cancellationToken) is { } cart ? await resolver.ResolveAsync(cart.Lines, caller, cancellationToken) : null;

    public async Task<IReadOnlyList<OrderRow>> LatestOrdersAsync(Caller caller, CancellationToken cancellationToken) =>
        (await orders.FindAsync(new OrderFilter(DealerId: caller.DealerId), caller.Scope, 0, Latest, cancellationToken)).Rows;

    public async Task<IReadOnlyList<ReorderedLine>?> ReorderAsync(string orderId, Caller caller, CancellationToken cancellationToken)
    {
        if (await carts.OfOrderAsync(orderId, caller, cancellationToken) is not { } lines)
        {
            return null;
        }

        var before = lines.GroupBy(l => l.ProductId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().NetPrice, StringComparer.Ordinal);
        var resolved = await resolver.ResolveAsync([.. lines.Select(l => CartLine.Of(l.ProductId, l.Quantity))], caller, cancellationToken);
        return [.. resolved.Select(r => new ReorderedLine(r, before.GetValueOrDefault(r.Typed.Code)))];
    }
}
