using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Begins a cart of the caller with these products and answers with its id: <c>orders/new?cart={id}</c> opens it. Prices, stock and credit are looked at there.</summary>
/// <param name="Name">At most sixty characters; what is longer is cut. Null for a cart without a name.</param>
[Permission("orders.place")]
public sealed record FillCart(string? Name, IReadOnlyList<CartProduct> Products) : ICommand<string>;
