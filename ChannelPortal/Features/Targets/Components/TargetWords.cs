using System.Globalization;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Targets.Components;

/// <summary>How targets are written.</summary>
internal static class TargetWords
{
    /// <summary>No value; never shown as 0.</summary>
    public const string None = "—";

    public static string Amount(long minor, string currency) => NumberFormat.Money(new Money(minor, currency));

    public static string Short(long minor, string currency) => NumberFormat.MoneyShort(new Money(minor, currency));

    public static string Signed(long minor, string currency) => (minor > 0 ? "+" : "") + Short(minor, currency);

    /// <summary>A figure under a heading that names the unit.</summary>
    public static string Figure(long? minor, decimal size) => minor is { } known ? NumberFormat.Decimals(known / size, 2) : None;

    public static string SignedFigure(long? minor, decimal size) => (minor > 0 ? "+" : "") + Figure(minor, size);

    /// <summary>One unit for a whole table: its size in minor units, and how it is written.</summary>
    public static (decimal Size, string Unit) Scale(long largest, string currency)
    {
        var (size, suffix) = NumberFormat.AxisUnit(largest / (decimal)Money.MinorPerMajor);
        return (size * Money.MinorPerMajor, NumberFormat.Symbol(currency) + suffix);
    }

    public static string Ratio(decimal? ratio) => ratio is { } known ? NumberFormat.Percent(known) : None;

    public static string StateOf(TargetPlanState state) => state.ToString().ToLowerInvariant();

    public static Tone ToneOf(TargetPlanState state) => state switch
    {
        TargetPlanState.Frozen => Tone.Good,
        TargetPlanState.Proposing => Tone.Info,
        TargetPlanState.Freezing => Tone.Watch,
        _ => Tone.Neutral,
    };

    /// <summary>A CSS length of a part of the whole, from nothing to all.</summary>
    public static string Share(decimal part, decimal whole) => (whole > 0 ? Math.Clamp(part * 100 / whole, 0, 100) : 0).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>An amount in major units as people type it: 1,200.50 or 120万 is 120 times ten thousand. Null when it is none.</summary>
    public static long? Parse(string? text)
    {
        var typed = (text ?? "").Trim().Replace(",", "", StringComparison.Ordinal).TrimStart('¥');
        var scale = typed.EndsWith('亿') ? 100_000_000m : typed.EndsWith('万') ? 10_000m : 1m;
        return decimal.TryParse(typed.TrimEnd('万', '亿'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            && Math.Abs(amount * scale) <= 10_000_000_000_000m ? Money.ToMinor(amount * scale) : null;
    }

    /// <summary>An amount in a field: major units without grouping.</summary>
    public static string Typed(long minor) => (minor / (decimal)Money.MinorPerMajor).ToString("0.##", CultureInfo.InvariantCulture);
}
