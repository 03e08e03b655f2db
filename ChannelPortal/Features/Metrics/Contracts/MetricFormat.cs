using System.Globalization;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>How a value is written wherever it is shown: fractions as percent, money with cents, no value as a dash.</summary>
public static class MetricFormat
{
    /// <summary>No value; never shown as 0.</summary>
    public const string NoValue = "—";

    /// <summary>The number with its percent sign but without any other unit.</summary>
    public static string Number(MetricValue value, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(culture);
        return value.Value is not { } number ? NoValue
            : value.Unit.StartsWith('%') ? Math.Round(number * 100, 1, MidpointRounding.AwayFromZero).ToString("N1", culture) + "%"
            : value.Unit.StartsWith("CNY", StringComparison.Ordinal) ? Rounded(number, 2, culture)
            : decimal.IsInteger(number) ? number.ToString("N0", culture)
            : Rounded(number, 2, culture);
    }

    private static string Rounded(decimal number, int decimals, CultureInfo culture) =>
        Math.Round(number, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), culture);
}
