using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace ChannelPortal.Platform.Facts;

/// <summary>SqlBulkCopy for new rows; look-ups, updates and rollups go through a temporary table of the same columns. No MERGE: keyed update, then insert of what is missing.</summary>
internal sealed class SqlServerFactStore : FactStore
{
    private const string Staging = "#staging";

    public override string MonthSql(string column) =>
        $"DATEDIFF(day, '1970-01-01', DATEFROMPARTS(YEAR(DATEADD(day, {column}, '1970-01-01')), MONTH(DATEADD(day, {column}, '1970-01-01')), 1))";

    public static string LockSql => "EXEC sp_getapplock @Resource = N'channelportal-facts', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000";

    public static string FindLoggedSql =>
        $"SELECT i.no, l.seq FROM {Staging} i JOIN fact_log l ON l.source_no = i.source_no AND l.event_id = i.event_id";

    public static string FindRowsSql(FactDefinition fact) =>
        $"SELECT {Names(fact.Stored, "f.")} FROM {Staging} k JOIN {Table(fact)} f ON {On(fact.Key.Select(k => k.Name), "f", "k")}";

    public static string UpdateSql(FactDefinition fact)
    {
        var keys = fact.Key.Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        var set = string.Join(", ", fact.Stored.Where(c => !keys.Contains(c.Name)).Select(c => $"f.[{c.Name}] = n.[{c.Name}]"));
        return $"UPDATE f SET {set} FROM {Table(fact)} f JOIN {Staging} n ON {On(keys, "f", "n")}";
    }

    public static string AddToRollupSql(RollupDefinition rollup)
    {
        var keys = rollup.Keys.Select(k => k.Name).ToList();
        var names = keys.Concat(rollup.Sums.Select(s => s.Name)).Select(n => $"[{n}]").ToList();
        return $"UPDATE r SET {string.Join(", ", rollup.Sums.Select(s => $"r.[{s.Name}] = r.[{s.Name}] + d.[{s.Name}]"))} "
            + $"FROM {Table(rollup)} r WITH (UPDLOCK, HOLDLOCK) JOIN {Staging} d ON {On(keys, "r", "d")}; "
            + $"INSERT INTO {Table(rollup)} ({string.Join(", ", names)}) SELECT {string.Join(", ", names.Select(n => "d." + n))} FROM {Staging} d "
            + $"WHERE NOT EXISTS (SELECT 1 FROM {Table(rollup)} r WHERE {On(keys, "r", "d")}); "
            + $"DELETE r FROM {Table(rollup)} r JOIN {Staging} d ON {On(keys, "r", "d")} WHERE r.[rows] = 0;";
    }

    public static string StagingSql<T>(IEnumerable<StoreColumn<T>> columns) =>
        $"DROP TABLE IF EXISTS {Staging}; CREATE TABLE {Staging} ({string.Join(", ", columns.Select(c => $"[{c.Name}] {SqlType(c.Type)} NULL"))});";

    /// <summary>The events to look up, numbered so that the answer needs no keys.</summary>
    public static IReadOnlyList<StoreColumn<(EventKey Event, int No)>> EventColumns { get; } =
    [
        new("source_no", StoreType.Int, e => FactValue.Of(e.Event.SourceNo)),
        new("event_id", StoreType.Text, e => FactValue.Of(e.Event.EventId)),
        new("no", StoreType.Int, e => FactValue.Of(e.No)),
    ];

    public override async Task<long> LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, LockSql);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await LastSeqAsync(transaction.Connection!, transaction, cancellationToken);
    }

    public override async Task<long[]> FindLoggedAsync(DbTransaction transaction, IReadOnlyList<EventKey> events, CancellationToken cancellationToken)
    {
        await StageAsync(transaction, EventColumns, [.. events.Select((e, i) => (e, i))], cancellationToken);
        var found = new long[events.Count];
        await using var command = Command(transaction, FindLoggedSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetInt32(0)] = reader.GetInt64(1);
        }

        return found;
    }

    public override async Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken)
    {
        await StageAsync(transaction, KeyOf(fact), keys, cancellationToken);
        await using var command = Command(transaction, FindRowsSql(fact));
        return await ReadRowsAsync(fact, command, cancellationToken);
    }

    public override async Task InsertAsync<T>(DbTransaction transaction, string table, IReadOnlyList<StoreColumn<T>> columns, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        using var data = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in columns)
        {
            data.Columns.Add(column.Name, column.Type switch
            {
                StoreType.Text => typeof(string),
                StoreType.Int => typeof(int),
                StoreType.Long => typeof(long),
                _ => typeof(double),
            });
        }

        foreach (var row in rows)
        {
            data.Rows.Add([.. columns.Select(c => Boxed(c.Type, c.Get(row)))]);
        }

        using var copy = new SqlBulkCopy((SqlConnection)transaction.Connection!, SqlBulkCopyOptions.CheckConstraints, (SqlTransaction)transaction)
        {
            DestinationTableName = table,
        };
        foreach (var column in columns)
        {
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        await copy.WriteToServerAsync(data, cancellationToken);
    }

    public override async Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken)
    {
        await StageAsync(transaction, fact.Stored, rows, cancellationToken);
        await using var command = Command(transaction, UpdateSql(fact));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task AddToRollupsAsync(DbTransaction transaction, IReadOnlyList<RollupChange> changes, CancellationToken cancellationToken)
    {
        foreach (var (rollup, deltas) in changes)
        {
            await StageAsync(transaction, rollup.Stored, deltas, cancellationToken);
            await using var command = Command(transaction, AddToRollupSql(rollup));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task StageAsync<T>(DbTransaction transaction, IReadOnlyList<StoreColumn<T>> columns, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        await using var create = Command(transaction, StagingSql(columns));
        await create.ExecuteNonQueryAsync(cancellationToken);
        await InsertAsync(transaction, Staging, columns, rows, cancellationToken);
    }

    private static object Boxed(StoreType type, FactValue value) => value.IsNull ? DBNull.Value : type switch
    {
        StoreType.Text => value.Text!,
        StoreType.Int => value.Int,
        StoreType.Long => value.Long,
        _ => value.Double,
    };

    private static SqlCommand Command(DbTransaction transaction, string sql) =>
        new(sql, (SqlConnection)transaction.Connection!, (SqlTransaction)transaction);

    private static string On(IEnumerable<string> keys, string left, string right) =>
        string.Join(" AND ", keys.Select(k => $"{left}.[{k}] = {right}.[{k}]"));

    private static string SqlType(StoreType type) => type switch
    {
        // The collation of the database applies to the temporary table too, so joins compare alike.
        StoreType.Text => "nvarchar(300) COLLATE DATABASE_DEFAULT",
        StoreType.Int => "int",
        StoreType.Long => "bigint",
        StoreType.Real => "float",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
