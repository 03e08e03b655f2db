using System.Globalization;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Pricing.Components;

/// <summary>How the terms of a row are written.</summary>
internal static class PriceRowWords
{
    public static string Price(long? price, int? discount, IStringLocalizer<PricingText> text) =>
        price is { } known ? Money(known) : text["Off_List", NumberFormat.Quantity((discount ?? 0) / 100m)];

    public static string Money(long price, string currency = "CNY") =>
        NumberFormat.Symbol(currency) + (price / (decimal)Platform.Kernel.Money.PriceScale).ToString("#,##0.00##", CultureInfo.InvariantCulture);

    public static string Units(long quantity) => NumberFormat.Quantity(quantity / (decimal)Platform.Kernel.Money.QuantityScale);

    public static string Quantities(long min, long? max, IStringLocalizer<PricingText> text)
    {
        var from = min > 0 ? text["From_Quantity", Units(min)].Value : "";
        return max is { } most ? $"{from} {text["Up_To", Units(most)]}".Trim() : from;
    }

    /// <summary>Rows end with a day that they do not hold any more; people name the last one.</summary>
    public static string LastDay(DateOnly? to, IStringLocalizer<PricingText> text) => to is { } day ? NumberFormat.Date(day.AddDays(-1)) : text["Open_End"];
}
