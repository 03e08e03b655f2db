using ChannelPortal.Platform.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Data;

/// <summary>Brings the database to the model. Safe to run from several nodes at once, and after a kill in the middle.</summary>
public sealed class DatabaseMigrator(AppDbFactory factory, IOptions<PortalOptions> portal)
{
    /// <returns>Names of the migrations applied now.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(portal.Value.DataDirectory);
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
