using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Queries;

/// <inheritdoc cref="ICartProducts"/>
internal sealed class CartProducts(CartReader carts, CartResolver resolver) : ICartProducts
{
    public async Task<IReadOnlyList<CartProduct>?> OfAsync(string cartId, Caller caller, CancellationToken cancellationToken) =>
        await carts.GetAsync(cartId, caller, cancellationToken) is { } cart
            ? [.. (await resolver.ResolveAsync(cart.Lines, caller, cancellationToken)).Where(l => l is { Product: not null, Error: null }).Select(l => new CartProduct(l.Product!.Product.ProductId, l.Quantity))]
            : null;
}
