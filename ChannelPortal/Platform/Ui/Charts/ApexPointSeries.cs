using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Ui.Charts;

/// <summary>One series of an <see cref="ApexChart{TItem}"/>. New points come as a new list; a list that only changed inside is not seen.</summary>
public sealed class ApexPointSeries<TItem> : ComponentBase, IDisposable
{
    private IReadOnlyList<TItem>? drawn;

    [CascadingParameter]
    private ApexChart<TItem>? Chart { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<TItem> Items { get; set; } = [];

    /// <summary>Shown in the legend.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public SeriesType SeriesType { get; set; }

    /// <summary>Category of an item, in the reader's language.</summary>
    [Parameter, EditorRequired]
    public Func<TItem, string> XValue { get; set; } = _ => "";

    /// <summary>Value of an item; null is a gap.</summary>
    [Parameter, EditorRequired]
    public Func<TItem, double?> YValue { get; set; } = _ => null;

    /// <summary>Edges of a band around the series; null has none.</summary>
    [Parameter]
    public Func<TItem, double?>? Lower { get; set; }

    [Parameter]
    public Func<TItem, double?>? Upper { get; set; }

    [Parameter]
    public ChartTone Tone { get; set; }

    [Parameter]
    public bool IsDashed { get; set; }

    public void Dispose() => Chart?.Remove(this);

    internal ChartSeries ToSeries() => new(Name, [.. Items.Select(YValue)])
    {
        Tone = Tone,
        IsDashed = IsDashed,
        Lower = Lower is null ? null : [.. Items.Select(Lower)],
        Upper = Upper is null ? null : [.. Items.Select(Upper)],
        DrawAs = SeriesType == SeriesType.Bar ? ChartKind.Bar : ChartKind.Line,
    };

    protected override void OnInitialized()
    {
        drawn = Items;
        Chart?.Add(this);
    }

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(drawn, Items))
        {
            drawn = Items;
            Chart?.Changed();
        }
    }
}
