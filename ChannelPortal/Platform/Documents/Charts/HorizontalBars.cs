using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>Lying bars with the category's name at the left and the figure at the end of the bar.</summary>
internal sealed class HorizontalBars(SvgWriter svg, ChartSpec spec, double width, double height, bool isChinese)
{
    private const double LabelSize = 9.5;

    public void Draw()
    {
        var largest = spec.Maximum ?? Math.Max(1e-9, Enumerable.Range(0, spec.Categories.Count).Max(Total));
        var numbers = new ChartNumbers(spec, largest, isChinese);
        var left = Math.Min(width * 0.4, spec.Categories.Max(c => SvgWriter.WidthOf(c, LabelSize)) + 8);
        var right = width - (SvgWriter.WidthOf(numbers.Value(largest), LabelSize) + 8);
        const double Top = 16;
        var slot = (height - Top) / spec.Categories.Count;
        svg.Text(width, 10, numbers.Unit, ChartPalette.Soft, LabelSize, "end");
        for (var i = 0; i < spec.Categories.Count; i++)
        {
            var y = Top + (slot * i);
            svg.Text(left - 6, y + (slot / 2) + 3.3, spec.Categories[i], ChartPalette.Ink, LabelSize, "end");
            var x = left;
            for (var s = 0; s < spec.Series.Count; s++)
            {
                var length = (spec.Series[s].Values[i] ?? 0) / largest * (right - left);
                svg.Rect(x, y + (slot * 0.2), length, slot * 0.6, ChartPalette.Of(spec.Series[s].Tone, s));
                x += length;
            }

            svg.Text(x + 4, y + (slot / 2) + 3.3, numbers.Value(Total(i)), ChartPalette.Ink, LabelSize);
        }

        svg.Line(left, Top, left, height, ChartPalette.Axis, 0.75);
    }

    private double Total(int category) => spec.Series.Sum(s => s.Values[category] ?? 0);
}
