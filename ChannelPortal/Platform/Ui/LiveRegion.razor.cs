using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChannelPortal.Platform.Ui;

/// <summary>
/// Cells inside follow a live topic: <c>data-cell</c> with <c>data-format</c>, <c>data-cell-state</c>, <c>data-cell-value</c>,
/// <c>data-cell-spark</c>, and lists through <c>data-rows</c> with a <c>template data-row-for</c>. <c>live.js</c> patches them; the attribute
/// <c>data-watermark</c> tells what has been painted. Pause, freshness and the stale state belong to the region.
/// </summary>
public sealed partial class LiveRegion : IAsyncDisposable
{
    private ElementReference root;
    private IJSObjectReference? module;
    private string? attached;

    /// <summary>E.g. <c>board:national</c>. May change while shown.</summary>
    [Parameter, EditorRequired]
    public string Topic { get; set; } = "";

    /// <summary>Name of the region for screen readers.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Time of what the server rendered.</summary>
    [Parameter]
    public DateTimeOffset? AsOf { get; set; }

    /// <summary>Left of the freshness: title, filters.</summary>
    [Parameter]
    public RenderFragment? Bar { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (attached == Topic)
        {
            return;
        }

        var previous = attached;
        attached = Topic;
        try
        {
            module ??= await Script.InvokeAsync<IJSObjectReference>("import", "/js/live.js");
            if (previous is not null)
            {
                await module.InvokeVoidAsync("detach", previous);
            }

            await module.InvokeVoidAsync("attach", root);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone; there is nothing left to patch.
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
            await module.InvokeVoidAsync("detach", attached);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page went away with its circuit.
        }
    }
}
