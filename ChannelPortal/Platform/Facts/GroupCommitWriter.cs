using System.Threading.Channels;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChannelPortal.Platform.Facts;

/// <inheritdoc cref="IFactWriter"/>
internal sealed class GroupCommitWriter(IAppDbFactory factory, FactApplier applier, WriteGate gate, ILogger<GroupCommitWriter> logger) : BackgroundService, IFactWriter
{
    /// <summary>Most events in one transaction. Callers' batches are never split, so one may be larger.</summary>
    private const int MaxBatch = 5_000;

    private readonly Channel<Pending> queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(1_024) { SingleReader = true });

    public async Task<IReadOnlyList<FactReceipt>> WriteAsync(IReadOnlyList<FactInput> facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Count == 0)
        {
            return [];
        }

        var pending = new Pending(facts);
        await queue.Writer.WriteAsync(pending, cancellationToken);

        // Once queued the events will be committed, so the caller waits for the answer even if it would rather leave.
        return await pending.Answer.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Pending>();
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                batch.Clear();
                var count = 0;
                while (count < MaxBatch && queue.Reader.TryRead(out var pending))
                {
                    batch.Add(pending);
                    count += pending.Facts.Count;
                }

                await CommitAsync(batch);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is queued is finished below.
        }

        queue.Writer.TryComplete();
        while (queue.Reader.TryRead(out var pending))
        {
            await CommitAsync([pending]);
        }
    }

    private async Task CommitAsync(List<Pending> batch)
    {
        try
        {
            var receipts = await CommitFactsAsync(batch.Count == 1 ? batch[0].Facts : [.. batch.SelectMany(p => p.Facts)]);
            var from = 0;
            foreach (var pending in batch)
            {
                pending.Answer.SetResult(new ArraySegment<FactReceipt>(receipts, from, pending.Facts.Count));
                from += pending.Facts.Count;
            }
        }
        catch (Exception exception) when (batch.Count > 1)
        {
            // One caller's poison must not refuse the others: each gets a transaction of its own.
            FactsLog.BatchFailed(logger, batch.Sum(p => p.Facts.Count), exception);
            foreach (var pending in batch)
            {
                await CommitAsync([pending]);
            }
        }
        catch (Exception exception)
        {
            FactsLog.BatchFailed(logger, batch[0].Facts.Count, exception);
            batch[0].Answer.SetException(exception);
        }
    }

    private async Task<FactReceipt[]> CommitFactsAsync(IReadOnlyList<FactInput> facts)
    {
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await using var db = factory.Create(DealerScope.All);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await applier.ApplyAsync(transaction.GetDbTransaction(), facts, CancellationToken.None);
        await transaction.CommitAsync();
        applier.Publish(batch);
        return batch.Receipts;
    }

    private sealed record Pending(IReadOnlyList<FactInput> Facts)
    {
        public TaskCompletionSource<IReadOnlyList<FactReceipt>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
