using System.Text;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>Upright bars and lines over categories.</summary>
internal sealed class CartesianChart
{
    private const double LabelSize = 9.5;
    private const double Top = 24;
    private const double Bottom = 20;

    private readonly SvgWriter svg;
    private readonly ChartSpec spec;
    private readonly double width;
    private readonly ChartScale scale;
    private readonly ChartNumbers numbers;
    private readonly double left;
    private readonly double right;
    private readonly double floor;
    private readonly double slot;

    public CartesianChart(SvgWriter svg, ChartSpec spec, double width, double height, bool isChinese)
    {
        (this.svg, this.spec, this.width) = (svg, spec, width);
        var values = Stacked
            ? [.. Enumerable.Range(0, spec.Categories.Count).Select(i => spec.Series.Sum(s => s.Values[i] ?? 0))]
            : spec.Series.SelectMany(s => s.Values.Concat(s.Upper ?? []).Concat(s.Lower ?? [])).OfType<double>()
                .Concat(spec.Annotations.SelectMany(a => new[] { a.Value, a.ValueTo }).OfType<double>()).ToList();
        var largest = spec.Maximum ?? values.DefaultIfEmpty(1).Max();
        var smallest = values.DefaultIfEmpty(0).Min();

        // Bars always start at zero; a line chart may leave zero out only when its values lie far from it.
        var fromZero = HasBars || smallest <= largest * 0.6;
        scale = ChartScale.Over(fromZero ? Math.Min(0, smallest) : smallest, largest, 4);
        numbers = new ChartNumbers(spec, Math.Max(Math.Abs(scale.From), scale.To), isChinese);
        left = scale.Ticks().Max(t => SvgWriter.WidthOf(numbers.Tick(t), LabelSize)) + 7;
        right = width - 4 - Lines.Select(s => LastLabelWidth(s)).DefaultIfEmpty(0).Max();
        floor = height - Bottom;
        slot = (right - left) / Math.Max(1, spec.Categories.Count);
    }

    private bool Stacked => spec.Kind == ChartKind.StackedBar;

    private bool HasBars => Bars.Count > 0;

    private List<ChartSeries> Bars => [.. spec.Series.Where(s => KindOf(s) != ChartKind.Line)];

    private List<ChartSeries> Lines => [.. spec.Series.Where(s => KindOf(s) == ChartKind.Line)];

    public void Draw()
    {
        Ranges();
        Grid();
        if (Stacked)
        {
            StackedBars();
        }
        else
        {
            SideBySide();
        }

        Levels();
        foreach (var line in Lines)
        {
            Line(line);
        }

        Categories();
        Legend();
    }

    private ChartKind KindOf(ChartSeries series) => series.DrawAs ?? spec.Kind;

    private string ColourOf(ChartSeries series) => ChartPalette.Of(series.Tone, spec.Series.ToList().IndexOf(series));

    private double X(int index) => left + (slot * (index + 0.5));

    private double Y(double value) => floor - ((value - scale.From) / (scale.To - scale.From) * (floor - Top));

    private double LastLabelWidth(ChartSeries series) =>
        series.Values.LastOrDefault(v => v is not null) is { } last ? SvgWriter.WidthOf(numbers.Value(last), LabelSize) + 6 : 0;

    private void Ranges()
    {
        foreach (var range in spec.Annotations)
        {
            var colour = ChartPalette.Of(range.Tone == ChartTone.Automatic ? ChartTone.Muted : range.Tone, 0);
            if (range is { Value: { } from, ValueTo: { } to })
            {
                svg.Rect(left, Y(Math.Max(from, to)), right - left, Math.Abs(Y(from) - Y(to)), colour, 0.13);

                // Named in the line of the legend: inside the corridor the label would stand in the way of the data.
                // Several series have their names at its right end.
                var x = spec.Series.Count > 1 ? left + 36 : width - SvgWriter.WidthOf(range.Text, LabelSize);
                svg.Text(x, 10, range.Text, ChartPalette.Ink, LabelSize);
                svg.Rect(x - 14, 2, 9, 9, colour, 0.25);
            }
            else if (range is { Value: null, From: { } first })
            {
                var last = range.To ?? first;
                svg.Rect(X(first) - (slot / 2), Top, slot * (last - first + 1), floor - Top, colour, 0.16);
                svg.Text(X(first) - (slot / 2) + 2, Top + 8, range.Text, ChartPalette.Soft, 8.5);
            }
        }
    }

    private void Grid()
    {
        foreach (var tick in scale.Ticks())
        {
            var isZero = Math.Abs(tick) < scale.Step * 1e-6;
            svg.Line(left, Y(tick), right, Y(tick), isZero || tick == scale.From ? ChartPalette.Axis : ChartPalette.Grid, 0.75);
            svg.Text(left - 5, Y(tick) + 3.3, numbers.Tick(tick), ChartPalette.Soft, LabelSize, "end");
        }

        if (numbers.Unit.Length > 0)
        {
            svg.Text(0, 10, numbers.Unit, ChartPalette.Soft, LabelSize);
        }
    }

