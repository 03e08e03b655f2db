using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace ChannelPortal.Platform.Facts;

/// <summary>Binary COPY for new rows, arrays with <c>unnest</c> for look-ups, updates and rollups: one round trip a step, however large the batch.</summary>
internal sealed class PostgreSqlFactStore : FactStore
{
    // Any fixed number: the name of the one lock that fact writers of all nodes share.
    private const string LockSql = "SELECT pg_advisory_xact_lock(303155097126581573)";

    // A plan made for the thousands of keys of one batch reads whole tables while they are small, and every batch again as they grow; a plan
    // made without looking at the arrays expects few keys and goes through the index.
    private const string PlanSql = "SET LOCAL plan_cache_mode = force_generic_plan";

    public override string MonthSql(string column) =>
        $"(date_trunc('month', date '1970-01-01' + {column})::date - date '1970-01-01')";

    public override async Task<long> LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        // The last number is read by a statement of its own: a statement sees what was committed before it began.
        await using var batch = new NpgsqlBatch((NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction)
        {
            BatchCommands = { new(PlanSql), new(LockSql), new(LastSeqSql) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt64(0);
    }

    public override async Task<long[]> FindLoggedAsync(DbTransaction transaction, IReadOnlyList<EventKey> events, CancellationToken cancellationToken)
    {
        await using var command = Command(
            transaction,
            "SELECT i.no, l.seq FROM unnest(@p0, @p1) WITH ORDINALITY AS i(source_no, event_id, no) "
            + "JOIN fact_log l ON l.source_no = i.source_no AND l.event_id = i.event_id");
        Add(
            command.Parameters,
            [
                new StoreColumn<EventKey>("source_no", StoreType.Int, e => FactValue.Of(e.SourceNo)),
                new StoreColumn<EventKey>("event_id", StoreType.Text, e => FactValue.Of(e.EventId)),
            ],
            events);
        var found = new long[events.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetInt64(0) - 1] = reader.GetInt64(1);
        }

        return found;
    }

    public override async Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken)
    {
        var key = KeyOf(fact);
        await using var command = Command(
            transaction, $"SELECT {Names(fact.Stored, "f.")} FROM unnest({Parameters(key.Count)}) AS k({Names(key)}) JOIN {Table(fact)} f ON {On(key, "f", "k")}");
        Add(command.Parameters, key, keys);
        return await ReadRowsAsync(fact, command, cancellationToken);
    }

    public override async Task InsertAsync<T>(DbTransaction transaction, string table, IReadOnlyList<StoreColumn<T>> columns, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        await using var stream = await ((NpgsqlConnection)transaction.Connection!).BeginRawBinaryCopyAsync(
            $"COPY {table} ({Names(columns)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        using var copy = new BinaryCopy<T>(columns);
        for (var i = 0; i < rows.Count; i++)
        {
            copy.Add(rows[i]);
            if (copy.IsFull)
            {
                await stream.WriteAsync(copy.Take(), cancellationToken);
            }
        }

        copy.End();
        await stream.WriteAsync(copy.Take(), cancellationToken);
    }

    public override async Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken)
    {
        var key = KeyOf(fact);
        var set = fact.Stored.Where(c => key.All(k => k.Name != c.Name)).Select(c => $"{c.Name} = n.{c.Name}");
        await using var command = Command(
            transaction,
            $"UPDATE {Table(fact)} f SET {string.Join(", ", set)} FROM unnest({Parameters(fact.Stored.Count)}) AS n({Names(fact.Stored)}) WHERE {On(key, "f", "n")}");
        Add(command.Parameters, fact.Stored, rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task AddToRollupsAsync(DbTransaction transaction, IReadOnlyList<RollupChange> changes, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);
        foreach (var (rollup, deltas) in changes)
        {
            var upsert = new NpgsqlBatchCommand(
                $"INSERT INTO {Table(rollup)} AS r ({Names(rollup.Stored)}) SELECT * FROM unnest({Parameters(rollup.Stored.Count)}) "
                + $"ON CONFLICT ({Names(rollup.StoredKeys)}) DO UPDATE SET {string.Join(", ", rollup.Sums.Select(s => $"{s.Name} = r.{s.Name} + excluded.{s.Name}"))}");
            Add(upsert.Parameters, rollup.Stored, deltas);
            batch.BatchCommands.Add(upsert);
            if (deltas.Where(d => d.CanEmpty).ToList() is { Count: > 0 } emptied)
            {
                var delete = new NpgsqlBatchCommand(
                    $"DELETE FROM {Table(rollup)} r USING unnest({Parameters(rollup.Keys.Count)}) AS k({Names(rollup.StoredKeys)}) WHERE {On(rollup.StoredKeys, "r", "k")} AND r.rows = 0");
                Add(delete.Parameters, rollup.StoredKeys, emptied);
                batch.BatchCommands.Add(delete);
            }
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlCommand Command(DbTransaction transaction, string sql) =>
        new(sql, (NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);

    private static string On<T>(IEnumerable<StoreColumn<T>> key, string left, string right) =>
        string.Join(" AND ", key.Select(c => $"{left}.{c.Name} = {right}.{c.Name}"));

    /// <summary>Each column of the rows as one array parameter.</summary>
    private static void Add<T>(NpgsqlParameterCollection parameters, IReadOnlyList<StoreColumn<T>> columns, IReadOnlyList<T> rows)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var name = "p" + i.ToString(CultureInfo.InvariantCulture);
            parameters.Add(columns[i].Type switch
            {
                StoreType.Text => Array(name, NpgsqlDbType.Text, columns[i], rows, v => v.Text),
                StoreType.Int => Array(name, NpgsqlDbType.Integer, columns[i], rows, v => v.IsNull ? null : (int?)v.Int),
                StoreType.Long => Array(name, NpgsqlDbType.Bigint, columns[i], rows, v => v.IsNull ? null : (long?)v.Long),
                _ => Array(name, NpgsqlDbType.Double, columns[i], rows, v => v.IsNull ? null : (double?)v.Double),
            });
        }
    }

    private static NpgsqlParameter Array<T, TValue>(string name, NpgsqlDbType type, StoreColumn<T> column, IReadOnlyList<T> rows, Func<FactValue, TValue> natural)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = natural(column.Get(rows[i]));
        }

        return new NpgsqlParameter<TValue[]>(name, NpgsqlDbType.Array | type) { TypedValue = values };
    }
}
