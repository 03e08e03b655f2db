using System.Text;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Quartz;

namespace ChannelPortal.Platform.Jobs;

/// <summary>
/// Quartz's own tables as migrations of the server databases, so that a schema change is a reviewed migration like any other and the portal's
/// account needs no right to create tables while serving. The script is the one inside the pinned package; a test holds its hash, so a new
/// version of Quartz that changes the script fails there until a migration for the difference is written and this one is frozen. SQLite has
/// none: Quartz keeps its triggers in memory there.
/// </summary>
internal static class QuartzSchema
{
    public static IReadOnlyList<string> Statements(string dialect)
    {
        const string Prefix = "QRTZ_";
        return [.. Script(dialect)
            .Replace("{0}", Prefix, StringComparison.Ordinal).Replace("{1}", Prefix, StringComparison.Ordinal)
            .Split("--;;\n", StringSplitOptions.TrimEntries)
            .Where(s => s.Split('\n').Any(l => l.Length > 0 && !l.StartsWith("--", StringComparison.Ordinal)))];
    }

    public static string Script(string dialect)
    {
        using var stream = typeof(IScheduler).Assembly.GetManifestResourceStream($"Quartz.Impl.AdoJobStore.Schema.create_{dialect}.sql")
            ?? throw new InvalidOperationException($"Quartz carries no schema for {dialect}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static void Create(MigrationBuilder builder, string dialect)
    {
        foreach (var statement in Statements(dialect))
        {
            builder.Sql(statement);
        }
    }
}

/// <summary>See <see cref="QuartzSchema"/>.</summary>
[DbContext(typeof(PostgreSqlAppDbContext))]
[Migration("20260101000000_QuartzTables")]
internal sealed class QuartzTablesOnPostgreSql : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => QuartzSchema.Create(migrationBuilder, "postgres");
}

/// <summary>See <see cref="QuartzSchema"/>.</summary>
[DbContext(typeof(SqlServerAppDbContext))]
[Migration("20260101000000_QuartzTables")]
internal sealed class QuartzTablesOnSqlServer : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => QuartzSchema.Create(migrationBuilder, "sqlServer");
}

/// <summary>Empty: SQLite keeps no Quartz tables, but every provider carries the same list of migrations.</summary>
[DbContext(typeof(SqliteAppDbContext))]
[Migration("20260101000000_QuartzTables")]
internal sealed class QuartzTablesOnSqlite : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // See the summary.
    }
}
