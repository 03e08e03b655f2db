using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Draws nothing. It reads promises for the lines of a form, again when stock moves, and hands them to the page that shows them as <see cref="StockChip"/>s.</summary>
public sealed class StockWatch : LivePageBase
{
    private IReadOnlyList<StockLine> read = [];

    [Parameter, EditorRequired]
    public Caller? Caller { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<StockLine> Lines { get; set; } = [];

    /// <summary>Promises by product id.</summary>
    [Parameter]
    public EventCallback<IReadOnlyDictionary<string, PromisedLine>> OnRead { get; set; }

    [Inject]
    private IStockPromises Promises { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (Caller is null || read.SequenceEqual(Lines))
        {
            return;
        }

        read = [.. Lines];
        await ReadAsync();
        await WatchAsync("stock:levels", Caller, ReadAsync);
    }

    private async Task ReadAsync() => await OnRead.InvokeAsync(await Promises.ReadAsync(Caller!, read, Leaving));
}
