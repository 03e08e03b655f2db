using System.Data.Common;

namespace ChannelPortal.Platform.Facts;

/// <summary>State of one batch while it is put together: the rows as they stand after each event, and what must be written.</summary>
internal sealed class FactBatchWork
{
    private readonly Dictionary<FactDefinition, Work> works = [];

    public List<LogRow> Log { get; } = [];

    public List<FactChange> Changes { get; } = [];

    /// <summary>Starts a fact with the rows that the database holds of the batch's keys.</summary>
    public void Start(FactDefinition fact, Dictionary<string, FactRow> rows) => works[fact] = new Work(fact, rows);

    public FactRow? Current(FactDefinition fact, string key) => works.TryGetValue(fact, out var work) ? work.Current.GetValueOrDefault(key) : null;

    public void Change(FactDefinition fact, string key, FactRow row, FactRow? replaced)
    {
        var work = works[fact];
        work.Current[key] = row;
        (replaced is null || work.Inserted.ContainsKey(key) ? work.Inserted : work.Updated)[key] = row;
        Changes.Add(new FactChange(fact, row, replaced));
        foreach (var rollup in work.Rollups)
        {
            if (replaced is not null)
            {
                rollup.Add(replaced, -1);
            }

            rollup.Add(row, 1);
        }
    }

    public async Task SaveAsync(FactStore store, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (Log.Count == 0)
        {
            return;
        }

        await store.InsertAsync(transaction, "fact_log", LogRow.Columns, Log, cancellationToken);
        foreach (var (fact, work) in works)
        {
            if (work.Inserted.Count > 0)
            {
                await store.InsertAsync(transaction, FactStore.Table(fact), fact.Stored, [.. work.Inserted.Values], cancellationToken);
            }

            if (work.Updated.Count > 0)
            {
                await store.UpdateAsync(transaction, fact, [.. work.Updated.Values], cancellationToken);
            }
        }

        foreach (var rollup in works.Values.SelectMany(w => w.Rollups))
        {
            if (rollup.Sorted() is { Length: > 0 } deltas)
            {
                await store.AddToRollupAsync(transaction, rollup.Rollup, deltas, cancellationToken);
            }
        }
    }

    private sealed class Work(FactDefinition fact, Dictionary<string, FactRow> current)
    {
        public Dictionary<string, FactRow> Current => current;

        public Dictionary<string, FactRow> Inserted { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, FactRow> Updated { get; } = new(StringComparer.Ordinal);

        public IReadOnlyList<RollupDeltas> Rollups { get; } = [.. fact.Rollups.Select(r => new RollupDeltas(r))];
    }
}
