using System.Threading.Channels;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Commands;

/// <summary>Wakes the pump after a commit; a missed ring costs at most one poll interval.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rings.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await rings.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody rang: look anyway.
        }
    }
}

/// <summary>
/// Delivers outbox messages: each is claimed by moving its next try into the future (one conditional update, so two nodes never hold the
/// same one), tried eight times with growing pauses, then set aside as dead.
/// </summary>
internal sealed partial class OutboxPump(
    AppDbFactory factory, IEnumerable<IOutboxReceiver> receivers, OutboxSignal signal, Preparation preparation, TimeProvider time, ILogger<OutboxPump> logger) : BackgroundService
{
    public const int MaxAttempts = 8;
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);
    private readonly ILookup<string, IOutboxReceiver> byKind = receivers.ToLookup(r => r.Kind, StringComparer.Ordinal);

    /// <summary>Delivers what is due now. Returns the number of messages tried.</summary>
    public async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var now = time.GetUtcNow();
        var due = await db.Set<OutboxMessage>().AsNoTracking()
            .Where(m => m.State == "waiting" && m.NextAt <= now).OrderBy(m => m.Id).Take(100).ToListAsync(cancellationToken);
        var held = new HashSet<string>(StringComparer.Ordinal);
        var tried = 0;
        foreach (var message in due.Where(m => !held.Contains(m.Partition)))
        {
            var claimed = await db.Set<OutboxMessage>()
                .Where(m => m.Id == message.Id && m.State == "waiting" && m.Attempts == message.Attempts && m.NextAt <= now)
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.NextAt, now + s_lease).SetProperty(x => x.Attempts, x => x.Attempts + 1), cancellationToken);
            if (claimed == 0)
            {
                held.Add(message.Partition);
                continue;
            }

            tried++;
            if (!await TryAsync(db, message, cancellationToken))
            {
                held.Add(message.Partition);
            }
        }

        return tried;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DeliverAsync(stoppingToken) > 0)
                {
                    // Drained in portions of a hundred.
                }

                await signal.WaitAsync(TimeSpan.FromSeconds(5), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogSweepFailed(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken);
            }
        }
    }

    private async Task<bool> TryAsync(AppDbContext db, OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var receiver in byKind[message.Kind])
            {
                await receiver.ReceiveAsync(message, cancellationToken);
            }

            await db.Set<OutboxMessage>().Where(m => m.Id == message.Id)
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, "done").SetProperty(x => x.LastError, (string?)null), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var attempts = message.Attempts + 1;
            var state = attempts >= MaxAttempts ? "dead" : "waiting";
            var nextAt = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(4, attempts));
            var error = exception.Message.Length > 2000 ? exception.Message[..2000] : exception.Message;
            await db.Set<OutboxMessage>().Where(m => m.Id == message.Id)
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, state).SetProperty(x => x.NextAt, nextAt).SetProperty(x => x.LastError, error), cancellationToken);
            LogDeliveryFailed(logger, message.Kind, message.Id, attempts, state, exception);
            return false;
        }
    }

    [LoggerMessage(1100, LogLevel.Error, "The outbox could not be read; trying again")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(1101, LogLevel.Warning, "Outbox message {Kind} {Id} failed at try {Attempt}; now {State}")]
    private static partial void LogDeliveryFailed(ILogger logger, string kind, Guid id, int attempt, string state, Exception exception);
}
