using System.Globalization;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Orders.Components;

/// <summary>Prices and quantities as the order form shows them.</summary>
internal static class OrderNumberText
{
    public static string Quantity(long quantity) => NumberFormat.Quantity(quantity / (decimal)Money.QuantityScale);

    public static string Price(long price, string currency) => NumberFormat.Symbol(currency) + (price / (decimal)Money.PriceScale).ToString("#,##0.00##", CultureInfo.InvariantCulture);
}