    private void Levels()
    {
        foreach (var level in spec.Annotations.Where(a => a is { Value: not null, ValueTo: null }))
        {
            var y = Y(level.Value!.Value);
            svg.Line(left, y, right, y, ChartPalette.Ink, 1, "4 3");
            svg.Text(left + 3, y - 3.5, level.Text, ChartPalette.Ink, 8.5);
        }
    }

    private void SideBySide()
    {
        var bars = Bars;
        if (bars.Count == 0)
        {
            return;
        }

        var barWidth = slot * (bars.Count == 1 ? 0.58 : 0.76) / bars.Count;
        for (var i = 0; i < spec.Categories.Count; i++)
        {
            for (var b = 0; b < bars.Count; b++)
            {
                if (bars[b].Values[i] is { } value)
                {
                    var x = X(i) - (barWidth * bars.Count / 2) + (barWidth * b);
                    svg.Rect(x, Math.Min(Y(value), Y(0)), barWidth - (bars.Count > 1 ? 1 : 0), Math.Abs(Y(value) - Y(0)), ColourOf(bars[b]), bars[b].IsDashed ? 0.45 : 1);
                }
            }
        }

        // The newest bar of the leading series carries its figure; the table carries the rest.
        var lead = bars[^1];
        var last = lead.Values.ToList().FindLastIndex(v => v is not null);
        if (last >= 0)
        {
            var x = X(last) + (bars.Count > 1 ? barWidth * (bars.Count - 1) / 2 : 0);
            var text = numbers.Value(lead.Values[last]!.Value);
            svg.Text(Math.Min(x, width - (SvgWriter.WidthOf(text, LabelSize) / 2)), Y(Math.Max(0, lead.Values[last]!.Value)) - 4, text, ChartPalette.Ink, LabelSize, "middle", true);
        }
    }

    private void StackedBars()
    {
        var barWidth = slot * 0.62;
        for (var i = 0; i < spec.Categories.Count; i++)
        {
            var sum = 0d;
            foreach (var series in spec.Series)
            {
                var value = series.Values[i] ?? 0;
                svg.Rect(X(i) - (barWidth / 2), Y(sum + value), barWidth, Math.Max(0, Y(sum) - Y(sum + value) - 0.6), ColourOf(series));
                sum += value;
            }
        }
    }

    private void Line(ChartSeries series)
    {
        var colour = ColourOf(series);
        if (series is { Lower: { } lower, Upper: { } upper })
        {
            svg.Path(BandPath(lower, upper), colour, opacity: 0.14);
        }

        svg.Path(LinePath(series.Values), "none", colour, 1.8, series.IsDashed ? "4 3" : null);
        var last = series.Values.ToList().FindLastIndex(v => v is not null);
        if (last >= 0)
        {
            var value = series.Values[last]!.Value;
            svg.Dot(X(last), Y(value), 2.6, colour);
            svg.Text(X(last) + 6, Y(value) + 3.3, numbers.Value(value), ChartPalette.Ink, LabelSize, isBold: true);
        }
    }

    private string LinePath(IReadOnlyList<double?> values)
    {
        var path = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                path.Append(isOpen ? 'L' : 'M').Append(SvgWriter.N(X(i))).Append(' ').Append(SvgWriter.N(Y(value)));
            }

            isOpen = values[i] is not null;
        }

        return path.ToString();
    }

    private string BandPath(IReadOnlyList<double?> lower, IReadOnlyList<double?> upper)
    {
        var points = Enumerable.Range(0, lower.Count).Where(i => lower[i] is not null && upper[i] is not null).ToList();
        var there = points.Select(i => (X(i), Y(upper[i]!.Value)));
        var back = points.AsEnumerable().Reverse().Select(i => (X(i), Y(lower[i]!.Value)));
        return "M" + string.Join('L', there.Concat(back).Select(p => $"{SvgWriter.N(p.Item1)} {SvgWriter.N(p.Item2)}")) + "Z";
    }

    private void Categories()
    {
        var widest = spec.Categories.Max(c => SvgWriter.WidthOf(c, LabelSize)) + 6;
        var every = Math.Max(1, (int)Math.Ceiling(widest / slot));
        var offset = (spec.Categories.Count - 1) % every;
        for (var i = offset; i < spec.Categories.Count; i += every)
        {
            svg.Text(X(i), floor + 13, spec.Categories[i], ChartPalette.Soft, LabelSize, "middle");
        }
    }

    private void Legend()
    {
        // A corridor's name takes the same place; the charts that have one show a single series.
        if (spec.Series.Count < 2)
        {
            return;
        }

        var x = width;
        foreach (var series in spec.Series.Reverse())
        {
            x -= SvgWriter.WidthOf(series.Name, LabelSize);
            svg.Text(x, 10, series.Name, ChartPalette.Ink, LabelSize);
            x -= 14;
            if (KindOf(series) == ChartKind.Line)
            {
                svg.Line(x - 4, 6.5, x + 10, 6.5, ColourOf(series), 2, series.IsDashed ? "4 3" : null);
                x -= 4;
            }
            else
            {
                svg.Rect(x, 2, 9, 9, ColourOf(series), series.IsDashed ? 0.45 : 1);
            }

            x -= 14;
        }
    }
}
