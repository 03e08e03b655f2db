using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChannelPortal.Platform.Facts;

/// <summary>Loads large known-good histories (demo world, imports) through the same log, checks and rollups as single events.</summary>
public interface IFactBulkLoader
{
    /// <summary>
    /// Commits the rows in transactions of some thousands. The event id of a row is its fact and business key, so a second load of the same
    /// rows from the same source adds nothing. A refused row stops the load with <see cref="FactLoadException"/>; earlier batches stay.
    /// </summary>
    /// <param name="occurredAt">When each row happened; null takes the start of its business day.</param>
    Task<FactLoad> LoadAsync(
        string source, IEnumerable<FactRow> rows, IProgress<long>? progress = null, Func<FactRow, DateTimeOffset>? occurredAt = null, CancellationToken cancellationToken = default);
}

/// <summary>Result of a load.</summary>
public sealed record FactLoad(long Accepted, long Duplicate);

/// <summary>A row of a bulk load was refused.</summary>
public sealed class FactLoadException(string message) : Exception(message);

/// <inheritdoc cref="IFactBulkLoader"/>
internal sealed class FactBulkLoader(FactCatalog catalog, IAppDbFactory factory, FactApplier applier, WriteGate gate, BusinessClock clock) : IFactBulkLoader
{
    private const int BatchSize = 20_000;

    public async Task<FactLoad> LoadAsync(
        string source, IEnumerable<FactRow> rows, IProgress<long>? progress, Func<FactRow, DateTimeOffset>? occurredAt, CancellationToken cancellationToken)
    {
        long accepted = 0, duplicate = 0;
        using var chunks = rows.Chunk(BatchSize).GetEnumerator();
        var next = Task.Run(Next, cancellationToken);
        try
        {
            while (await next is { } inputs)
            {
                // Rows are often made as they are asked for; that happens while the batch before is written.
                next = Task.Run(Next, cancellationToken);
                var added = await CommitAsync(inputs, cancellationToken);
                accepted += added;
                duplicate += inputs.Length - added;
                progress?.Report(accepted + duplicate);
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new FactLoad(accepted, duplicate);

        FactInput[]? Next() => chunks.MoveNext() ? Array.ConvertAll(chunks.Current, row => InputOf(source, row, occurredAt)) : null;
    }

    private FactInput InputOf(string source, FactRow row, Func<FactRow, DateTimeOffset>? occurredAt)
    {
        var fact = catalog.Of(row);
        var at = occurredAt?.Invoke(row)
            ?? (fact.BusinessDate?.Access.Get(row) is { IsNull: false } day ? Earlier(clock.StartOf(EpochDay.ToDate(day.Int)), clock.Now) : clock.Now);
        return new FactInput(source, $"{fact.Name}/{fact.KeyOf(row).Replace('\u001f', '/')}", row, at);

        static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
    }

    /// <returns>The number of rows that were new.</returns>
    private async Task<int> CommitAsync(FactInput[] inputs, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var batch = await applier.ApplyAsync(transaction.GetDbTransaction(), inputs, cancellationToken);
        if (Array.FindIndex(batch.Receipts, r => r.Verdict == FactVerdict.Rejected) is >= 0 and var refused)
        {
            var error = batch.Receipts[refused].Errors[0];
            throw new FactLoadException($"{inputs[refused].Id}: {error.Code} {error.Field} {string.Join(", ", error.Args)}");
        }

        await transaction.CommitAsync(cancellationToken);
        applier.Publish(batch);
        return batch.Receipts.Count(r => r.Verdict == FactVerdict.Accepted);
    }
}
