using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>What a batch did, before and after its commit.</summary>
internal sealed record FactBatch(IReadOnlyList<FactReceipt> Receipts, long Watermark, IReadOnlyList<FactChange> Changes);

/// <summary>
/// The one place that writes facts: log, typed row and rollups in the caller's transaction. Callers hold <see cref="WriteGate"/> from
/// before this until after their commit, and then call <see cref="Publish"/>.
/// </summary>
internal sealed class FactApplier(FactCatalog catalog, IAppDbFactory factory, AppDbFactory databases, FactStream stream, BusinessClock clock) : IDisposable
{
    /// <summary>Events dated further ahead than this are refused: a wrong clock must not fill tomorrow's board.</summary>
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(10);

    private readonly FactStore store = FactStore.For(databases.Provider);
    private readonly ConcurrentDictionary<FactDefinition, ConcurrentDictionary<string, byte>> references = new();
    private readonly ConcurrentDictionary<string, int> sources = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile bool loaded;

    public FactStore Store => store;

    public void Dispose() => loading.Dispose();

    /// <summary>True when a dimension holds the key, as far as this node knows.</summary>
    public bool Knows(FactDefinition dimension, string key) =>
        references.TryGetValue(dimension, out var keys) && keys.ContainsKey(key);

    /// <summary>Reads the dimension keys once; later ones come with the commits.</summary>
    public async Task LoadReferencesAsync(CancellationToken cancellationToken)
    {
        if (loaded)
        {
            return;
        }

        await loading.WaitAsync(cancellationToken);
        try
        {
            if (!loaded)
            {
                await ReloadReferencesAsync(cancellationToken);
                loaded = true;
            }
        }
        finally
        {
            loading.Release();
        }
    }

    public async Task<FactBatch> ApplyAsync(DbTransaction transaction, IReadOnlyList<FactInput> inputs, CancellationToken cancellationToken)
    {
        await LoadReferencesAsync(cancellationToken);
        await store.LockAsync(transaction, cancellationToken);
        var receipts = new FactReceipt[inputs.Count];
        var ids = new (int SourceNo, string EventId)[inputs.Count];
        for (var i = 0; i < inputs.Count; i++)
        {
            ids[i] = (await SourceNoAsync(transaction, inputs[i].Source, cancellationToken), inputs[i].Id);
        }

        var logged = await store.FindLoggedAsync(transaction, ids, cancellationToken);
        var work = new BatchWork(catalog);
        var fresh = new List<(int Index, FactDefinition Fact, string Key)>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (logged.TryGetValue(ids[i], out var seq))
            {
                receipts[i] = new FactReceipt(FactVerdict.Duplicate, seq, []);
                continue;
            }

            var fact = work.Of(inputs[i].Row);
            var key = fact.KeyOf(inputs[i].Row);
            fresh.Add((i, fact, key));
        }

        foreach (var group in fresh.GroupBy(f => f.Fact))
        {
            var keys = group.DistinctBy(f => f.Key).Select(f => inputs[f.Index].Row).ToList();
            work.Start(group.Key, await store.FindRowsAsync(transaction, group.Key, keys, cancellationToken));
        }

        var watermark = await FactStore.LastSeqAsync(transaction.Connection!, transaction, cancellationToken);
        var recordedAt = clock.Now;
        foreach (var (index, fact, key) in fresh)
        {
            var input = inputs[index];
            if (logged.TryGetValue(ids[index], out var twice))
            {
                receipts[index] = new FactReceipt(FactVerdict.Duplicate, twice, []);
                continue;
            }

            var current = work.Current(fact, key);
            var row = current is null ? input.Row : Merge(fact, current, input);
            var errors = Check(fact, row, input, current, work, recordedAt);
            if (errors is not null)
            {
                receipts[index] = new FactReceipt(FactVerdict.Rejected, 0, errors);
                continue;
            }

            var seq = ++watermark;
            logged[ids[index]] = seq;
            receipts[index] = new FactReceipt(FactVerdict.Accepted, seq, []);
            var late = current is not null && input.OccurredAt < current.OccurredAt;
            work.Log.Add(new LogRow(
                seq, ids[index].SourceNo, input.Id, fact.Name, key.Replace('\u001f', '|'), input.OccurredAt.ToUnixTimeMilliseconds(), recordedAt.ToUnixTimeMilliseconds(),
                late ? "\"late\"" : current is null ? null : FactParser.Write(fact, current)));
            if (!late)
            {
                (row.FactSeq, row.OccurredAt) = (seq, input.OccurredAt);
                work.Change(fact, key, row, current);
            }
        }

