using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Order lines from prices, and their amounts when the quantity changes.</summary>
internal static class OrderLinePricing
{
    public static OrderLineFact Line(string orderId, int number, PricedLine price, CatalogueProduct product, string dealerId, DateOnly orderedOn, DateTimeOffset? orderedAt)
    {
        var line = new OrderLineFact
        {
            OrderId = orderId,
            LineNo = number,
            DealerId = dealerId,
            ProductId = product.ProductId,
            OrderedOn = orderedOn,
            OrderedAt = orderedAt,
            UnitCost = product.UnitCost,
            IsNewProduct = product.IsNew,
        };
        Price(line, price);
        return line;
    }

    /// <summary>Gives the line another price and quantity.</summary>
    public static void Price(OrderLineFact line, PricedLine price)
    {
        (line.ListPrice, line.NetPrice, line.PriceSource) = (price.ListPrice, price.NetPrice, price.Source);
        Resize(line, price.Quantity);
    }

    /// <summary>The same price for another quantity.</summary>
    public static void Resize(OrderLineFact line, long quantity)
    {
        line.OrderedQty = quantity;
        line.CostAmount = Money.LineMinor(line.UnitCost, quantity);
        if (line.PriceSource == OrderLineFact.Rebate)
        {
            (line.ListAmount, line.NetAmount, line.DiscountAmount) = (0, 0, 0);
            return;
        }

        line.ListAmount = Money.LineMinor(line.ListPrice, quantity);
        line.NetAmount = Money.LineMinor(line.NetPrice, quantity);
        line.DiscountAmount = line.ListAmount - line.NetAmount;
    }

    /// <summary>Charges nothing. No list amount either: the rebate is accounted as a rebate, and would be a discount a second time.</summary>
    public static void Free(OrderLineFact line)
    {
        (line.ListPrice, line.NetPrice, line.PriceSource) = (line.NetPrice, 0, OrderLineFact.Rebate);
        Resize(line, line.OrderedQty);
    }
}
