using System.Globalization;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>Formats the values of one axis: a single big unit for the whole axis, so 万 and 亿 never mix.</summary>
internal sealed class ChartNumbers
{
    private readonly ChartFormat format;
    private readonly double divisor;
    private readonly int decimals;

    public ChartNumbers(ChartSpec spec, double largest, bool isChinese)
    {
        format = spec.Format;
        var bigUnit = "";
        (divisor, decimals) = (1, format == ChartFormat.Integer ? 0 : 1);
        if (format == ChartFormat.Money)
        {
            (divisor, bigUnit) = (isChinese, Math.Abs(largest)) switch
            {
                (true, >= 1e8) => (1e8, "亿"),
                (true, >= 1e4) => (1e4, "万"),
                (false, >= 1e6) => (1e6, "M"),
                (false, >= 1e3) => (1e3, "k"),
                _ => (1d, ""),
            };
            decimals = divisor > 1 && Math.Abs(largest) / divisor < 100 ? 1 : 0;
        }

        Unit = format == ChartFormat.Percent ? "%" : bigUnit + spec.Unit;
    }

    /// <summary>Printed once at the axis.</summary>
    public string Unit { get; }

    /// <summary>A value beside its point or bar.</summary>
    public string Value(double value) => format == ChartFormat.Percent
        ? Text(value * 100, 1)
        : Text(value / divisor, decimals);

    /// <summary>A tick of the axis, without needless decimals.</summary>
    public string Tick(double value)
    {
        var shown = Math.Round(format == ChartFormat.Percent ? value * 100 : value / divisor, 6);
        return shown.ToString("#,##0.##", CultureInfo.InvariantCulture);
    }

    private static string Text(double value, int digits) =>
        Math.Round(value, digits, MidpointRounding.AwayFromZero).ToString(digits == 0 ? "#,##0" : "#,##0.0", CultureInfo.InvariantCulture);
}
