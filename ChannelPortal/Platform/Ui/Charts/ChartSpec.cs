namespace ChannelPortal.Platform.Ui.Charts;

/// <summary>How a chart is drawn.</summary>
public enum ChartKind
{
    /// <summary>Lines over ordered categories; a series may be drawn as bars instead (<see cref="ChartSeries.DrawAs"/>).</summary>
    Line,

    /// <summary>Bars side by side, from zero.</summary>
    Bar,

    /// <summary>Bars on top of each other, from zero.</summary>
    StackedBar,

    /// <summary>Shares of a whole: one series, one value a category.</summary>
    Donut,

    /// <summary>One value against <see cref="ChartSpec.Maximum"/>: the first value of the first series.</summary>
    Gauge,

    /// <summary>Several measures on a common scale, one axis a category.</summary>
    Radar,
}

/// <summary>Named formatter of the values, the same words on screen (JavaScript) and on paper (C#).</summary>
public enum ChartFormat
{
    /// <summary>Grouped, no decimals.</summary>
    Integer,

    /// <summary>Grouped, one decimal.</summary>
    Decimal,

    /// <summary>The value is a ratio; 0.873 is shown as 87.3 %.</summary>
    Percent,

    /// <summary>Major currency units; one big unit (万, 亿 or k, M) is chosen for the whole axis.</summary>
    Money,
}

/// <summary>What a colour stands for. <see cref="Automatic"/> takes the palette in the order of the series.</summary>
public enum ChartTone
{
    Automatic,
    Accent,
    Muted,
    Good,
    Watch,
    Bad,
}

/// <summary>One series. A null value is a gap, never zero.</summary>
/// <param name="Name">Shown in the legend and as the direct label.</param>
/// <param name="Values">As many as the chart has categories.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values)
{
    public ChartTone Tone { get; init; }

    /// <summary>Forecast or comparison: dashed on lines, hatched or pale on bars.</summary>
    public bool IsDashed { get; init; }

    /// <summary>Draws this one series as a line or as bars in a mixed chart; null follows the chart.</summary>
    public ChartKind? DrawAs { get; init; }

    /// <summary>Lower and upper edge of a band around the series (P10, P90); null has none.</summary>
    public IReadOnlyList<double?>? Lower { get; init; }

    /// <summary>See <see cref="Lower"/>.</summary>
    public IReadOnlyList<double?>? Upper { get; init; }
}

/// <summary>A labelled level, or a labelled place on the category axis.</summary>
/// <param name="Text">Short label.</param>
/// <param name="Value">A horizontal line at this value.</param>
/// <param name="From">Index of the first category of a marked range.</param>
/// <param name="To">Index of the last category of the range; null marks <paramref name="From"/> alone.</param>
public sealed record ChartAnnotation(string Text, double? Value = null, int? From = null, int? To = null)
{
    public ChartTone Tone { get; init; }

    /// <summary>With a <see cref="Value"/>: a shaded corridor between the two levels, e.g. the healthy range of stock days.</summary>
    public double? ValueTo { get; init; }
}

/// <summary>
/// A chart as plain data, drawn by <c>LiveChart</c> on screen and as vector SVG in a PDF. All text is already in the reader's language
/// and is treated as text everywhere, never as markup.
/// </summary>
public sealed record ChartSpec(ChartKind Kind, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>The message of the chart, or the metric's name.</summary>
    public string? Title { get; init; }

    public ChartFormat Format { get; init; }

    /// <summary>Printed once at the value axis, e.g. 天; the renderer puts a big unit of money before it.</summary>
    public string? Unit { get; init; }

    /// <summary>End of the scale of gauges and radars, or a fixed top of the axis.</summary>
    public double? Maximum { get; init; }

    /// <summary>What the bands of the series say, for the legend.</summary>
    public string? BandName { get; init; }

    /// <summary>Bars lie down: for long category names.</summary>
    public bool IsHorizontal { get; init; }

    public IReadOnlyList<ChartAnnotation> Annotations { get; init; } = [];
}
