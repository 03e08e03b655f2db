using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChannelPortal.Platform.Audit;

/// <summary>One line of the append-only audit log, chained to the line before by a keyed hash.</summary>
public sealed class AuditEntry : IDealerOwned
{
    /// <summary>Strictly sequential, from 1.</summary>
    public long Seq { get; init; }

    public DateTimeOffset At { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>Verb of the action, e.g. <c>orders.place</c> or <c>user.disabled</c>.</summary>
    public required string Action { get; init; }

    public required string Entity { get; init; }

    public required string EntityId { get; init; }

    /// <summary>JSON before the change; null when there was nothing.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Reason { get; init; }

    /// <summary>The dealer that the entry concerns; its administrator may read it.</summary>
    public string? DealerId { get; init; }

    /// <summary>HMAC-SHA256 over the previous hash and this row, lower hex. The key is a file outside the database.</summary>
    public required string Hash { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entry");
        builder.HasKey(e => e.Seq);
        builder.Property(e => e.Seq).ValueGeneratedNever();
        builder.Property(e => e.UserId).HasMaxLength(100);
        builder.Property(e => e.UserName).HasMaxLength(200);
        builder.Property(e => e.Action).HasMaxLength(100);
        builder.Property(e => e.Entity).HasMaxLength(100);
        builder.Property(e => e.EntityId).HasMaxLength(200);
        builder.Property(e => e.Reason).HasMaxLength(1000);
        builder.Property(e => e.DealerId).HasMaxLength(64);
        builder.Property(e => e.Hash).HasMaxLength(64);
        builder.HasIndex(e => new { e.Entity, e.EntityId });
        builder.HasIndex(e => new { e.UserId, e.At });
    }
}

/// <summary>Result of checking the chain.</summary>
/// <param name="BrokenAt">First entry whose hash or number does not fit; null when all fit.</param>
/// <param name="Head">Hash of the last entry, to compare with an exported anchor.</param>
public sealed record AuditVerification(long Entries, long? BrokenAt, string Head);

/// <summary>Appends to the chain inside the caller's transaction, and verifies it from the rows.</summary>
public sealed class AuditLog(AuditKey key, AppDbFactory factory, TimeProvider time)
{
    // The name of the lock under which appenders of all nodes take turns.
    private const long LockKey = 0x43505F415544495;

    internal async Task AppendAsync(AppDbContext db, Caller caller, IReadOnlyList<AuditNote> notes, CancellationToken cancellationToken)
    {
        if (notes.Count == 0)
        {
            return;
        }

        await LockAsync(db, cancellationToken);
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Audit entries are written inside a transaction.");
        var (seq, hash) = await LastAsync(db.Database.GetDbConnection(), transaction.GetDbTransaction(), cancellationToken);
        foreach (var note in notes)
        {
            var draft = new AuditEntry
            {
                Seq = ++seq,
                At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
                UserId = Cut(caller.UserId, 100)!,
                UserName = Cut(caller.Name, 200)!,
                Action = note.Action,
                Entity = note.Entity,
                EntityId = Cut(note.EntityId, 200)!,
                Before = Json(note.Before),
                After = Json(note.After),
                Reason = Cut(note.Reason, 1000),
                DealerId = note.DealerId,
                Hash = "",
            };
            hash = HashOf(draft, hash);
            await InsertAsync(db, draft, hash, transaction.GetDbTransaction(), cancellationToken);
        }
    }

    /// <summary>Recomputes the whole chain from the rows.</summary>
    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var hash = "";
        long seq = 0;
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            seq++;
            if (entry.Seq != seq || HashOf(entry, hash) != entry.Hash)
            {
                return new AuditVerification(seq, entry.Seq, hash);
            }

            hash = entry.Hash;
        }

        return new AuditVerification(seq, null, hash);
    }

    private async Task LockAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        switch (factory.Provider)
        {
            case DatabaseProvider.PostgreSql:
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
                break;
            case DatabaseProvider.SqlServer:
                await db.Database.ExecuteSqlAsync(
                    $"EXEC sp_getapplock @Resource = N'channelportal-audit', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000", cancellationToken);
                break;
            default:
                // SQLite: the transaction is immediate, so this is the only writer.
                break;
        }
    }

    private static async Task<(long Seq, string Hash)> LastAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT seq, hash FROM audit_entry WHERE seq = (SELECT MAX(seq) FROM audit_entry)";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetString(1)) : (0, "");
    }

    // Plain SQL, because the scope guard would refuse entries about other dealers, and the log must take them all.
    private static async Task InsertAsync(AppDbContext db, AuditEntry entry, string hash, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO audit_entry (seq, at, user_id, user_name, action, entity, entity_id, before, after, reason, dealer_id, hash) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)";
        object?[] values =
        [
            entry.Seq, entry.At.ToUnixTimeMilliseconds(), entry.UserId, entry.UserName, entry.Action, entry.Entity, entry.EntityId, entry.Before, entry.After,
            entry.Reason, entry.DealerId, hash,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string HashOf(AuditEntry e, string previous)
    {
        // Length-prefixed fields: no two different rows give the same bytes.
        var text = new StringBuilder();
        foreach (var field in (string?[])
                 [
                     previous, e.Seq.ToString(CultureInfo.InvariantCulture), e.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), e.UserId, e.UserName,
                     e.Action, e.Entity, e.EntityId, e.Before, e.After, e.Reason, e.DealerId,
                 ])
        {
            text.Append(field is null ? "-" : field.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(field).Append(';');
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, CommandLine.CliOutput.Json);

    private static string? Cut(string? text, int max) => text is null || text.Length <= max ? text : text[..max];
}

/// <summary>The secret of the audit chain: setting <c>Audit:Key</c> (base64), or a file in the data directory made at first start.</summary>
public sealed class AuditKey
{
    private AuditKey(byte[] bytes) => Bytes = bytes;

    internal byte[] Bytes { get; }

    public static AuditKey Load(string? configured, string file)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return new AuditKey(Convert.FromBase64String(configured));
        }

        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var temporary = file + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            File.WriteAllText(temporary, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            try
            {
                File.Move(temporary, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process was first; its key counts.
                File.Delete(temporary);
            }
        }

        return new AuditKey(Convert.FromBase64String(File.ReadAllText(file)));
    }
}
