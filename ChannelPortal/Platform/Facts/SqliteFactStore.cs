using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.Platform.Facts;

/// <summary>Prepared statements in a loop on the raw handle: in-process calls of about a microsecond, faster than building large statements.</summary>
internal sealed class SqliteFactStore : FactStore
{
    // The transaction is immediate and the process holds the write gate: nothing more to lock.
    public override Task<long> LockAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        LastSeqAsync(transaction.Connection!, transaction, cancellationToken);

    public override string MonthSql(string column) =>
        $"CAST(julianday(date({column} * 86400, 'unixepoch', 'start of month')) - 2440587.5 AS INTEGER)";

    public override Task<long[]> FindLoggedAsync(DbTransaction transaction, IReadOnlyList<EventKey> events, CancellationToken cancellationToken)
    {
        var found = new long[events.Count];
        using var statement = Prepare(transaction, "SELECT seq FROM fact_log WHERE source_no = ? AND event_id = ?");
        for (var i = 0; i < found.Length; i++)
        {
            statement.Bind(0, StoreType.Int, FactValue.Of(events[i].SourceNo));
            statement.Bind(1, StoreType.Text, FactValue.Of(events[i].EventId));
            found[i] = statement.Find() ? statement.Value(0, StoreType.Long).Long : 0;
        }

        return Task.FromResult(found);
    }

    public override Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FactRow>(StringComparer.Ordinal);
        var key = KeyOf(fact);
        using var statement = Prepare(transaction, $"SELECT {Names(fact.Stored)} FROM {Table(fact)} WHERE {Where(key)}");
        foreach (var row in keys)
        {
            statement.Bind(key, row);
            if (statement.Find())
            {
                var current = ReadRow(fact, statement.Value);
                found[fact.KeyOf(current)] = current;
            }
        }

        return Task.FromResult(found);
    }

    public override Task InsertAsync<T>(DbTransaction transaction, string table, IReadOnlyList<StoreColumn<T>> columns, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        using var statement = Prepare(transaction, $"INSERT INTO {table} ({Names(columns)}) VALUES ({Marks(columns.Count)})");
        statement.ExecuteEach(columns, rows);
        return Task.CompletedTask;
    }

    public override Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken)
    {
        var key = KeyOf(fact);
        using var statement = Prepare(transaction, $"UPDATE {Table(fact)} SET {string.Join(", ", fact.Stored.Select(c => c.Name + " = ?"))} WHERE {Where(key)}");
        statement.ExecuteEach([.. fact.Stored, .. key], rows);
        return Task.CompletedTask;
    }

    public override Task AddToRollupsAsync(DbTransaction transaction, IReadOnlyList<RollupChange> changes, CancellationToken cancellationToken)
    {
        foreach (var (rollup, deltas) in changes)
        {
            using var upsert = Prepare(
                transaction,
                $"INSERT INTO {Table(rollup)} ({Names(rollup.Stored)}) VALUES ({Marks(rollup.Stored.Count)}) ON CONFLICT ({Names(rollup.StoredKeys)}) DO UPDATE SET "
                + string.Join(", ", rollup.Sums.Select(s => $"{s.Name} = {s.Name} + excluded.{s.Name}")));
            upsert.ExecuteEach(rollup.Stored, deltas);
            using var delete = Prepare(transaction, $"DELETE FROM {Table(rollup)} WHERE {Where(rollup.StoredKeys)} AND rows = 0");
            delete.ExecuteEach(rollup.StoredKeys, [.. deltas.Where(d => d.CanEmpty)]);
        }

        return Task.CompletedTask;
    }

    private static SqliteStatement Prepare(DbTransaction transaction, string sql) => new((SqliteConnection)transaction.Connection!, sql);

    private static string Where<T>(IEnumerable<StoreColumn<T>> key) => string.Join(" AND ", key.Select(c => c.Name + " = ?"));

    private static string Marks(int count) => string.Join(", ", Enumerable.Repeat("?", count));
}
