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

    /// <summary>Runs with the values bound in order; nothing is returned.</summary>
    public void Execute(ReadOnlySpan<object?> values)
    {
        Bind(values);
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            var message = raw.sqlite3_errmsg(handle).utf8_to_string();
            var extended = raw.sqlite3_extended_errcode(handle);
            raw.sqlite3_reset(statement);
            throw new SqliteException(message, result, extended);
        }

        raw.sqlite3_reset(statement);
    }

    /// <summary>True when there is a row; read it with <see cref="Value"/> before the next call.</summary>
    public bool Find(ReadOnlySpan<object?> values)
    {
        raw.sqlite3_reset(statement);
        Bind(values);
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW)
        {
            return true;
        }

        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        return false;
    }

    /// <summary>Null, <c>long</c>, <c>double</c> or text.</summary>
    public object? Value(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        _ => raw.sqlite3_column_text(statement, column).utf8_to_string(),
    };

    public void Dispose() => statement.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(values[i] switch
            {
                null => raw.sqlite3_bind_null(statement, i + 1),
                string text => raw.sqlite3_bind_text(statement, i + 1, text),
                long number => raw.sqlite3_bind_int64(statement, i + 1, number),
                int number => raw.sqlite3_bind_int64(statement, i + 1, number),
                double number => raw.sqlite3_bind_double(statement, i + 1, number),
                var other => throw new InvalidOperationException($"Parameter {i} holds an unexpected {other.GetType()}."),
            });
        }
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(handle).utf8_to_string(), result, raw.sqlite3_extended_errcode(handle));
        }
    }
}
