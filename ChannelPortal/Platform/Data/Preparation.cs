namespace ChannelPortal.Platform.Data;

/// <summary>
/// Long work after the start that pages and background services wait for, e.g. building the demo world. The portal serves meanwhile: pages say how far
/// the work is, and the feature that does it answers for it in <c>/health/ready</c>.
/// </summary>
public sealed class Preparation
{
    private TaskCompletionSource? running;

    /// <summary>A step was made, or all are done. Raised on the worker's thread.</summary>
    public event Action? Changed;

    public bool IsRunning => running is { Task.IsCompleted: false };

    public int Percent { get; private set; }

    /// <summary>Completed where nothing is being prepared.</summary>
    public Task Finished => running?.Task ?? Task.CompletedTask;

    /// <summary>Called by a start-up task, that is before the first request and before background services start.</summary>
    public void Begin() => running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="share">0 to 1; never goes back.</param>
    public void Report(double share)
    {
        var percent = (int)(Math.Clamp(share, 0, 1) * 100);
        if (percent > Percent)
        {
            Percent = percent;
            Changed?.Invoke();
        }
    }

    public void Finish()
    {
        running?.TrySetResult();
        Changed?.Invoke();
    }
}
