using System.Data.Common;

namespace ChannelPortal.Platform.Facts;

/// <summary>State of one batch while it is put together: the rows as they stand after each event, and what must be written.</summary>
internal sealed class FactBatchWork
{
    private readonly Dictionary<FactDefinition, Work> works = [];

    public List<LogRow> Log { get; } = [];

    public List<FactChange> Changes { get; } = [];

    /// <summary>Starts a fact with the rows that the database holds of the batch's keys.</summary>
    public void Start(FactDefinition fact, Dictionary<string, FactRow> rows) => works[fact] = new Work(rows);

    public FactRow? Current(FactDefinition fact, string key) => works.TryGetValue(fact, out var work) ? work.Current.GetValueOrDefault(key) : null;

    public void Change(FactDefinition fact, string key, FactRow row, FactRow? replaced)
    {
        var work = works[fact];
        work.Current[key] = row;
        (replaced is null || work.Inserted.ContainsKey(key) ? work.Inserted : work.Updated)[key] = row;
        Changes.Add(new FactChange(fact, row, replaced));
    }

    public async Task SaveAsync(FactStore store, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (Log.Count == 0)
        {
            return;
        }

        // Added up and sorted on another core while the rows are on their way.
        var rollups = Task.Run(Rollups, cancellationToken);
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

        await store.AddToRollupsAsync(transaction, await rollups, cancellationToken);
    }

    private List<RollupChange> Rollups()
    {
        var rollups = works.Keys.SelectMany(f => f.Rollups).Select(r => new RollupDeltas(r)).ToList();
        var ofFact = rollups.ToLookup(r => r.Rollup.Fact);
        foreach (var change in Changes)
        {
            foreach (var rollup in ofFact[change.Fact])
            {
                if (change.Replaced is not null)
                {
                    rollup.Add(change.Replaced, -1);
                }

                rollup.Add(change.Row, 1);
            }
        }

        return [.. rollups.Select(r => r.Sum()).Where(c => c.Deltas.Count > 0)];
    }

    private sealed class Work(Dictionary<string, FactRow> current)
    {
        public Dictionary<string, FactRow> Current => current;

        public Dictionary<string, FactRow> Inserted { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, FactRow> Updated { get; } = new(StringComparer.Ordinal);
    }
}
