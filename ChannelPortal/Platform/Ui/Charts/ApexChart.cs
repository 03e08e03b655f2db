using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChannelPortal.Platform.Ui.Charts;

/// <summary>How one series is drawn, by Blazor-ApexCharts' names.</summary>
public enum SeriesType
{
    Line,
    Bar,
}

/// <summary>
/// A chart over items, written as with Blazor-ApexCharts: series inside, each with its <c>XValue</c> and <c>YValue</c>. It only turns items into a
/// <see cref="ChartSpec"/> for <see cref="LiveChart"/>, which neutralises every string.
/// </summary>
public sealed class ApexChart<TItem> : ComponentBase
{
    private readonly List<ApexPointSeries<TItem>> series = [];
    private ChartSpec? spec;
    private LiveChart? chart;

    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public ChartFormat Format { get; set; }

    [Parameter]
    public int Height { get; set; } = 240;

    /// <summary>Said by screen readers: the message of the chart.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary><see cref="ApexPointSeries{TItem}"/> elements.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Adds items to the end of every series and keeps the last <paramref name="window"/> categories.</summary>
    public Task AppendDataAsync(IReadOnlyList<TItem> items, int window) => chart is null ? Task.CompletedTask : chart.AppendAsync(
        [.. items.Select(series[0].XValue)],
        series.ToDictionary(s => s.Name, s => (IReadOnlyList<double?>)[.. items.Select(s.YValue)], StringComparer.Ordinal),
        window);

    internal void Add(ApexPointSeries<TItem> added)
    {
        series.Add(added);
        Changed();
    }

    internal void Remove(ApexPointSeries<TItem> removed)
    {
        series.Remove(removed);
        Changed();
    }

    internal void Changed()
    {
        spec = series.Count == 0 ? null : new ChartSpec(
            series.TrueForAll(s => s.SeriesType == SeriesType.Bar) ? ChartKind.Bar : ChartKind.Line,
            [.. series[0].Items.Select(series[0].XValue)],
            [.. series.Select(s => s.ToSeries())])
        {
            Title = Title,
            Format = Format,
        };
        StateHasChanged();
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenComponent<CascadingValue<ApexChart<TItem>>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<ApexChart<TItem>>.Value), this);
        builder.AddComponentParameter(2, nameof(CascadingValue<ApexChart<TItem>>.IsFixed), true);
        builder.AddComponentParameter(3, nameof(CascadingValue<ApexChart<TItem>>.ChildContent), ChildContent);
        builder.CloseComponent();
        if (spec is not null)
        {
            builder.OpenComponent<LiveChart>(4);
            builder.AddComponentParameter(5, nameof(LiveChart.Spec), spec);
            builder.AddComponentParameter(6, nameof(LiveChart.Height), Height);
            builder.AddComponentParameter(7, nameof(LiveChart.Label), Label);
            builder.AddComponentReferenceCapture(8, reference => chart = (LiveChart)reference);
            builder.CloseComponent();
        }
    }
}
