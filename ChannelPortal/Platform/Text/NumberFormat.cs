using System.Globalization;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Text;

/// <summary>
/// How figures are written, on screen, in PDFs and in messages. <c>wwwroot/js/format.js</c> is its twin for live cells; one file of vectors
/// tests both. Rounding is half away from zero and comes before the choice of the big unit, so 99,999,999.99 is ¥1.00亿. Without a culture
/// the one of the current user interface is used.
/// </summary>
public static class NumberFormat
{
    private static readonly (decimal Size, string Suffix)[] s_chineseUnits = [(10_000m, "万"), (100_000_000m, "亿")];

    private static readonly (decimal Size, string Suffix)[] s_englishUnits = [(1_000m, "k"), (1_000_000m, "M"), (1_000_000_000m, "B")];

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>Exact amount: ¥1,234.50, -¥3.00.</summary>
    public static string Money(decimal amount, string currency = "CNY")
    {
        var rounded = Round(amount, 2);
        return Sign(rounded) + Symbol(currency) + Math.Abs(rounded).ToString("#,##0.00", Invariant);
    }

    /// <inheritdoc cref="Money(decimal, string)"/>
    public static string Money(Money money) => Money(money.Amount, money.Currency);

    /// <summary>Amount with a big unit once it reaches 1万: ¥9,999.00, ¥1.23万, ¥4.56亿; in English ¥12.30k, ¥4.56M.</summary>
    public static string MoneyShort(decimal amount, string currency = "CNY", CultureInfo? culture = null)
    {
        var (figure, unit) = MoneyParts(amount, culture);
        return (figure.StartsWith('-') ? "-" : "") + Symbol(currency) + figure.TrimStart('-') + unit;
    }

    /// <inheritdoc cref="MoneyShort(decimal, string, CultureInfo?)"/>
    public static string MoneyShort(Money money, CultureInfo? culture = null) => MoneyShort(money.Amount, money.Currency, culture);

    /// <summary>The figure and the big unit (empty below 1万) apart, for tiles that set the unit smaller.</summary>
    public static (string Figure, string Unit) MoneyParts(decimal amount, CultureInfo? culture = null)
    {
        const decimal exactBelow = 10_000m;
        var figure = Round(amount, 2);
        var suffix = "";
        if (Math.Abs(figure) >= exactBelow)
        {
            var units = PortalCultures.IsChinese(culture) ? s_chineseUnits : s_englishUnits;
            for (var i = 0; i < units.Length; i++)
            {
                figure = Round(amount / units[i].Size, 2);
                suffix = units[i].Suffix;
                if (i + 1 == units.Length || Math.Abs(figure) < units[i + 1].Size / units[i].Size)
                {
                    break;
                }
            }
        }

        return (Sign(figure) + Math.Abs(figure).ToString("#,##0.00", Invariant), suffix);
    }

    /// <summary>One big unit for a whole axis or column, chosen by its largest value, so that 万 and 亿 are never mixed.</summary>
    public static (decimal Size, string Suffix) AxisUnit(decimal largest, CultureInfo? culture = null)
    {
        var units = PortalCultures.IsChinese(culture) ? s_chineseUnits : s_englishUnits;
        var magnitude = Math.Abs(largest);
        return magnitude < 10_000m ? (1m, "") : units.LastOrDefault(u => magnitude >= u.Size, units[0]);
    }

    /// <summary>A ratio as a percentage with one decimal: 0.873 is 87.3%.</summary>
    public static string Percent(decimal ratio)
    {
        var rounded = Round(ratio * 100, 1);
        return Sign(rounded) + Math.Abs(rounded).ToString("#,##0.0", Invariant) + "%";
    }

    /// <summary>A relative change with its sign: +12.3%, -4.0%, 0.0%.</summary>
    public static string Change(decimal ratio) => (Round(ratio * 100, 1) > 0 ? "+" : "") + Percent(ratio);

    /// <summary>Grouped whole number.</summary>
    public static string Integer(decimal value)
    {
        var rounded = Round(value, 0);
        return Sign(rounded) + Math.Abs(rounded).ToString("#,##0", Invariant);
    }

    /// <summary>Grouped, with up to three decimals and no trailing zeros: 1,200, 2.5, 0.125.</summary>
    public static string Quantity(decimal value)
    {
        var rounded = Round(value, 3);
        return Sign(rounded) + Math.Abs(rounded).ToString("#,##0.###", Invariant);
    }

    /// <summary>Grouped with a fixed number of decimals, for indices, days and multiples.</summary>
    public static string Decimals(decimal value, int decimals)
    {
        var rounded = Round(value, decimals);
        return Sign(rounded) + Math.Abs(rounded).ToString("N" + decimals.ToString(Invariant), Invariant);
    }

    /// <summary>2026年10月31日 or 31 Oct 2026.</summary>
    public static string Date(DateOnly day, CultureInfo? culture = null) =>
        PortalCultures.IsChinese(culture) ? day.ToString("yyyy年M月d日", Invariant) : day.ToString("d MMM yyyy", Invariant);

    /// <summary>10月31日 or 31 Oct.</summary>
    public static string DayOfYear(DateOnly day, CultureInfo? culture = null) =>
        PortalCultures.IsChinese(culture) ? day.ToString("M月d日", Invariant) : day.ToString("d MMM", Invariant);

    /// <summary>2026年10月 or Oct 2026.</summary>
    public static string Month(DateOnly day, CultureInfo? culture = null) =>
        PortalCultures.IsChinese(culture) ? day.ToString("yyyy年M月", Invariant) : day.ToString("MMM yyyy", Invariant);

    /// <summary>14:05:09 in the business zone.</summary>
    public static string Time(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("HH:mm:ss", Invariant);

    /// <summary>2026年10月31日 14:05 or 31 Oct 2026, 14:05 in the business zone.</summary>
    public static string DateTime(DateTimeOffset instant, TimeZoneInfo zone, CultureInfo? culture = null)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var separator = PortalCultures.IsChinese(culture) ? " " : ", ";
        return Date(DateOnly.FromDateTime(local.DateTime), culture) + separator + local.ToString("HH:mm", Invariant);
    }

    /// <summary>¥, $ and €; any other currency by its code.</summary>
    public static string Symbol(string currency) => currency switch
    {
        "CNY" or "JPY" => "¥",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        _ => currency + " ",
    };

    private static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    private static string Sign(decimal rounded) => rounded < 0 ? "-" : "";
}
