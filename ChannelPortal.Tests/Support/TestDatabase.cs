using System.Globalization;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChannelPortal.Tests.Support;

/// <summary>
/// A migrated, empty database of one test class. Migrations run once per provider and test run; each database is a copy of that
/// template. Use it as a class fixture through <see cref="DatabaseTests"/>.
/// </summary>
public abstract class TestDatabase : IAsyncLifetime
{
    private static int s_count;

    public abstract DatabaseProvider Provider { get; }

    /// <summary>Why tests on this database must be skipped; null when it is there. In CI a missing database fails instead.</summary>
    public string? SkipReason { get; protected set; }

    public string ConnectionString { get; protected set; } = "";

    public IAppDbFactory Factory { get; private set; } = null!;

    public DatabaseOptions Options => new() { Provider = Provider, ConnectionString = ConnectionString };

    public async ValueTask InitializeAsync()
    {
        await CreateAsync();
        if (SkipReason is null)
        {
            Factory = new AppDbFactory(Options, DesignTime.IdentityServices);
        }
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>A context that sees all dealers, for arranging and checking.</summary>
    public AppDbContext Open() => Factory.Create(DealerScope.All);

    /// <summary>A second, empty database of the same provider; dispose it in the test.</summary>
    public async Task<TestDatabase> FreshAsync()
    {
        TestDatabase database = Provider == DatabaseProvider.Sqlite ? new SqliteDatabase() : new PostgreSqlDatabase();
        await database.InitializeAsync();
        return database;
    }

    /// <summary>Adds rows past the scope guard.</summary>
    public async Task InsertAsync(params IEnumerable<object> rows)
    {
        await using var db = Open();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    protected abstract Task CreateAsync();

    protected static string NewName() => string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}_{Interlocked.Increment(ref s_count)}");
}

/// <summary>SQLite: one file per test class in the temporary folder.</summary>
public sealed class SqliteDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> s_template = new(MakeTemplateAsync);
    private string? file;

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    protected override async Task CreateAsync()
    {
        var template = await s_template.Value;
        file = Path.Combine(Path.GetDirectoryName(template)!, NewName() + ".db");
        File.Copy(template, file);
        ConnectionString = Connection(file);
    }

    public override ValueTask DisposeAsync()
    {
        if (file is not null)
        {
            using (var connection = new SqliteConnection(ConnectionString))
            {
                SqliteConnection.ClearPool(connection);
            }

            foreach (var part in new[] { file, file + "-wal", file + "-shm" })
            {
                File.Delete(part);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static string Connection(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString;

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("channelportal-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var template = Path.Combine(folder, "template.db");
        var connectionString = Connection(template) + ";Pooling=False";
        await using (var db = DesignTime.Create(DatabaseProvider.Sqlite, connectionString))
        {
            await db.Database.MigrateAsync();
        }

        // Everything into the main file, so that copying that one file copies the database.
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        return template;
    }
}

/// <summary>PostgreSQL: one database per test class in the test run's own cluster.</summary>
public sealed class PostgreSqlDatabase : TestDatabase
{
    private const string Template = "template_portal";
    private static readonly Lazy<Task<PostgreSqlCluster>> s_cluster = new(StartAsync);
    private static readonly SemaphoreSlim s_copying = new(1);
    private string? name;

    public override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    protected override async Task CreateAsync()
    {
        if (PostgreSqlCluster.FindBinaries() is null && Environment.GetEnvironmentVariable("CI") is null or "")
        {
            SkipReason = "PostgreSQL is not installed (apt-get install postgresql); these tests ran on SQLite only.";
            return;
        }

        var cluster = await s_cluster.Value;
        name = NewName();
        await ExecuteAsync(cluster, $"CREATE DATABASE {name} TEMPLATE {Template} STRATEGY FILE_COPY");
        ConnectionString = cluster.ConnectionString(name);
    }

    public override async ValueTask DisposeAsync()
    {
        if (name is not null)
        {
            await using (var connection = new NpgsqlConnection(ConnectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await ExecuteAsync(await s_cluster.Value, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task<PostgreSqlCluster> StartAsync()
    {
        var cluster = await PostgreSqlCluster.StartAsync();
        await ExecuteAsync(cluster, $"CREATE DATABASE {Template}");
        await using var db = DesignTime.Create(DatabaseProvider.PostgreSql, cluster.ConnectionString(Template) + ";Pooling=false");
        await db.Database.MigrateAsync();
        return cluster;
    }

    private static async Task ExecuteAsync(PostgreSqlCluster cluster, string sql)
    {
        // A template may have one copier at a time.
        await s_copying.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            s_copying.Release();
        }
    }
}

/// <summary>
/// Base of tests on a real database. State the behaviour once in an abstract class, then add one line per provider:
/// <code>
/// public abstract class FindOrderTests(TestDatabase database) : DatabaseTests(database) { [Fact] … }
/// public sealed class FindOrderOnSqliteTests(SqliteDatabase database) : FindOrderTests(database), IClassFixture&lt;SqliteDatabase&gt;;
/// public sealed class FindOrderOnPostgreSqlTests(PostgreSqlDatabase database) : FindOrderTests(database), IClassFixture&lt;PostgreSqlDatabase&gt;;
/// </code>
/// The database is shared by the tests of the class, so use ids of your own in each test, or <see cref="TestDatabase.FreshAsync"/>.
/// </summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public abstract class DatabaseTests(TestDatabase database) : IAsyncLifetime
{
    protected TestDatabase Database => database;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync()
    {
        Assert.SkipWhen(database.SkipReason is not null, database.SkipReason ?? "");
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
