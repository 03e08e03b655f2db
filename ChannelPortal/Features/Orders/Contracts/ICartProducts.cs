using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>A product in a cart.</summary>
/// <param name="Quantity">Thousandths.</param>
public sealed record CartProduct(string ProductId, long Quantity);

/// <summary>Carts for other documents to begin with.</summary>
public interface ICartProducts
{
    /// <summary>What can be ordered of a cart; null when the caller may not open it.</summary>
    Task<IReadOnlyList<CartProduct>?> OfAsync(string cartId, Caller caller, CancellationToken cancellationToken);
}
