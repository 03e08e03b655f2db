using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.RateLimiting;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChannelPortal.Platform.Commands;

/// <inheritdoc cref="ICommandDispatcher"/>
internal sealed class CommandDispatcher(
    IServiceProvider services,
    AppDbFactory factory,
    FactApplier facts,
    WriteGate gate,
    AuditLog audit,
    OutboxSignal outbox,
    CommandLimits limits,
    TimeProvider time) : ICommandDispatcher
{
    public async Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, string commandId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(caller);
        using var activity = Telemetry.Activities.StartActivity("command " + command.GetType().Name);
        var started = time.GetTimestamp();
        var result = await RunAsync(command, caller, commandId, cancellationToken);
        var outcome = result.Ok ? "ok" : result.Errors[0].Code;
        activity?.SetTag("cp.outcome", outcome);
        Telemetry.CommandDuration.Record(
            time.GetElapsedTime(started).TotalSeconds, new TagList { { "command", command.GetType().Name }, { "outcome", outcome } });
        return result;
    }

    private async Task<Result<TResult>> RunAsync<TResult>(ICommand<TResult> command, Caller caller, string commandId, CancellationToken cancellationToken)
    {
        if (!Permissions.Product.Allows(caller.Roles, PermissionChecks.PermissionOf(command.GetType())))
        {
            return Error.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(commandId) || commandId.Length > 100)
        {
            return Error.Of("command_id_invalid");
        }

        if (!caller.IsSystem && !limits.TryTake(caller.UserId))
        {
            return Error.Of("too_many_commands");
        }

        var fingerprint = FingerprintOf(command);

        // On SQLite a command holds the process's one writer turn for all of its short transaction; on server databases only for its facts.
        var isSqlite = factory.Provider == DatabaseProvider.Sqlite;
        using var turn = isSqlite ? await gate.EnterAsync(cancellationToken) : null;
        await using var db = factory.Create(caller.Scope);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await FirstAnswerAsync<TResult>(db, caller, commandId, fingerprint, cancellationToken) is { } first)
        {
            return first;
        }

        var context = new CommandContext(caller, db, commandId, now);
        var result = await Invoke<TResult>.With(services, command, context, cancellationToken);
        if (!result.Ok)
        {
            // Two first tries at once: what refuses this one may be the other one's own work, and then its answer counts.
            await transaction.RollbackAsync(CancellationToken.None);
            db.ChangeTracker.Clear();
            return (isSqlite ? null : await FirstAnswerAsync<TResult>(db, caller, commandId, fingerprint, cancellationToken)) ?? result;
        }

        db.Add(new CommandRecord
        {
            UserId = caller.UserId,
            CommandId = commandId,
            Fingerprint = fingerprint,
            Answer = JsonSerializer.Serialize(result.Value),
            At = now,
        });
        foreach (var message in context.Messages)
        {
            db.Add(new OutboxMessage
            {
                Id = SequentialId.New(time),
                Kind = message.Kind,
                Partition = message.Partition,
                Body = JsonSerializer.Serialize(message.Body),
                CreatedAt = now,
                NextAt = now,
            });
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Error.Of("changed_meanwhile");
        }
        catch (DbUpdateException) when (!isSqlite)
        {
            // Two first tries at once: the other one's answer counts.
            await transaction.RollbackAsync(CancellationToken.None);
            db.ChangeTracker.Clear();
            if (await FirstAnswerAsync<TResult>(db, caller, commandId, fingerprint, cancellationToken) is { } other)
            {
                return other;
            }

            throw;
        }

        using var factTurn = !isSqlite && context.Facts.Count > 0 ? await gate.EnterAsync(cancellationToken) : null;
        var batch = context.Facts.Count == 0 ? null : await facts.ApplyAsync(transaction.GetDbTransaction(), context.Facts, cancellationToken);
        if (batch?.Receipts.FirstOrDefault(r => r.Verdict != FactVerdict.Accepted) is { } refused)
        {
            throw new InvalidOperationException($"{command.GetType().Name} recorded a fact that the log does not take ({refused.Verdict}): {string.Join("; ", refused.Errors.Select(e => $"{e.Field}: {e.Code}"))}");
        }

        await audit.AppendAsync(db, caller, context.Notes, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        if (batch is not null)
        {
            facts.Publish(batch);
        }

        if (context.Messages.Count > 0)
        {
            outbox.Ring();
        }

        return result;
    }

    private static async Task<Result<TResult>?> FirstAnswerAsync<TResult>(
        AppDbContext db, Caller caller, string commandId, string fingerprint, CancellationToken cancellationToken)
    {
        var record = await db.Set<CommandRecord>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.UserId == caller.UserId && r.CommandId == commandId, cancellationToken);
        return record is null ? null
            : record.Fingerprint != fingerprint ? Error.Of("command_id_reused")
            : JsonSerializer.Deserialize<TResult>(record.Answer)!;
    }

    private static string FingerprintOf(object command) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Type = command.GetType().FullName, Body = command })));

    /// <summary>Calls the handler of a command whose type is known only at run time.</summary>
    private abstract class Invoke<TResult>
    {
        private static readonly ConcurrentDictionary<Type, Invoke<TResult>> s_known = new();

        public static Task<Result<TResult>> With(IServiceProvider services, ICommand<TResult> command, CommandContext context, CancellationToken cancellationToken) =>
            s_known.GetOrAdd(command.GetType(), t => (Invoke<TResult>)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeof(TResult), t))!)
                .RunAsync(services, command, context, cancellationToken);

        protected abstract Task<Result<TResult>> RunAsync(IServiceProvider services, ICommand<TResult> command, CommandContext context, CancellationToken cancellationToken);

        private sealed class Of<TCommand> : Invoke<TResult>
            where TCommand : ICommand<TResult>
        {
            protected override async Task<Result<TResult>> RunAsync(
                IServiceProvider services, ICommand<TResult> command, CommandContext context, CancellationToken cancellationToken)
            {
                await using var scope = services.CreateAsyncScope();
                var handler = scope.ServiceProvider.GetRequiredService<ICommandHandler<TCommand, TResult>>();
                return await handler.HandleAsync((TCommand)command, context, cancellationToken);
            }
        }
    }
}

/// <summary>Twenty commands a second per user, with a burst of forty. Clicks pass no HTTP limiter, so the limit sits here.</summary>
internal sealed class CommandLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(user =>
        RateLimitPartition.GetTokenBucketLimiter(user, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 40,
            TokensPerPeriod = 20,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    public bool TryTake(string userId)
    {
        using var lease = limiter.AttemptAcquire(userId);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
