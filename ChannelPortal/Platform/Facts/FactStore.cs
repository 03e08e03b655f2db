using System.Data.Common;
using System.Globalization;
using System.Text;
using ChannelPortal.Platform.Data;

namespace ChannelPortal.Platform.Facts;

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

    /// <summary>Held until the transaction ends, so sequence numbers are contiguous and in commit order. Returns the last one in the log.</summary>
    public abstract Task<long> LockAsync(DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The sequence number of each event that is already in the log, 0 for the others.</summary>
    public abstract Task<long[]> FindLoggedAsync(DbTransaction transaction, IReadOnlyList<EventKey> events, CancellationToken cancellationToken);

    /// <summary>Current rows of the business keys of the given rows.</summary>
    public abstract Task<Dictionary<string, FactRow>> FindRowsAsync(
        DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> keys, CancellationToken cancellationToken);

    public abstract Task InsertAsync<T>(DbTransaction transaction, string table, IReadOnlyList<StoreColumn<T>> columns, IReadOnlyList<T> rows, CancellationToken cancellationToken);

    public abstract Task UpdateAsync(DbTransaction transaction, FactDefinition fact, IReadOnlyList<FactRow> rows, CancellationToken cancellationToken);

    /// <summary>Adds to the rows of the keys, makes what is missing and takes away what has no rows left.</summary>
    public abstract Task AddToRollupsAsync(DbTransaction transaction, IReadOnlyList<RollupChange> changes, CancellationToken cancellationToken);

    /// <summary>First day of the month of an epoch-day column, as SQL.</summary>
    public abstract string MonthSql(string column);

    protected const string LastSeqSql = "SELECT COALESCE(MAX(seq), 0) FROM fact_log";

    public static async Task<long> LastSeqAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = LastSeqSql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    public static string Table(FactDefinition fact) => "fact_" + fact.Name;

    public static string Table(RollupDefinition rollup) => "rollup_" + rollup.Name;

    protected static string Names<T>(IEnumerable<StoreColumn<T>> columns, string prefix = "") => string.Join(", ", columns.Select(c => prefix + c.Name));

    protected static IReadOnlyList<StoreColumn<FactRow>> KeyOf(FactDefinition fact) => [.. fact.Key.Select(k => k.Stored)];

    /// <summary>Parameter names <c>@p0…</c> for a list.</summary>
    protected static string Parameters(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "@p" : ", @p").Append(i.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    protected static async Task<Dictionary<string, FactRow>> ReadRowsAsync(FactDefinition fact, DbCommand command, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FactRow>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = ReadRow(fact, (i, type) => reader.IsDBNull(i) ? default : type switch
            {
                StoreType.Text => FactValue.Of(reader.GetString(i)),
                StoreType.Int => FactValue.Of(reader.GetInt32(i)),
                StoreType.Long => FactValue.Of(reader.GetInt64(i)),
                _ => FactValue.Of(reader.GetDouble(i)),
            });
            found[fact.KeyOf(row)] = row;
        }

        return found;
    }

    /// <summary>Puts a row together; <paramref name="value"/> gives the stored columns by number.</summary>
    protected static FactRow ReadRow(FactDefinition fact, Func<int, StoreType, FactValue> value)
    {
        var row = fact.NewRow();
        for (var i = 0; i < fact.Columns.Count; i++)
        {
            var stored = value(i, fact.Columns[i].StoreType);
            if (!stored.IsNull)
            {
                fact.Columns[i].Access.Set(row, stored);
            }
        }

        row.FactSeq = value(fact.Columns.Count, StoreType.Long).Long;
        row.OccurredAt = DateTimeOffset.FromUnixTimeMilliseconds(value(fact.Columns.Count + 1, StoreType.Long).Long);
        return row;
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

/// <summary>A column as the store moves it, and where its value comes from.</summary>
internal sealed record StoreColumn<T>(string Name, StoreType Type, Func<T, FactValue> Get);

/// <summary>What makes an event unique for ever.</summary>
internal readonly record struct EventKey(int SourceNo, string EventId);

/// <summary>An entry for the log, in stored form.</summary>
internal sealed record LogRow(long Seq, EventKey Event, string Fact, string RowKey, long OccurredAt, long RecordedAt, string? Replaced)
{
    public static IReadOnlyList<StoreColumn<LogRow>> Columns { get; } =
    [
        new("seq", StoreType.Long, r => FactValue.Of(r.Seq)),
        new("source_no", StoreType.Int, r => FactValue.Of(r.Event.SourceNo)),
        new("event_id", StoreType.Text, r => FactValue.Of(r.Event.EventId)),
        new("fact", StoreType.Text, r => FactValue.Of(r.Fact)),
        new("row_key", StoreType.Text, r => FactValue.Of(r.RowKey)),
        new("occurred_at", StoreType.Long, r => FactValue.Of(r.OccurredAt)),
        new("recorded_at", StoreType.Long, r => FactValue.Of(r.RecordedAt)),
        new("replaced", StoreType.Text, r => FactValue.Of(r.Replaced)),
    ];
}
