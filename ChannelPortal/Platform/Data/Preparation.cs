using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Data;

/// <summary>
/// Long work after the start that pages and background services wait for, e.g. building the demo world. The portal serves meanwhile: pages say how far
/// the work is, and the feature that does it answers for it in <c>/health/ready</c>.
/// </summary>
public sealed class Preparation(IHostApplicationLifetime lifetime, IOptions<PortalOptions> options, TimeProvider time)
{
    private TaskCompletionSource? running;

    /// <summary>A step was made, or all are done. Raised on the worker's thread.</summary>
    public event Action? Changed;

    public bool IsRunning => running is { Task.IsCompleted: false };

    public int Percent { get; private set; }

    /// <summary>Background services begin after this: what they work on is there, and the first pages had the machine to themselves.</summary>
    public async Task SettledAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(options.Value.QuietStartSeconds), time, cancellationToken);
        await (running?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
    }

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
