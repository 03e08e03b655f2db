namespace ChannelPortal.Platform.Ui.Charts;

/// <summary>
/// A chart as <c>charts.js</c> reads it, for interop calls and live cells: names in camel case, enums by name, and no character that could
/// open a tag (ApexCharts writes labels as markup; the script neutralises once more).
/// </summary>
public static class ChartWire
{
    public static object Of(ChartSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new
        {
            kind = spec.Kind.ToString(),
            categories = spec.Categories.Select(Neutral).ToArray(),
            series = spec.Series.Select(SeriesOf).ToArray(),
            format = spec.Format.ToString(),
            unit = Neutral(spec.Unit),
            maximum = spec.Maximum,
            bandName = Neutral(spec.BandName),
            isHorizontal = spec.IsHorizontal,
            annotations = spec.Annotations.Select(a => new
            {
                text = Neutral(a.Text),
                value = a.Value,
                valueTo = a.ValueTo,
                from = a.From,
                to = a.To,
                tone = a.Tone.ToString(),
            }).ToArray(),
        };
    }

    /// <summary>Text that no parser can take for markup.</summary>
    public static string? Neutral(string? text) => text?.Replace('<', '‹').Replace('>', '›');

    private static object SeriesOf(ChartSeries series) => new
    {
        name = Neutral(series.Name),
        values = series.Values,
        tone = series.Tone.ToString(),
        isDashed = series.IsDashed,
        drawAs = series.DrawAs?.ToString(),
        lower = series.Lower,
        upper = series.Upper,
    };
}
