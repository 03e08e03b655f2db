using ChannelPortal.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>Draws a <see cref="ChartSpec"/> as static vector SVG, without script or browser (ADR 0005).</summary>
public sealed class ChartSvg : ComponentBase
{
    /// <summary>Width of the printed text in CSS pixels: A4 less two margins of 18 mm.</summary>
    private const double TextWidth = 657.6;

    /// <summary>Gap between charts in a row: 6 mm.</summary>
    private const double Gap = 22.7;

    [Parameter, EditorRequired]
    public required ChartSpec Spec { get; set; }

    /// <summary>Read aloud instead of the picture.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public double Width { get; set; } = TextWidth;

    [Parameter]
    public double Height { get; set; } = 196;

    [Parameter]
    public bool IsChinese { get; set; } = true;

    /// <summary>Pixels of a chart that takes this part of the line: drawn one to one, so type keeps its size.</summary>
    public static double WidthOf(double share) => Math.Round((TextWidth * share) - (share < 1 ? Gap * (1 - share) : 0));

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var svg = new SvgWriter(builder);
        svg.Open(
            "svg", ("viewBox", $"0 0 {SvgWriter.N(Width)} {SvgWriter.N(Height)}"), ("role", "img"), ("aria-label", Label),
            ("xmlns", "http://www.w3.org/2000/svg"), ("font-family", "inherit"));
        if (Spec.Series.Count > 0 && Spec.Series.Any(s => s.Values.Any(v => v is not null)))
        {
            switch (Spec.Kind)
            {
                case ChartKind.Line or ChartKind.Bar or ChartKind.StackedBar when Spec.IsHorizontal:
                    new HorizontalBars(svg, Spec, Width, Height, IsChinese).Draw();
                    break;
                case ChartKind.Line or ChartKind.Bar or ChartKind.StackedBar:
                    new CartesianChart(svg, Spec, Width, Height, IsChinese).Draw();
                    break;
                default:
                    new RoundChart(svg, Spec, Width, Height, IsChinese).Draw();
                    break;
            }
        }
        else
        {
            svg.Text(Width / 2, Height / 2, IsChinese ? "本期无数据" : "No data for this period", ChartPalette.Soft, 11, "middle");
        }

        svg.Close();
    }
}
