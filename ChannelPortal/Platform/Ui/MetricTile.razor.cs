using System.Globalization;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Ui;

/// <summary>
/// Label, figure with unit, change against the chosen comparison, sparkline or bar to target, freshness, menu. Inside a
/// <see cref="LiveRegion"/> the named cells are patched by script: the component itself renders once.
/// </summary>
public sealed partial class MetricTile
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Money in major units, ratios as such: 0.873 for 87.3 %. Null shows a dash.</summary>
    [Parameter]
    public decimal? Value { get; set; }

    /// <summary>A name of <see cref="NamedFormats"/>.</summary>
    [Parameter]
    public string Format { get; set; } = NamedFormats.Integer;

    [Parameter]
    public string Currency { get; set; } = "CNY";

    /// <summary>Stands after the figure, e.g. 天 or 单.</summary>
    [Parameter]
    public string? Unit { get; set; }

    /// <summary>Live cell of the figure.</summary>
    [Parameter]
    public string? Cell { get; set; }

    /// <summary>Relative change: 0.12 for +12 %.</summary>
    [Parameter]
    public decimal? Change { get; set; }

    [Parameter]
    public string? ChangeCell { get; set; }

    /// <summary>What the change is measured against, e.g. 较去年同期.</summary>
    [Parameter]
    public string? Comparison { get; set; }

    /// <summary>Share of the target reached, 0 to 1 and above.</summary>
    [Parameter]
    public decimal? Progress { get; set; }

    [Parameter]
    public string? ProgressCell { get; set; }

    [Parameter]
    public string? ProgressLabel { get; set; }

    [Parameter]
    public IReadOnlyList<double?> History { get; set; } = [];

    [Parameter]
    public string? HistoryCell { get; set; }

    /// <summary>A short remark beside the change.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>The list behind the figure, with the same filter.</summary>
    [Parameter]
    public string? Href { get; set; }

    [Parameter]
    public TileState State { get; set; }

    /// <summary>Words of the empty or failed state.</summary>
    [Parameter]
    public string? Message { get; set; }

    [Parameter]
    public DateTimeOffset? AsOf { get; set; }

    /// <summary>Entries of class <c>cp-menu-item</c>: explain, open list, export, alert me.</summary>
    [Parameter]
    public RenderFragment? Menu { get; set; }

    /// <summary>More in the foot of the tile.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string Trend => Change switch
    {
        > 0.0005m => "up",
        < -0.0005m => "down",
        _ => "flat",
    };

    private static string Share(decimal? progress) => Math.Clamp(progress ?? 0, 0, 1).ToString(CultureInfo.InvariantCulture);

    private static string Whole(decimal? progress) => Math.Round((progress ?? 0) * 100).ToString(CultureInfo.InvariantCulture);
}
