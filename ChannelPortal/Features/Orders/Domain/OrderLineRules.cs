using System.Globalization;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>What a line must be to be ordered. The form asks while the buyer types, the server when the order comes.</summary>
internal static class OrderLineRules
{
    /// <summary>Null when the line may stand.</summary>
    public static Error? Refusal(CatalogueProduct product, long quantity, DateOnly today, OrdersOptions options) =>
        product.LaunchedOn > today ? Error.Of("order_product_not_on_sale", product.ProductId, product.LaunchedOn).On("productId")
        : quantity <= 0 || quantity > (long)options.MaxQuantity * Money.QuantityScale ? Error.Of("order_quantity_out_of_range", product.ProductId, options.MaxQuantity).On("quantity")
        : quantity % product.PackQty != 0
            ? Error.Of("order_quantity_not_in_packs", product.ProductId, product.PackQty / (decimal)Money.QuantityScale, product.UnitFor(CultureInfo.CurrentUICulture)).On("quantity")
        : null;
}
