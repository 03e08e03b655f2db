using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace ChannelPortal.Platform.Facts;

/// <summary>Binary COPY for new rows, arrays with <c>unnest</c> for look-ups, updates and rollups: one round trip a step, however large the batch.</summary>
internal sealed class PostgreSqlFactStore : FactStore
{
    // Any fixed number: the name of the one lock that fact writers of all nodes share.
    private const long LockKey = 0x43505F464143545;

    public override string MonthSql(string column) =>
        $"(date_trunc('month', date '1970-01-01' + {column})::date - date '1970-01-01')";

    public override async Task LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, "SELECT pg_advisory_xact_lock(@p0)");
        command.Parameters.Add(new NpgsqlParameter("p0", NpgsqlDbType.Bigint) { Value = LockKey });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task<Dictionary<(int SourceNo, string EventId), long>> FindLoggedAsync(
        DbTransaction transaction, IReadOnlyList<(int SourceNo, string EventId)> ids, CancellationToken cancellationToken)
    {
        await using var command = Command(
            transaction,
            "SELECT l.source_no, l.event_id, l.seq FROM unnest(@p0, @p1) AS i(source_no, event_id) "
            + "JOIN fact_log l ON l.source_no = i.source_no AND l.event_id = i.event_id");
        command.Parameters.Add(Array("p0", StoreType.Int, ids.Select(i => (object?)i.SourceNo).ToList()));
        command.Parameters.Add(Array("p1", StoreType.Text, ids.Select(i => (object?)i.EventId).ToList()));
        var found = new Dictionary<(int, string), long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found[(reader.GetInt32(0), reader.GetString(1))] = reader.GetInt64(2);
        }

        return found;
    }

    public override async Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken)
    {
        var on = string.Join(" AND ", fact.Key.Select(k => $"f.{k.Name} = k.{k.Name}"));
        await using var command = Command(
            transaction,
            $"SELECT {SelectList(fact, "f.")} FROM unnest({Parameters(fact.Key.Count)}) AS k({string.Join(", ", fact.Key.Select(k => k.Name))}) JOIN {Table(fact)} f ON {on}");
        for (var i = 0; i < fact.Key.Count; i++)
        {
            var column = fact.Key[i];
            command.Parameters.Add(Array(Name(i), TypeOf(column), keys.Select(k => column.Access.Get(k)).ToList()));
        }

        var found = new Dictionary<string, FactRow>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = ReadRow(fact, reader);
            found[fact.KeyOf(row)] = row;
        }

        return found;
    }

    public override async Task InsertAsync(DbTransaction transaction, string table, IReadOnlyList<StoreColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        var types = columns.Select(c => DbType(c.Type)).ToArray();
        await using var copy = await ((NpgsqlConnection)transaction.Connection!).BeginBinaryImportAsync(
            $"COPY {table} ({string.Join(", ", columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            for (var i = 0; i < row.Length; i++)
            {
                switch (row[i])
                {
                    case null:
                        await copy.WriteNullAsync(cancellationToken);
                        break;
                    case string text:
                        await copy.WriteAsync(text, types[i], cancellationToken);
                        break;
                    case long number:
                        await copy.WriteAsync(number, types[i], cancellationToken);
                        break;
                    case int number:
                        await copy.WriteAsync(number, types[i], cancellationToken);
                        break;
                    case double number:
                        await copy.WriteAsync(number, types[i], cancellationToken);
                        break;
                    default:
                        throw new InvalidOperationException($"Column {columns[i].Name} holds an unexpected {row[i]!.GetType()}.");
                }
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public override async Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(fact);
        var keys = fact.Key.Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        var set = string.Join(", ", columns.Where(c => !keys.Contains(c.Name)).Select(c => $"{c.Name} = n.{c.Name}"));
        var on = string.Join(" AND ", fact.Key.Select(k => $"f.{k.Name} = n.{k.Name}"));
        await using var command = Command(
            transaction,
            $"UPDATE {Table(fact)} f SET {set} FROM unnest({Parameters(columns.Count)}) AS n({string.Join(", ", columns.Select(c => c.Name))}) WHERE {on}");
        var values = rows.Select(r => Values(fact, r)).ToList();
        for (var i = 0; i < columns.Count; i++)
        {
            var index = i;
            command.Parameters.Add(Array(Name(i), columns[i].Type, values.Select(v => v[index]).ToList()));
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task AddToRollupAsync(DbTransaction transaction, RollupDefinition rollup, IReadOnlyList<RollupDelta> deltas, CancellationToken cancellationToken)
    {
        var keys = rollup.Keys;
        var names = keys.Select(k => k.Name).Concat(rollup.Sums.Select(s => s.Name)).ToList();
        await using var upsert = Command(
            transaction,
            $"INSERT INTO {Table(rollup)} AS r ({string.Join(", ", names)}) SELECT * FROM unnest({Parameters(names.Count)}) "
            + $"ON CONFLICT ({string.Join(", ", keys.Select(k => k.Name))}) DO UPDATE SET "
            + string.Join(", ", rollup.Sums.Select(s => $"{s.Name} = r.{s.Name} + excluded.{s.Name}")));
        AddKeys(upsert, deltas);
        for (var i = 0; i < rollup.Sums.Count; i++)
        {
            var index = i;
            upsert.Parameters.Add(Array(Name(keys.Count + i), StoreType.Long, deltas.Select(d => (object?)d.Sums[index]).ToList()));
        }

        await upsert.ExecuteNonQueryAsync(cancellationToken);
        var emptied = deltas.Where(d => d.CanEmpty).ToList();
        if (emptied.Count > 0)
        {
            var on = string.Join(" AND ", keys.Select(k => $"r.{k.Name} = k.{k.Name}"));
            await using var delete = Command(
                transaction,
                $"DELETE FROM {Table(rollup)} r USING unnest({Parameters(keys.Count)}) AS k({string.Join(", ", keys.Select(k => k.Name))}) WHERE {on} AND r.rows = 0");
            AddKeys(delete, emptied);
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        void AddKeys(NpgsqlCommand command, IReadOnlyList<RollupDelta> of)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                var index = i;
                command.Parameters.Add(Array(Name(i), TypeOf(keys[i]), of.Select(d => (object?)d.Keys[index]).ToList()));
            }
        }
    }

    private static NpgsqlCommand Command(DbTransaction transaction, string sql) =>
        new(sql, (NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);

    private static string Name(int index) => "p" + index.ToString(CultureInfo.InvariantCulture);

    private static NpgsqlDbType DbType(StoreType type) => type switch
    {
        StoreType.Text => NpgsqlDbType.Text,
        StoreType.Int => NpgsqlDbType.Integer,
        StoreType.Long => NpgsqlDbType.Bigint,
        StoreType.Real => NpgsqlDbType.Double,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static NpgsqlParameter Array(string name, StoreType type, List<object?> values) =>
        new(name, NpgsqlDbType.Array | DbType(type))
        {
            Value = type switch
            {
                StoreType.Text => values.ConvertAll(v => (string?)v).ToArray(),
                StoreType.Int => values.ConvertAll(v => (int?)v).ToArray(),
                StoreType.Long => values.ConvertAll(v => v is null ? null : (long?)Convert.ToInt64(v, CultureInfo.InvariantCulture)).ToArray(),
                _ => values.ConvertAll(v => (double?)v).ToArray(),
            },
        };
}
