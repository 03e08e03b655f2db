using System.Globalization;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>
/// Writes SVG through Blazor's render tree, which encodes every text: a dealer's name cannot become markup. Numbers are rounded to two
/// decimals, so equal data gives equal bytes.
/// </summary>
#pragma warning disable ASP0006, MA0123 // Drawn once into a string and never compared with a later render, so a running number will do.
internal sealed class SvgWriter(RenderTreeBuilder builder)
{
    private int sequence;

    public void Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        builder.OpenElement(sequence++, element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                builder.AddAttribute(sequence++, name, value);
            }
        }
    }

    public void Close() => builder.CloseElement();

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dash = null)
    {
        Open("line", ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)), ("stroke", stroke), ("stroke-width", N(width)), ("stroke-dasharray", dash));
        Close();
    }

    public void Rect(double x, double y, double width, double height, string fill, double opacity = 1)
    {
        Open("rect", ("x", N(x)), ("y", N(y)), ("width", N(Math.Max(0, width))), ("height", N(Math.Max(0, height))), ("fill", fill), ("fill-opacity", opacity < 1 ? N(opacity) : null));
        Close();
    }

    public void Path(string data, string fill, string? stroke = null, double width = 1, string? dash = null, double opacity = 1)
    {
        Open(
            "path", ("d", data), ("fill", fill), ("fill-opacity", opacity < 1 ? N(opacity) : null), ("stroke", stroke),
            ("stroke-width", stroke is null ? null : N(width)), ("stroke-dasharray", dash), ("stroke-linejoin", stroke is null ? null : "round"));
        Close();
    }

    public void Dot(double x, double y, double radius, string fill)
    {
        Open("circle", ("cx", N(x)), ("cy", N(y)), ("r", N(radius)), ("fill", fill));
        Close();
    }

    public void Text(double x, double y, string text, string fill, double size, string anchor = "start", bool isBold = false)
    {
        Open("text", ("x", N(x)), ("y", N(y)), ("fill", fill), ("font-size", N(size)), ("text-anchor", anchor == "start" ? null : anchor), ("font-weight", isBold ? "700" : null));
        builder.AddContent(sequence++, text);
        Close();
    }

    public static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Near enough for placing labels: a Chinese character is one em, other characters about 0.56.</summary>
    public static double WidthOf(string text, double size) => text.Sum(c => c >= 0x2E80 ? 1 : c is ' ' or '.' or ',' or 'i' or 'l' ? 0.3 : 0.57) * size;
}
