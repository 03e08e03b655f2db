using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.Platform.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChannelPortal.Platform.Metrics;

/// <summary>The few places where the three databases differ for the metric engine.</summary>
internal abstract class SqlDialect
{
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    public static SqlDialect PostgreSql { get; } = new PostgreSqlDialect();

    public static SqlDialect SqlServer { get; } = new SqlServerDialect();

    public static IReadOnlyList<SqlDialect> All { get; } = [Sqlite, PostgreSql, SqlServer];

    public abstract string Name { get; }

    public static SqlDialect Of(AppDbContext context) => context switch
    {
        SqliteAppDbContext => Sqlite,
        PostgreSqlAppDbContext => PostgreSql,
        SqlServerAppDbContext => SqlServer,
        _ => throw new ArgumentOutOfRangeException(nameof(context), context.GetType(), "Unknown database provider."),
    };

    public virtual string Quote(string identifier) => $"\"{identifier}\"";

    /// <summary>A 64-bit integer, so that sums of narrow columns cannot overflow.</summary>
    public abstract string Whole(string expression);

    public abstract string Real(string expression);

    public abstract string Text(string expression);

    /// <summary>A sum of integers in the widest exact type.</summary>
    public virtual string ExactSum(string expression) => Whole(expression);

    /// <summary>A stored boolean as 0 or 1, null kept.</summary>
    public virtual string Flag(string column) => Whole(column);

    public virtual string Count(string expression) => $"COUNT({expression})";

    public virtual string Concat(string left, string right) => $"({left} || {right})";

    public virtual string StartsWith(string text, string prefix) => $"SUBSTR({text}, 1, LENGTH({prefix})) = {prefix}";

    /// <summary>
    /// A condition of the formula. SQLite without statistics takes the equality of a status for rarer than a month and reads all closed orders there ever were; behind a plus it chooses
    /// by the window instead.
    /// </summary>
    public virtual string Filter(string condition) => $"({condition})";

    /// <summary>Months since January 1970 of a day number.</summary>
    public abstract string MonthOf(string day);

    /// <summary>Membership in a list that travels as one parameter.</summary>
    public abstract string InList(string expression, string parameter);

    public abstract DbParameter Parameter(string name, object value);

    protected static object JsonWhenList(object value) => value is string[] list ? JsonSerializer.Serialize(list) : value;

    private sealed class SqliteDialect : SqlDialect
    {
        public override string Name => "SQLite";

        public override string Filter(string condition) => $"+({condition})";

        public override string Whole(string expression) => $"CAST({expression} AS INTEGER)";

        public override string Real(string expression) => $"CAST({expression} AS REAL)";

        public override string Text(string expression) => $"CAST({expression} AS TEXT)";

        public override string Flag(string column) => column;

        public override string MonthOf(string day)
        {
            var moment = $"{day} * 86400, 'unixepoch'";
            return $"((CAST(strftime('%Y', {moment}) AS INTEGER) - 1970) * 12 + CAST(strftime('%m', {moment}) AS INTEGER) - 1)";
        }

        public override string InList(string expression, string parameter) => $"{expression} IN (SELECT value FROM json_each({parameter}))";

        public override DbParameter Parameter(string name, object value) => new SqliteParameter(name, JsonWhenList(value));
    }

    private sealed class PostgreSqlDialect : SqlDialect
    {
        public override string Name => "PostgreSQL";

        public override string Whole(string expression) => $"CAST({expression} AS bigint)";

        public override string Real(string expression) => $"CAST({expression} AS double precision)";

        public override string Text(string expression) => $"CAST({expression} AS text)";

        public override string ExactSum(string expression) => $"CAST({expression} AS numeric)";

        // There is no direct cast from boolean to bigint.
        public override string Flag(string column) => $"CAST({column} AS integer)";

        public override string MonthOf(string day)
        {
            var date = $"(DATE '1970-01-01' + {day})";
            return $"CAST((EXTRACT(YEAR FROM {date}) - 1970) * 12 + EXTRACT(MONTH FROM {date}) - 1 AS integer)";
        }

        public override string InList(string expression, string parameter) => $"{expression} = ANY({parameter})";

        public override DbParameter Parameter(string name, object value) => new NpgsqlParameter(name, value);
    }

    private sealed class SqlServerDialect : SqlDialect
    {
        public override string Name => "SQL Server";

        public override string Quote(string identifier) => $"[{identifier}]";

        public override string Whole(string expression) => $"CAST({expression} AS bigint)";

        public override string Real(string expression) => $"CAST({expression} AS float)";

        public override string Text(string expression) => $"CAST({expression} AS nvarchar(200))";

        public override string Count(string expression) => $"COUNT_BIG({expression})";

        public override string Concat(string left, string right) => $"({left} + {right})";

        public override string StartsWith(string text, string prefix) => $"LEFT({text}, LEN({prefix})) = {prefix}";

        public override string MonthOf(string day) => $"DATEDIFF(month, '19700101', DATEADD(day, {day}, '19700101'))";

        public override string InList(string expression, string parameter) => $"{expression} IN (SELECT [value] FROM OPENJSON({parameter}))";

        public override DbParameter Parameter(string name, object value) => new SqlParameter(name, JsonWhenList(value));
    }

    /// <summary>A literal that every database takes for a floating number.</summary>
    public static string RealLiteral(decimal value) => value.ToString(CultureInfo.InvariantCulture) + "e0";
}
