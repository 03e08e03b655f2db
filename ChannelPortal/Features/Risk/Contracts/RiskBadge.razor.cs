using System.Text.Json;
using ChannelPortal.Features.Risk.Live;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Risk.Contracts;

/// <summary>The number beside the entry of the rail: orders of the viewer's regions that wait for a review. It follows <c>risk:queue</c>.</summary>
public sealed partial class RiskBadge : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private LiveSubscription? subscription;
    private int auditors;
    private int manager;

    [Inject]
    private ILiveFeed Feed { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            var caller = await Callers.GetAsync(leaving.Token);
            subscription = await Feed.OpenAsync(RiskQueueTopic.Name, caller, delta => _ = InvokeAsync(() => Show(delta.Cells)), leaving.Token);
            if (subscription is not null)
            {
                Show((await subscription.SnapshotAsync(leaving.Token)).Cells);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left while it opened.
        }
    }

    public void Dispose()
    {
        leaving.Cancel();
        subscription?.Dispose();
        leaving.Dispose();
    }

    private void Show(IReadOnlyDictionary<string, JsonElement> cells)
    {
        auditors = cells.TryGetValue("auditors", out var strong) ? strong.GetInt32() : auditors;
        manager = cells.TryGetValue("manager", out var weak) ? weak.GetInt32() : manager;
        StateHasChanged();
    }
}
