namespace ChannelPortal.Features.Notifications.Jobs;

/// <summary>Wakes the pump when there is something to send; a missed ring costs one poll.</summary>
internal sealed class DeliverySignal : IDisposable
{
    private readonly SemaphoreSlim rings = new(0, 1);

    public void Ring()
    {
        try
        {
            rings.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => rings.WaitAsync(atMost, cancellationToken);

    public void Dispose() => rings.Dispose();
}
