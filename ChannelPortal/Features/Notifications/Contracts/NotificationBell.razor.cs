using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Notifications.Contracts;

/// <summary>The one bell of the top bar: notices that the person has not read, alerts among them. It counts again when something is written for this person.</summary>
public sealed partial class NotificationBell : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Caller caller = CallerFactory.Anonymous;
    private Guid userId;
    private UnreadCount count = new(0, 0);

    [Inject]
    private FindNotifications Notifications { get; set; } = null!;

    [Inject]
    private NotificationSignals Signals { get; set; } = null!;

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
            caller = await Callers.GetAsync(leaving.Token);
            _ = Guid.TryParse(caller.UserId, out userId);
            Signals.Rang += Ring;
            await CountAsync();
        }
        catch (OperationCanceledException)
        {
            // The page was left while it counted.
        }
    }

    public void Dispose()
    {
        Signals.Rang -= Ring;
        leaving.Cancel();
        leaving.Dispose();
    }

    private void Ring(IReadOnlySet<Guid>? people)
    {
        if (people is null || people.Contains(userId))
        {
            _ = InvokeAsync(CountAgainAsync);
        }
    }

    private async Task CountAgainAsync()
    {
        try
        {
            await CountAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left while it counted.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task CountAsync()
    {
        count = await Notifications.CountAsync(caller, leaving.Token);
        StateHasChanged();
    }
}
