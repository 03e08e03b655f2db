using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>What a dealer pays for a unit, and by which rule.</summary>
/// <param name="Price">Ten-thousandths of a major unit.</param>
internal sealed record UnitPrice(long Price, string Source);

/// <summary>List price less the tier's discount, rounded half away from zero to four decimals.</summary>
internal static class TierPrice
{
    public static UnitPrice Of(long listPrice, string tier, OrdersOptions options)
    {
        var discount = options.TierDiscountPercent.GetValueOrDefault(tier);
        return discount == 0
            ? new UnitPrice(listPrice, "list")
            : new UnitPrice((long)Math.Round(listPrice * (100 - discount) / 100, 0, MidpointRounding.AwayFromZero), "tier");
    }

    /// <summary>Line amount in minor units at that price.</summary>
    public static long Amount(UnitPrice price, long quantity) => Money.LineMinor(price.Price, quantity);
}
