using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>Donut, gauge and radar.</summary>
internal sealed class RoundChart(SvgWriter svg, ChartSpec spec, double width, double height, bool isChinese)
{
    private const double LabelSize = 9.5;

    public void Draw()
    {
        switch (spec.Kind)
        {
            case ChartKind.Donut:
                Donut();
                break;
            case ChartKind.Gauge:
                Gauge();
                break;
            case ChartKind.Radar:
                Radar();
                break;
            default:
                throw new NotSupportedException($"{spec.Kind} is not a round chart.");
        }
    }

    private void Donut()
    {
        var values = spec.Series[0].Values.Select(v => Math.Max(0, v ?? 0)).ToList();
        var total = values.Sum();
        var radius = (height / 2) - 6;
        var (x, y) = (radius + 4, height / 2);
        var numbers = new ChartNumbers(spec, total, isChinese);
        var start = 0d;
        for (var i = 0; i < values.Count && total > 0; i++)
        {
            // A whole circle has no arc of its own: stop just short of it.
            var end = Math.Min(start + (values[i] / total), start + 0.99999);
            svg.Path(Ring(x, y, radius * 0.62, radius, start, end), ChartPalette.Of(spec.Series[0].Tone, i), "#FFFFFF", 1);
            start = end;
            var line = 18 + (i * 18);
            svg.Rect(x + radius + 18, line - 8, 9, 9, ChartPalette.Of(spec.Series[0].Tone, i));
            svg.Text(x + radius + 32, line, spec.Categories[i], ChartPalette.Ink, LabelSize);
            svg.Text(width - 4, line, $"{numbers.Value(values[i])}{numbers.Unit} · {100 * values[i] / total:0.0}%", ChartPalette.Ink, LabelSize, "end");
        }

        svg.Text(x, y + 5, numbers.Value(total) + numbers.Unit, ChartPalette.Ink, 14, "middle", true);
    }

    private void Gauge()
    {
        var value = spec.Series[0].Values[0] ?? 0;
        var maximum = spec.Maximum ?? 1;
        var radius = Math.Min(width / 2, height) - 12;
        var (x, y) = (width / 2, height - 10);
        var share = Math.Clamp(value / maximum, 0, 0.9999);
        svg.Path(Ring(x, y, radius * 0.74, radius, -0.25, 0.25), ChartPalette.Grid);
        svg.Path(Ring(x, y, radius * 0.74, radius, -0.25, -0.25 + (share / 2)), ChartPalette.Of(spec.Series[0].Tone, 0));
        var numbers = new ChartNumbers(spec, maximum, isChinese);
        svg.Text(x, y - 6, numbers.Value(value) + numbers.Unit, ChartPalette.Ink, 18, "middle", true);
    }

    private void Radar()
    {
        var axes = spec.Categories.Count;
        var maximum = spec.Maximum ?? spec.Series.SelectMany(s => s.Values).OfType<double>().DefaultIfEmpty(1).Max();
        var radius = (height / 2) - 24;
        var (x, y) = (width / 2, (height / 2) + 4);
        foreach (var ring in new[] { 0.25, 0.5, 0.75, 1 })
        {
            svg.Path(Polygon(Enumerable.Repeat(ring, axes)), "none", ChartPalette.Grid, 0.75);
        }

        for (var i = 0; i < axes; i++)
        {
            var (dx, dy) = Direction(i);
            svg.Line(x, y, x + (dx * radius), y + (dy * radius), ChartPalette.Grid, 0.75);
            svg.Text(x + (dx * (radius + 7)), y + (dy * (radius + 10)) + 3, spec.Categories[i], ChartPalette.Ink, LabelSize, Math.Abs(dx) < 0.2 ? "middle" : dx > 0 ? "start" : "end");
        }

        for (var s = 0; s < spec.Series.Count; s++)
        {
            var series = spec.Series[s];
            var colour = ChartPalette.Of(series.Tone, s);
            svg.Path(Polygon(series.Values.Select(v => Math.Clamp((v ?? 0) / maximum, 0, 1))), series.IsDashed ? "none" : colour, colour, 1.6, series.IsDashed ? "4 3" : null, series.IsDashed ? 1 : 0.16);
            svg.Rect(0, 4 + (s * 15), 9, 9, colour);
            svg.Text(14, 12 + (s * 15), series.Name, ChartPalette.Ink, LabelSize);
        }

        (double X, double Y) Direction(int axis) => (Math.Sin(2 * Math.PI * axis / axes), -Math.Cos(2 * Math.PI * axis / axes));

        string Polygon(IEnumerable<double> shares) => "M" + string.Join('L', shares.Select((share, i) =>
        {
            var (dx, dy) = Direction(i);
            return $"{SvgWriter.N(x + (dx * radius * share))} {SvgWriter.N(y + (dy * radius * share))}";
        })) + "Z";
    }

    /// <summary>A piece of a ring; turns run clockwise from the top, 1 is the whole circle.</summary>
    private static string Ring(double x, double y, double inner, double outer, double from, double to)
    {
        var large = to - from > 0.5 ? 1 : 0;
        return $"M{At(outer, from)}A{SvgWriter.N(outer)} {SvgWriter.N(outer)} 0 {large} 1 {At(outer, to)}L{At(inner, to)}A{SvgWriter.N(inner)} {SvgWriter.N(inner)} 0 {large} 0 {At(inner, from)}Z";

        string At(double radius, double turn) =>
            $"{SvgWriter.N(x + (radius * Math.Sin(2 * Math.PI * turn)))} {SvgWriter.N(y - (radius * Math.Cos(2 * Math.PI * turn)))}";
    }
}
