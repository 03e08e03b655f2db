using System.Data.Common;
using System.Reflection;
using ChannelPortal.Platform.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Data;

/// <summary>Brings the database to the model. Safe to run from several nodes at once, and after a kill in the middle.</summary>
public sealed class DatabaseMigrator(AppDbFactory factory, IOptions<PortalOptions> portal)
{
    /// <returns>Names of the migrations applied now.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(portal.Value.DataDirectory);
        if (await IsCurrentAsync(cancellationToken))
        {
            return [];
        }

        if (factory.Provider != DatabaseProvider.Sqlite)
        {
            // The provider takes its own server-side lock, which ends with the connection.
            return await ApplyAsync(cancellationToken);
        }

        // SQLite's migration lock is a table row that a killed process leaves behind, and then everybody waits for ever. A file lock is
        // released by the operating system, so whoever holds it may clear the row.
        await using var held = await HoldAsync(portal.Value.PathOf("migrate.lock"), cancellationToken);
        await using (var db = factory.Create(DealerScope.None))
        {
            var connection = (SqliteConnection)db.Database.GetDbConnectionOpened();
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return await ApplyAsync(cancellationToken);
    }

    /// <summary>The usual start: every migration is applied, which the history alone says without building the model.</summary>
    private async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = factory.Connect();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var applied = new HashSet<string>(StringComparer.Ordinal);
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add(reader.GetString(0));
            }

            return Known().All(applied.Contains);
        }
        catch (DbException)
        {
            // No database or no history yet.
            return false;
        }
    }

    private IEnumerable<string> Known()
    {
        var context = factory.Provider switch
        {
            DatabaseProvider.Sqlite => typeof(SqliteAppDbContext),
            DatabaseProvider.PostgreSql => typeof(PostgreSqlAppDbContext),
            _ => typeof(SqlServerAppDbContext),
        };
        return typeof(AppDbContext).Assembly.GetTypes()
            .Where(t => t.BaseType == typeof(Migration) && t.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
            .Select(t => t.GetCustomAttribute<MigrationAttribute>()!.Id);
    }

    private async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            await db.Database.MigrateAsync(cancellationToken);
        }

        return pending;
    }

    private static async Task<FileStream> HoldAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
