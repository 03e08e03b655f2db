using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ChannelPortal.Platform.Facts;

/// <inheritdoc cref="IFactStream"/>
internal sealed class FactStream(ILogger<FactStream> logger) : IFactStream
{
    private const int Capacity = 256;
    private readonly ConcurrentDictionary<Subscription, byte> subscriptions = new();
    private long watermark;

    public long Watermark => Interlocked.Read(ref watermark);

    public void Publish(FactCommit commit)
    {
        // Watermarks only rise: a late note of another node must not turn the clock back.
        InterlockedMax(ref watermark, commit.Watermark);
        foreach (var subscription in subscriptions.Keys)
        {
            subscription.Offer(commit);
        }
    }

    public IDisposable Subscribe(string name, Func<FactCommit, CancellationToken, ValueTask> onCommit)
    {
        ArgumentNullException.ThrowIfNull(onCommit);
        var subscription = new Subscription(this, name, onCommit, logger);
        subscriptions[subscription] = 0;
        return subscription;
    }

    private static void InterlockedMax(ref long target, long value)
    {
        var seen = Interlocked.Read(ref target);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private sealed class Subscription : IDisposable
    {
        private readonly FactStream owner;
        private readonly CancellationTokenSource stop = new();
        private readonly Channel<FactCommit> commits = Channel.CreateBounded<FactCommit>(new BoundedChannelOptions(Capacity) { SingleReader = true });
        private int missed;

        public Subscription(FactStream owner, string name, Func<FactCommit, CancellationToken, ValueTask> onCommit, ILogger logger)
        {
            this.owner = owner;
            _ = Task.Run(() => RunAsync(name, onCommit, logger));
        }

        public void Offer(FactCommit commit)
        {
            if (!commits.Writer.TryWrite(commit))
            {
                Volatile.Write(ref missed, 1);
            }
        }

        public void Dispose()
        {
            if (owner.subscriptions.TryRemove(this, out _))
            {
                commits.Writer.TryComplete();
                stop.Cancel();
            }
        }

        private async Task RunAsync(string name, Func<FactCommit, CancellationToken, ValueTask> onCommit, ILogger logger)
        {
            try
            {
                await foreach (var commit in commits.Reader.ReadAllAsync(stop.Token))
                {
                    await CallAsync(commit);
                    if (commits.Reader.Count == 0 && Interlocked.Exchange(ref missed, 0) == 1)
                    {
                        await CallAsync(new FactCommit(owner.Watermark, commit.CommittedAt, []));
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Disposed.
            }

            async ValueTask CallAsync(FactCommit commit)
            {
                try
                {
                    await onCommit(commit, stop.Token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    FactsLog.SubscriberFailed(logger, name, exception);
                }
            }
        }
    }
}
