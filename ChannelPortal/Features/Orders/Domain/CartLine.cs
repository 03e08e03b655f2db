using System.Globalization;
using System.Text.RegularExpressions;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>A line as the buyer gave it. It stays as it is until it can be read, so that a slip can be mended in place.</summary>
/// <param name="Code">Product code or name.</param>
/// <param name="Quantity">Number in units; one pack when empty.</param>
/// <param name="Unit">Unit that the buyer wrote beside the quantity; null takes the product's.</param>
public sealed partial record CartLine(string Code, string? Quantity = null, string? Unit = null)
{
    /// <summary>Longest part that is kept.</summary>
    public const int MaxText = 120;

    public static CartLine Of(string productId, long quantity) => new(productId, Plain(quantity));

    /// <summary>A stored quantity as a number that reads back as the same.</summary>
    public static string Plain(long quantity) => (quantity / (decimal)Money.QuantityScale).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Thousandths of the unit; null when the text is no positive number with at most three decimals.</summary>
    public static long? ReadQuantity(string text)
    {
        if (!decimal.TryParse(Grouped().IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal) : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number is <= 0 or > 1_000_000_000_000)
        {
            return null;
        }

        var scaled = number * Money.QuantityScale;
        return scaled == decimal.Truncate(scaled) ? (long)scaled : null;
    }

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+(\.\d+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Grouped();
}
