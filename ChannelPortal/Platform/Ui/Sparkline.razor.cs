using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Ui;

/// <summary>A line without axes: the shape of the last periods. <c>live.js</c> draws the same path from a live cell.</summary>
public sealed partial class Sparkline
{
    [Parameter, EditorRequired]
    public IReadOnlyList<double?> Values { get; set; } = [];

    /// <summary>Live cell that holds the list of values.</summary>
    [Parameter]
    public string? Cell { get; set; }

    /// <summary>The path in a box of 100 × 28; a null is a gap, and fewer than two values are no line.</summary>
    public static string PathOf(IReadOnlyList<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var known = values.OfType<double>().ToList();
        if (known.Count < 2)
        {
            return "";
        }

        var low = known.Min();
        var span = known.Max() - low;
        span = span == 0 ? 1 : span;
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                pen = 'M';
                continue;
            }

            var x = i * 100d / (values.Count - 1);
            var y = 26 - ((value - low) / span * 24);
            path.Append(CultureInfo.InvariantCulture, $"{pen}{Math.Round(x, 1)} {Math.Round(y, 1)}");
            pen = 'L';
        }

        return path.ToString();
    }
}
