using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.Platform.Facts;

/// <summary>Prepared statements in a loop: in-process calls of about two microseconds, faster than building large statements.</summary>
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
        using var command = Prepare(transaction, "SELECT seq FROM fact_log WHERE source_no = @p0 AND event_id = @p1", 2);
        foreach (var id in ids)
        {
            command.Parameters[0].Value = id.SourceNo;
            command.Parameters[1].Value = id.EventId;
            if (command.ExecuteScalar() is long seq)
            {
                found[id] = seq;
            }
        }

        return Task.FromResult(found);
    }

    public override Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FactRow>(StringComparer.Ordinal);
        var where = string.Join(" AND ", fact.Key.Select((k, i) => string.Create(CultureInfo.InvariantCulture, $"{k.Name} = @p{i}")));
        using var command = Prepare(transaction, $"SELECT {SelectList(fact)} FROM {Table(fact)} WHERE {where}", fact.Key.Count);
        foreach (var key in keys)
        {
            for (var i = 0; i < fact.Key.Count; i++)
            {
                command.Parameters[i].Value = fact.Key[i].Access.Get(key);
            }

            using var reader = command.ExecuteReader();
            if (reader.Read())
            {
                var row = ReadRow(fact, reader);
                found[fact.KeyOf(row)] = row;
            }
        }

        return Task.FromResult(found);
    }

    public override Task InsertAsync(DbTransaction transaction, string table, IReadOnlyList<StoreColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        using var command = Prepare(
            transaction,
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({Parameters(columns.Count)})",
            columns.Count);
        foreach (var row in rows)
        {
            Execute(command, row);
        }

        return Task.CompletedTask;
    }

    public override Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(fact);
        var set = string.Join(", ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c.Name} = @p{i}")));
        var where = string.Join(" AND ", fact.Key.Select((k, i) => string.Create(CultureInfo.InvariantCulture, $"{k.Name} = @p{columns.Count + i}")));
        using var command = Prepare(transaction, $"UPDATE {Table(fact)} SET {set} WHERE {where}", columns.Count + fact.Key.Count);
        foreach (var row in rows)
        {
            Execute(command, [.. Values(fact, row), .. fact.Key.Select(k => k.Access.Get(row))]);
        }

        return Task.CompletedTask;
    }

    public override Task AddToRollupAsync(DbTransaction transaction, RollupDefinition rollup, IReadOnlyList<RollupDelta> deltas, CancellationToken cancellationToken)
    {
        var names = rollup.Keys.Select(k => k.Name).Concat(rollup.Sums.Select(s => s.Name)).ToList();
        using var upsert = Prepare(
            transaction,
            $"INSERT INTO {Table(rollup)} ({string.Join(", ", names)}) VALUES ({Parameters(names.Count)}) "
            + $"ON CONFLICT ({string.Join(", ", rollup.Keys.Select(k => k.Name))}) DO UPDATE SET "
            + string.Join(", ", rollup.Sums.Select(s => $"{s.Name} = {s.Name} + excluded.{s.Name}")),
            names.Count);
        foreach (var delta in deltas)
        {
            Execute(upsert, [.. delta.Keys, .. delta.Sums.Select(s => (object)s)]);
        }

        var emptied = deltas.Where(d => d.CanEmpty).ToList();
        if (emptied.Count > 0)
        {
            var where = string.Join(" AND ", rollup.Keys.Select((k, i) => string.Create(CultureInfo.InvariantCulture, $"{k.Name} = @p{i}")));
            using var delete = Prepare(transaction, $"DELETE FROM {Table(rollup)} WHERE {where} AND rows = 0", rollup.Keys.Count);
            foreach (var delta in emptied)
            {
                Execute(delete, delta.Keys);
            }
        }

        return Task.CompletedTask;
    }

    private static SqliteCommand Prepare(DbTransaction transaction, string sql, int parameters)
    {
        var command = ((SqliteConnection)transaction.Connection!).CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}") });
        }

        command.Prepare();
        return command;
    }

    private static void Execute(SqliteCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
