using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChannelPortal.Platform.Facts;

/// <summary>
/// A prepared statement on the connection's own handle. The provider's command costs several microseconds a call in parameter and reader
/// objects; a batch of thousands of rows feels that, so the bulk path binds and steps directly.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 handle;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        handle = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(handle, sql, out statement));
    }

    /// <summary>Runs once for each row; nothing is returned.</summary>
    public void ExecuteEach<T>(IReadOnlyList<StoreColumn<T>> columns, IReadOnlyList<T> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            Bind(columns, rows[i]);
            Step();
        }
    }

    /// <summary>True when there is a row; read it with <see cref="Value"/> before the next call.</summary>
    public bool Find() => Step() == raw.SQLITE_ROW;

    public FactValue Value(int column, StoreType type) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? default
        : type switch
        {
            StoreType.Text => FactValue.Of(raw.sqlite3_column_text(statement, column).utf8_to_string()),
            StoreType.Real => FactValue.Of(raw.sqlite3_column_double(statement, column)),
            _ => FactValue.Of(raw.sqlite3_column_int64(statement, column)),
        };

    public void Bind<T>(IReadOnlyList<StoreColumn<T>> columns, T row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            Bind(i, columns[i].Type, columns[i].Get(row));
        }
    }

    /// <summary>Binds and makes the statement ready for its next step.</summary>
    public void Bind(int index, StoreType type, FactValue value)
    {
        if (index == 0)
        {
            raw.sqlite3_reset(statement);
        }

        Check(value.IsNull ? raw.sqlite3_bind_null(statement, index + 1)
            : type == StoreType.Text ? BindText(index + 1, value.Text)
            : type == StoreType.Real ? raw.sqlite3_bind_double(statement, index + 1, value.Double)
            : raw.sqlite3_bind_int64(statement, index + 1, value.Long));
    }

    public void Dispose() => statement.Dispose();

    private int BindText(int index, string? text)
    {
        Span<byte> utf8 = stackalloc byte[256];

        // An empty span has no address and would bind null.
        return Encoding.UTF8.TryGetBytes(text, utf8, out var length) && length > 0
            ? raw.sqlite3_bind_text(statement, index, utf8[..length])
            : raw.sqlite3_bind_text(statement, index, text);
    }

    private int Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(result);
        }

        return result;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(handle).utf8_to_string(), result, raw.sqlite3_extended_errcode(handle));
        }
    }
}
