using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChannelPortal.Platform.Data;

/// <summary>
/// Settings of every SQLite connection: durable commits, foreign keys on, a bounded WAL. WAL mode itself is kept in the file. A checkpoint
/// comes after 32 MB instead of 4: a batch of events changes more pages than that, and the next one mostly the same again.
/// </summary>
public sealed class SqliteSettings : DbConnectionInterceptor
{
    public const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=8192; PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    public static void Apply(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
