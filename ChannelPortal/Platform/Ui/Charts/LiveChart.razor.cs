using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChannelPortal.Platform.Ui.Charts;

/// <summary>
/// Draws a <see cref="ChartSpec"/> with ApexCharts. The markup renders once; afterwards the library owns it, and new data travels through
/// <see cref="UpdateAsync"/>, a changed <see cref="Spec"/>, or without any circuit through a live cell.
/// </summary>
public sealed partial class LiveChart : IAsyncDisposable
{
    private ElementReference host;
    private IJSObjectReference? module;
    private ChartSpec? drawn;
    private bool rendered;

    [Parameter, EditorRequired]
    public ChartSpec Spec { get; set; } = null!;

    [Parameter]
    public int Height { get; set; } = 240;

    /// <summary>Said by screen readers: the message of the chart.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Live topic; with <see cref="Cell"/> the cell's value replaces the members of the spec that it has (categories, series).</summary>
    [Parameter]
    public string? Topic { get; set; }

    [Parameter]
    public string? Cell { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    protected override bool ShouldRender() => !rendered;

    protected override async Task OnParametersSetAsync()
    {
        if (module is not null && !ReferenceEquals(Spec, drawn))
        {
            await UpdateAsync(Spec);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        rendered = true;
        drawn = Spec;
        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", "/js/charts.js");
            await module.InvokeVoidAsync("create", host, ChartWire.Of(drawn), Height, Topic, Cell);
            if (!ReferenceEquals(drawn, Spec))
            {
                await UpdateAsync(Spec);
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }

    public async Task UpdateAsync(ChartSpec spec)
    {
        drawn = spec;
        try
        {
            if (module is not null)
            {
                await module.InvokeVoidAsync("update", host, ChartWire.Of(spec));
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }

    /// <summary>Adds points to series by name and keeps the last <paramref name="window"/> categories.</summary>
    public async Task AppendAsync(IReadOnlyList<string> categories, IReadOnlyDictionary<string, IReadOnlyList<double?>> values, int window)
    {
        try
        {
            if (module is not null)
            {
                await module.InvokeVoidAsync("append", host, categories, values, window);
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (module is null)
        {
            return;
        }

        try
        {
            await module.InvokeVoidAsync("dispose", host);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page went away with its circuit.
        }
    }
}
