using System.Data.Common;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ChannelPortal.Platform.Data;

/// <summary>Builds contexts of the configured provider. The options are built once; creating a context is cheap.</summary>
public sealed class AppDbFactory : IAppDbFactory
{
    private readonly Func<DealerScope, AppDbContext> create;
    private readonly string connectionString;

    public AppDbFactory(DatabaseOptions database, IServiceProvider identityServices)
    {
        ArgumentNullException.ThrowIfNull(database);
        (Provider, connectionString) = (database.Provider, database.ConnectionString);
        switch (database.Provider)
        {
            case DatabaseProvider.Sqlite:
                var sqlite = Options<SqliteAppDbContext>(identityServices)
                    .UseSqlite(database.ConnectionString, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                    .AddInterceptors(new SqliteSettings()).Options;
                create = scope => new SqliteAppDbContext(sqlite, scope);
                break;
            case DatabaseProvider.PostgreSql:
                var postgres = Options<PostgreSqlAppDbContext>(identityServices)
                    .UseNpgsql(database.ConnectionString, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).Options;
                create = scope => new PostgreSqlAppDbContext(postgres, scope);
                break;
            case DatabaseProvider.SqlServer:
                var sqlServer = Options<SqlServerAppDbContext>(identityServices)
                    .UseSqlServer(database.ConnectionString, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).Options;
                create = scope => new SqlServerAppDbContext(sqlServer, scope);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(database), database.Provider, "Unknown database provider.");
        }
    }

    public DatabaseProvider Provider { get; }

    public AppDbContext Create(DealerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return create(scope);
    }

    /// <summary>
    /// An open connection with its settings and without the model, whose building takes longer than the rest of the start: for the few looks that cannot wait
    /// for it. Statements here see every dealer's rows.
    /// </summary>
    public DbConnection Connect()
    {
        DbConnection connection = Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteConnection(connectionString),
            DatabaseProvider.PostgreSql => new NpgsqlConnection(connectionString),
            _ => new SqlConnection(connectionString),
        };
        connection.Open();
        if (Provider == DatabaseProvider.Sqlite)
        {
            SqliteSettings.Apply(connection);
        }

        return connection;
    }

    private static DbContextOptionsBuilder<T> Options<T>(IServiceProvider identityServices)
        where T : DbContext =>
        new DbContextOptionsBuilder<T>()
            .UseApplicationServiceProvider(identityServices)
            .AddInterceptors(new ScopeGuard())
            .ConfigureWarnings(w => w.Throw(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
}

/// <summary>Lets <c>dotnet ef</c> build each provider's context without a server or a running portal.</summary>
public static class DesignTime
{
    /// <summary>Identity takes its schema version (passkeys) from these options; a context built without them would drop the table.</summary>
    public static IServiceProvider IdentityServices { get; } = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    public static AppDbContext Create(DatabaseProvider provider, string connectionString) =>
        new AppDbFactory(new DatabaseOptions { Provider = provider, ConnectionString = connectionString }, IdentityServices).Create(DealerScope.None);
}

/// <summary>See <see cref="DesignTime"/>.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteAppDbContext>
{
    public SqliteAppDbContext CreateDbContext(string[] args) =>
        (SqliteAppDbContext)DesignTime.Create(DatabaseProvider.Sqlite, "Data Source=design-time.db");
}

/// <summary>See <see cref="DesignTime"/>.</summary>
public sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlAppDbContext>
{
    public PostgreSqlAppDbContext CreateDbContext(string[] args) =>
        (PostgreSqlAppDbContext)DesignTime.Create(DatabaseProvider.PostgreSql, "Host=localhost");
}

/// <summary>See <see cref="DesignTime"/>.</summary>
public sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerAppDbContext>
{
    public SqlServerAppDbContext CreateDbContext(string[] args) =>
        (SqlServerAppDbContext)DesignTime.Create(DatabaseProvider.SqlServer, "Server=localhost");
}
