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
        var facts = catalog.Facts.ToDictionary(f => f.Type);
        long accepted = 0, duplicate = 0;
        foreach (var chunk in rows.Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var inputs = Array.ConvertAll(chunk, row =>
            {
                var fact = facts[row.GetType()];
                var at = occurredAt?.Invoke(row)
                    ?? (fact.BusinessDate?.Access.Get(row) is int day ? Earlier(clock.StartOf(EpochDay.ToDate(day)), clock.Now) : clock.Now);
                return new FactInput(source, $"{fact.Name}/{fact.KeyOf(row).Replace('\u001f', '/')}", row, at);
            });
            using var turn = await gate.EnterAsync(cancellationToken);
            await using var db = factory.Create(DealerScope.All);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var batch = await applier.ApplyAsync(transaction.GetDbTransaction(), inputs, cancellationToken);
            var refused = batch.Receipts.Select((r, i) => (Receipt: r, Input: inputs[i])).FirstOrDefault(r => r.Receipt.Verdict == FactVerdict.Rejected);
            if (refused.Receipt is not null)
            {
                var error = refused.Receipt.Errors[0];
                throw new FactLoadException($"{refused.Input.Id}: {error.Code} {error.Field} {string.Join(", ", error.Args)}");
            }

            await transaction.CommitAsync(cancellationToken);
            applier.Publish(batch);
            var added = batch.Receipts.Count(r => r.Verdict == FactVerdict.Accepted);
            accepted += added;
            duplicate += batch.Receipts.Count - added;
            progress?.Report(accepted + duplicate);
        }

        return new FactLoad(accepted, duplicate);

        static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
    }
}
