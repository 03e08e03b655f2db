using System.Text.Json;
using ChannelPortal.Features.Alerts.Live;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Alerts.Contracts;

/// <summary>The bell of the top bar: alerts of the viewer's dealers that nobody has acknowledged. It follows <c>user:alerts</c>.</summary>
public sealed partial class AlertBell : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private LiveSubscription? subscription;
    private int count;
    private int critical;

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
            subscription = await Feed.OpenAsync(AlertBellTopic.Name, caller, delta => _ = InvokeAsync(() => Show(delta.Cells)), leaving.Token);
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
        count = cells.TryGetValue("count", out var all) ? all.GetInt32() : count;
        critical = cells.TryGetValue("critical", out var urgent) ? urgent.GetInt32() : critical;
        StateHasChanged();
    }
}
