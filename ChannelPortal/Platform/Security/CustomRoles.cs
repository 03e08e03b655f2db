using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Security;

/// <summary>Message: the roles that companies made for themselves have changed.</summary>
public sealed record CustomRolesChanged
{
    public const string MessageKind = "custom_roles.changed";
}

/// <summary>
/// Keeps <see cref="Permissions.Product"/> in step with the roles in the database: at start, after each change on the node that takes the message, and
/// on the other nodes by a look every second.
/// </summary>
public sealed partial class CustomRoles(AppDbFactory factory, TimeProvider time, ILogger<CustomRoles> logger) : BackgroundService, IStartupTask, IOutboxReceiver
{
    private readonly SemaphoreSlim turn = new(1);
    private HashSet<string> known = new(StringComparer.Ordinal);

    public int Order => 10;

    public string Kind => CustomRolesChanged.MessageKind;

    public Task RunAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Takes over what the database says now.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        // One after the other: an older reading must not come to rest on top of a newer one.
        await turn.WaitAsync(cancellationToken);
        try
        {
            var roles = await ReadAsync(cancellationToken);
            var now = roles.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in known.Except(now))
            {
                Permissions.Product.Forget(gone);
            }

            foreach (var role in roles)
            {
                Permissions.Product.Learn(role.Code, role.Name, role.Permissions.Split(',', StringSplitOptions.RemoveEmptyEntries));
            }

            known = now;
        }
        finally
        {
            turn.Release();
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // SQLite has one node, which hears of every change through the outbox.
        if (factory.Provider == DatabaseProvider.Sqlite)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        (int Count, DateTimeOffset? Last) seen = default;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = await StateAsync(stoppingToken);
                if (now != seen)
                {
                    await LoadAsync(stoppingToken);
                    seen = now;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogLookFailed(logger, exception.Message);
            }
        }
    }

    // The first page waits for it, so it is plain SQL (ADR 0009).
    private async Task<List<(string Code, string Name, string Permissions)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = factory.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, name, permissions FROM custom_role";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var roles = new List<(string, string, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            roles.Add((CustomRole.CodeOf(reader.GetGuid(0)), reader.GetString(1), reader.GetString(2)));
        }

        return roles;
    }

    private async Task<(int Count, DateTimeOffset? Last)> StateAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var state = await db.Set<CustomRole>().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Last = g.Max(r => r.ChangedAt) }).SingleOrDefaultAsync(cancellationToken);
        return (state?.Count ?? 0, state?.Last);
    }

    [LoggerMessage(1310, LogLevel.Warning, "The roles of companies could not be read: {Reason}")]
    private static partial void LogLookFailed(ILogger logger, string reason);
}
