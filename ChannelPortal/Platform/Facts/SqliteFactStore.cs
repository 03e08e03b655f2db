using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.Platform.Facts;

/// <summary>Prepared statements in a loop on the raw handle: in-process calls of about a microsecond, faster than building large statements.</summary>
internal sealed class SqliteFactStore : FactStore
{
    // The transaction is immediate and the process holds the write gate: nothing more to lock.
    public override Task LockAsync(DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public override string MonthSql(string column) =>
        $"CAST(julianday(date({column} * 86400, 'unixepoch', 'start of month')) - 2440587.5 AS INTEGER)";

    public override Task<Dictionary<(int SourceNo, string EventId), long>> FindLoggedAsync(
        DbTransaction transaction, IReadOnlyList<(int SourceNo, string EventId)> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(int, string), long>();
        using var statement = Prepare(transaction, "SELECT seq FROM fact_log WHERE source_no = ? AND event_id = ?");
        var values = new object?[2];
        foreach (var id in ids)
        {
            (values[0], values[1]) = (id.SourceNo, id.EventId);
            if (statement.Find(values))
            {
                found[id] = (long)statement.Value(0)!;
            }
        }

        return Task.FromResult(found);
    }

    public override Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FactRow>(StringComparer.Ordinal);
        using var statement = Prepare(transaction, $"SELECT {SelectList(fact)} FROM {Table(fact)} WHERE {Where(fact.Key.Select(k => k.Name))}");
        var values = new object?[fact.Key.Count];
        foreach (var key in keys)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = fact.Key[i].Access.Get(key);
            }

            if (statement.Find(values))
            {
                var row = fact.NewRow();
                for (var i = 0; i < fact.Columns.Count; i++)
                {
                    if (statement.Value(i) is { } value)
                    {
                        fact.Columns[i].Access.Set(row, value);
                    }
                }

                row.FactSeq = (long)statement.Value(fact.Columns.Count)!;
                row.OccurredAt = DateTimeOffset.FromUnixTimeMilliseconds((long)statement.Value(fact.Columns.Count + 1)!);
                found[fact.KeyOf(row)] = row;
            }
        }

        return Task.FromResult(found);
    }

    public override Task InsertAsync(DbTransaction transaction, string table, IReadOnlyList<StoreColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        using var statement = Prepare(transaction, $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({Marks(columns.Count)})");
        foreach (var row in rows)
        {
            statement.Execute(row);
        }

        return Task.CompletedTask;
    }

    public override Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(fact);
        using var statement = Prepare(
            transaction,
            $"UPDATE {Table(fact)} SET {string.Join(", ", columns.Select(c => c.Name + " = ?"))} WHERE {Where(fact.Key.Select(k => k.Name))}");
        foreach (var row in rows)
        {
            statement.Execute([.. Values(fact, row), .. fact.Key.Select(k => k.Access.Get(row))]);
        }

        return Task.CompletedTask;
    }

    public override Task AddToRollupAsync(DbTransaction transaction, RollupDefinition rollup, IReadOnlyList<RollupDelta> deltas, CancellationToken cancellationToken)
    {
        var keys = rollup.Keys.Select(k => k.Name).ToList();
        var names = keys.Concat(rollup.Sums.Select(s => s.Name)).ToList();
        using var upsert = Prepare(
            transaction,
            $"INSERT INTO {Table(rollup)} ({string.Join(", ", names)}) VALUES ({Marks(names.Count)}) ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET "
            + string.Join(", ", rollup.Sums.Select(s => $"{s.Name} = {s.Name} + excluded.{s.Name}")));
        var values = new object?[names.Count];
        foreach (var delta in deltas)
        {
            delta.Keys.CopyTo(values, 0);
            for (var i = 0; i < delta.Sums.Length; i++)
            {
                values[keys.Count + i] = delta.Sums[i];
            }

            upsert.Execute(values);
        }

        if (deltas.Any(d => d.CanEmpty))
        {
            using var delete = Prepare(transaction, $"DELETE FROM {Table(rollup)} WHERE {Where(keys)} AND rows = 0");
            foreach (var delta in deltas.Where(d => d.CanEmpty))
            {
                delete.Execute(delta.Keys);
            }
        }

        return Task.CompletedTask;
    }

    private static SqliteStatement Prepare(DbTransaction transaction, string sql) => new((SqliteConnection)transaction.Connection!, sql);

    private static string Where(IEnumerable<string> columns) => string.Join(" AND ", columns.Select(c => c + " = ?"));

    private static string Marks(int count) => string.Join(", ", Enumerable.Repeat("?", count));
}
