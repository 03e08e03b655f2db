using System.Globalization;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Live;

/// <summary>A page that reads its own model again when a live topic moves. Changes that come while it reads are answered by one more read.</summary>
public abstract class LivePageBase : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private LiveSubscription? subscription;
    private string? watched;
    private int waiting;

    [Inject]
    private ILiveFeed Feed { get; set; } = null!;

    [Inject]
    private FirstReads Reads { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Leaving => leaving.Token;

    /// <summary>Reads what the page shows first: once for the prerendered page and the circuit that takes it over.</summary>
    protected Task<T> ReadFirstAsync<T>(Caller caller, Func<Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Reads.ReadAsync($"{caller.UserId}|{caller.Scope.Key}|{CultureInfo.CurrentUICulture.Name}|{Address.Uri}", RendererInfo.IsInteractive, read);
    }

    /// <summary>Opens the topic once the page is interactive; a prerendered page has nobody to push to. Calling again with another topic moves over.</summary>
    protected async Task WatchAsync(string topic, Caller caller, Func<Task> onChange)
    {
        if (!RendererInfo.IsInteractive || topic == watched)
        {
            return;
        }

        subscription?.Dispose();
        watched = topic;
        subscription = await Feed.OpenAsync(topic, caller, _ => Notice(onChange), Leaving);
        if (subscription is not null)
        {
            // The topic computes nothing until somebody asked once, and sends only what differs from that.
            await subscription.SnapshotAsync(Leaving);
        }
    }

    /// <summary>The model of the watched topic as it stands: computed once for all its viewers. Null before the page watches.</summary>
    protected async Task<LiveSnapshot?> SnapshotAsync() => subscription is null ? null : await subscription.SnapshotAsync(Leaving);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        subscription?.Dispose();
        await leaving.CancelAsync();
        leaving.Dispose();
    }

    private void Notice(Func<Task> onChange)
    {
        if (Interlocked.Exchange(ref waiting, 1) == 0 && !leaving.IsCancellationRequested)
        {
            _ = InvokeAsync(() => ReadAgainAsync(onChange));
        }
    }

    private async Task ReadAgainAsync(Func<Task> onChange)
    {
        Interlocked.Exchange(ref waiting, 0);
        try
        {
            await onChange();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page was left while it read.
        }
        catch (ObjectDisposedException) when (leaving.IsCancellationRequested)
        {
            // The same, a moment later.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
