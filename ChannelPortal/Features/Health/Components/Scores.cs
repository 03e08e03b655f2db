using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Health.Components;

/// <summary>How scores, bands and raw figures are written and toned, the same in every picture and table of the feature.</summary>
internal static class Scores
{
    public static string Text(decimal? score) => score is { } known ? NumberFormat.Decimals(known, 1) : MetricFormat.NoValue;

    public static string Change(decimal? points) => points is { } known ? (known > 0 ? "+" : "") + NumberFormat.Decimals(known, 1) : MetricFormat.NoValue;

    /// <summary>A raw figure in its unit; money short.</summary>
    public static string Raw(decimal? raw, string unit) => raw is not { } known ? MetricFormat.NoValue : unit switch
    {
        "%" => NumberFormat.Percent(known),
        "CNY" => NumberFormat.MoneyShort(known),
        "count" or "month" => NumberFormat.Integer(known),
        "ratio" => NumberFormat.Decimals(known, 2),
        _ => NumberFormat.Decimals(known, 1),
    };

    /// <summary>The whole figure behind a short one; null where nothing was left out.</summary>
    public static string? Exact(decimal? raw, string unit) => raw is { } known && unit == "CNY" ? NumberFormat.Money(known) : null;

    public static Tone ToneOf(string? band) => band switch { "A" => Tone.Good, "B" => Tone.Info, "C" => Tone.Watch, "D" => Tone.Bad, _ => Tone.Neutral };

    public static Tone ToneOfStatus(string status) => status switch { "proposed" or "reviewed" => Tone.Watch, "appealed" => Tone.Bad, "notified" => Tone.Info, "final" => Tone.Good, _ => Tone.Neutral };

    /// <summary>A number for an SVG attribute or a style.</summary>
    public static string Svg(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    public static string Svg(decimal value) => Svg((double)value);
}
