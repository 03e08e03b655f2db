using System.Data.Common;
using System.Globalization;
using System.Text;
using ChannelPortal.Platform.Data;

namespace ChannelPortal.Platform.Facts;

/// <summary>A rollup row's change: stored keys and the amounts to add, in the order of the definition.</summary>
internal sealed record RollupDelta(object[] Keys, long[] Sums, string Order)
{
    /// <summary>Rows were taken away, so the row may have become empty.</summary>
    public bool CanEmpty { get; set; }
}

/// <summary>An entry for the log, in stored form.</summary>
internal sealed record LogRow(long Seq, int SourceNo, string EventId, string Fact, string RowKey, long OccurredAt, long RecordedAt, string? Replaced);

/// <summary>The bulk statements of one database. All run inside the given transaction; the lock makes writers of all nodes take turns.</summary>
internal abstract class FactStore
{
    public static FactStore For(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new SqliteFactStore(),
        DatabaseProvider.PostgreSql => new PostgreSqlFactStore(),
        DatabaseProvider.SqlServer => new SqlServerFactStore(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };

    /// <summary>Held until the transaction ends, so sequence numbers are contiguous and in commit order.</summary>
    public abstract Task LockAsync(DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Of the given (source number, event id) pairs, those already in the log with their sequence numbers.</summary>
    public abstract Task<Dictionary<(int SourceNo, string EventId), long>> FindLoggedAsync(
        DbTransaction transaction, IReadOnlyList<(int SourceNo, string EventId)> ids, CancellationToken cancellationToken);

    /// <summary>Current rows of the given business keys.</summary>
    public abstract Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken);

    public abstract Task InsertAsync(DbTransaction transaction, string table, IReadOnlyList<StoreColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken);

    public abstract Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken);

    public abstract Task AddToRollupAsync(DbTransaction transaction, RollupDefinition rollup, IReadOnlyList<RollupDelta> deltas, CancellationToken cancellationToken);

    /// <summary>First day of the month of an epoch-day column, as SQL.</summary>
    public abstract string MonthSql(string column);

    public static async Task<long> LastSeqAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT MAX(seq) FROM fact_log";
        return await command.ExecuteScalarAsync(cancellationToken) is long seq ? seq : 0;
    }

    public static string Table(FactDefinition fact) => "fact_" + fact.Name;

    public static string Table(RollupDefinition rollup) => "rollup_" + rollup.Name;

    public static IReadOnlyList<StoreColumn> LogColumns { get; } =
    [
        new("seq", StoreType.Long), new("source_no", StoreType.Int), new("event_id", StoreType.Text), new("fact", StoreType.Text),
        new("row_key", StoreType.Text), new("occurred_at", StoreType.Long), new("recorded_at", StoreType.Long), new("replaced", StoreType.Text),
    ];

    public static object?[] Values(LogRow r) => [r.Seq, r.SourceNo, r.EventId, r.Fact, r.RowKey, r.OccurredAt, r.RecordedAt, r.Replaced];

    public static IReadOnlyList<StoreColumn> ColumnsOf(FactDefinition fact) =>
        [.. fact.Columns.Select(c => new StoreColumn(c.Name, TypeOf(c))), new("fact_seq", StoreType.Long), new("occurred_at", StoreType.Long)];

    public static object?[] Values(FactDefinition fact, FactRow row)
    {
        var values = new object?[fact.Columns.Count + 2];
        for (var i = 0; i < fact.Columns.Count; i++)
        {
            values[i] = fact.Columns[i].Access.Get(row);
        }

        values[^2] = row.FactSeq;
        values[^1] = row.OccurredAt.ToUnixTimeMilliseconds();
        return values;
    }

    protected static FactRow ReadRow(FactDefinition fact, DbDataReader reader)
    {
        var row = fact.NewRow();
        for (var i = 0; i < fact.Columns.Count; i++)
        {
            if (!reader.IsDBNull(i))
            {
                fact.Columns[i].Access.Set(row, reader.GetValue(i));
            }
        }

        row.FactSeq = reader.GetInt64(fact.Columns.Count);
        row.OccurredAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(fact.Columns.Count + 1));
        return row;
    }

    protected static string SelectList(FactDefinition fact, string prefix = "") =>
        string.Join(", ", ColumnsOf(fact).Select(c => prefix + c.Name));

    public static StoreType TypeOf(FactColumn column) => column.Kind switch
    {
        FactColumnKind.Text => StoreType.Text,
        FactColumnKind.Number => StoreType.Real,
        FactColumnKind.Flag or FactColumnKind.Date => StoreType.Int,
        FactColumnKind.Instant => StoreType.Long,
        _ => (Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType) == typeof(int) ? StoreType.Int : StoreType.Long,
    };

    protected static StoreType TypeOf(RollupKeyColumn key) => TypeOf(key.Source);

    /// <summary>Parameter names <c>@p0…</c> for a list.</summary>
    protected static string Parameters(int count, int from = 0)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "@p" : ", @p").Append((from + i).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}

/// <summary>Physical types that the store moves.</summary>
internal enum StoreType
{
    Text,
    Int,
    Long,
    Real,
}

/// <summary>A column as the store moves it.</summary>
internal sealed record StoreColumn(string Name, StoreType Type);