        await SaveAsync(transaction, work, cancellationToken);
        return new FactBatch(receipts, watermark, work.Changes);
    }

    /// <summary>After the commit: remembers new dimension keys and tells the stream.</summary>
    public void Publish(FactBatch batch)
    {
        if (batch.Changes.Count == 0)
        {
            return;
        }

        foreach (var change in batch.Changes.Where(c => c.Fact.IsDimension))
        {
            KeysOf(change.Fact)[change.Fact.KeyOf(change.Row)] = 0;
        }

        stream.Publish(new FactCommit(batch.Watermark, clock.Now, batch.Changes));
    }

    public async Task ReloadReferencesAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var connection = db.Database.GetDbConnectionOpened();
        foreach (var fact in catalog.Facts.Where(f => f is { IsDimension: true, Key.Count: 1 }))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {fact.Key[0].Name} FROM {FactStore.Table(fact)}";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var keys = KeysOf(fact);
            while (await reader.ReadAsync(cancellationToken))
            {
                keys[reader.GetString(0)] = 0;
            }
        }
    }

    private async Task SaveAsync(DbTransaction transaction, BatchWork work, CancellationToken cancellationToken)
    {
        if (work.Log.Count == 0)
        {
            return;
        }

        await store.InsertAsync(transaction, "fact_log", FactStore.LogColumns, [.. work.Log.Select(FactStore.Values)], cancellationToken);
        foreach (var (fact, rows) in work.Inserted)
        {
            await store.InsertAsync(transaction, FactStore.Table(fact), FactStore.ColumnsOf(fact), [.. rows.Values.Select(r => FactStore.Values(fact, r))], cancellationToken);
        }

        foreach (var (fact, rows) in work.Updated)
        {
            await store.UpdateAsync(transaction, fact, [.. rows.Values], cancellationToken);
        }

        foreach (var (rollup, deltas) in work.Rollups)
        {
            // Sorted keys: writers of different nodes touch rows in one order.
            await store.AddToRollupAsync(
                transaction, rollup, [.. deltas.Values.Where(d => d.CanEmpty || d.Sums.Any(s => s != 0)).OrderBy(d => d.Order, StringComparer.Ordinal)], cancellationToken);
        }
    }

    private List<Error>? Check(FactDefinition fact, FactRow row, FactInput input, FactRow? current, BatchWork work, DateTimeOffset now)
    {
        List<Error>? errors = null;
        if (input.OccurredAt > now + AllowedSkew)
        {
            Add(Error.Of("occurs_in_future", input.OccurredAt, now).On("time"));
        }

        if (fact.BusinessDate is { } date && !fact.IsDimension && fact.Name != "targets" && date.Access.Get(row) is int day && EpochDay.ToDate(day) > clock.DayOf(now).AddDays(1))
        {
            Add(Error.Of("date_in_future", EpochDay.ToDate(day), clock.DayOf(now)).On(date.Name));
        }

        if (current is null && input.Present is { } present)
        {
            foreach (var missing in fact.Columns.Where(c => c.IsRequired && !present.Contains(c.Name)))
            {
                Add(Error.Of("missing_column", missing.Name).On(missing.Name));
            }
        }

        foreach (var column in fact.Columns)
        {
            if (column.Refers is { } dimension && column.Access.Get(row) is string key && !Knows(dimension, key) && work.Current(dimension, key) is null)
            {
                Add(Error.Of("unknown_reference", dimension.Name, key).On(column.Name));
            }
        }

        if (current is not null && fact.DealerColumn is { } dealer && !Equals(dealer.Access.Get(current), dealer.Access.Get(row)))
        {
            Add(Error.Of("owner_changed", dealer.Access.Get(current)).On(dealer.Name));
        }

        return errors;

        void Add(Error error) => (errors ??= []).Add(error);
    }

    private static FactRow Merge(FactDefinition fact, FactRow current, FactInput input)
    {
        var row = fact.Clone(current);
        foreach (var column in fact.Columns)
        {
            if (input.Present is null || input.Present.Contains(column.Name))
            {
                column.Access.Set(row, column.Access.Get(input.Row));
            }
        }

        return row;
    }

    private ConcurrentDictionary<string, byte> KeysOf(FactDefinition fact) =>
        references.GetOrAdd(fact, _ => new ConcurrentDictionary<string, byte>(StringComparer.Ordinal));

    private async Task<int> SourceNoAsync(DbTransaction transaction, string source, CancellationToken cancellationToken)
    {
        if (sources.TryGetValue(source, out var no))
        {
            return no;
        }

        await using var find = transaction.Connection!.CreateCommand();
        find.Transaction = transaction;
        find.CommandText = "SELECT no FROM fact_source WHERE source = @p0";
        Add(find, "@p0", source);
        if (await find.ExecuteScalarAsync(cancellationToken) is { } found)
        {
            no = Convert.ToInt32(found, CultureInfo.InvariantCulture);

            // Cached only once it is surely committed: this transaction may still roll back its own new number.
            sources[source] = no;
            return no;
        }

        await using var insert = transaction.Connection!.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO fact_source (no, source) SELECT COALESCE(MAX(no), 0) + 1, @p0 FROM fact_source";
        Add(insert, "@p0", source);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return Convert.ToInt32(await find.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);

        static void Add(DbCommand command, string name, string value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>State of one batch while it is put together.</summary>
    private sealed class BatchWork(FactCatalog catalog)
    {
        private readonly Dictionary<FactDefinition, Dictionary<string, FactRow>> current = [];
        private readonly Dictionary<Type, FactDefinition> facts = [];

        public List<LogRow> Log { get; } = [];

        public List<FactChange> Changes { get; } = [];

        public Dictionary<FactDefinition, Dictionary<string, FactRow>> Inserted { get; } = [];

        public Dictionary<FactDefinition, Dictionary<string, FactRow>> Updated { get; } = [];

        public Dictionary<RollupDefinition, Dictionary<string, RollupDelta>> Rollups { get; } = [];

        public FactDefinition Of(FactRow row)
        {
            if (!facts.TryGetValue(row.GetType(), out var fact))
            {
                facts[row.GetType()] = fact = catalog.Facts.Single(f => f.Type == row.GetType());
            }

            return fact;
        }

        public void Start(FactDefinition fact, Dictionary<string, FactRow> rows) => current[fact] = rows;

        public FactRow? Current(FactDefinition fact, string key) =>
            current.TryGetValue(fact, out var rows) ? rows.GetValueOrDefault(key) : null;

        public void Change(FactDefinition fact, string key, FactRow row, FactRow? replaced)
        {
            current[fact][key] = row;
            var isNew = replaced is null || (Inserted.TryGetValue(fact, out var mine) && mine.ContainsKey(key));
            var target = isNew ? Inserted : Updated;
            if (!target.TryGetValue(fact, out var rows))
            {
                target[fact] = rows = new Dictionary<string, FactRow>(StringComparer.Ordinal);
            }

            rows[key] = row;
            Changes.Add(new FactChange(fact, row, replaced));
            foreach (var rollup in fact.Rollups)
            {
                if (replaced is not null)
                {
                    Add(rollup, replaced, -1);
                }

                Add(rollup, row, 1);
            }
        }

        private void Add(RollupDefinition rollup, FactRow row, int sign)
        {
            if (!Rollups.TryGetValue(rollup, out var deltas))
            {
                Rollups[rollup] = deltas = new Dictionary<string, RollupDelta>(StringComparer.Ordinal);
            }

            var keys = new object[rollup.Keys.Count];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = rollup.Keys[i].KeyOf(row);
            }

            var order = string.Join('\u001f', keys.Select(k => Convert.ToString(k, CultureInfo.InvariantCulture)));
            if (!deltas.TryGetValue(order, out var delta))
            {
                deltas[order] = delta = new RollupDelta(keys, new long[rollup.Sums.Count], order);
            }

            delta.CanEmpty |= sign < 0;
            for (var i = 0; i < delta.Sums.Length; i++)
            {
                delta.Sums[i] += sign * (rollup.Sums[i].Source is { } source ? Convert.ToInt64(source.Access.Get(row) ?? 0L, CultureInfo.InvariantCulture) : 1);
            }
        }
    }
}
