using ChannelPortal.Features.Approvals;
using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Features.Notifications;
using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Jobs;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Notifications;

/// <summary>A small world with people of two dealers and of the manufacturer, and followers that run when a test says so.</summary>
internal sealed class Notifying : IAsyncDisposable
{
    private int commands;

    private Notifying(PortalServices portal, TestDatabase database) => (Portal, Database) = (portal, database);

    public static Guid Dealer1 { get; } = Guid.Parse("00000000-0000-0000-0000-0000000000d1");

    public static Guid Dealer2 { get; } = Guid.Parse("00000000-0000-0000-0000-0000000000d2");

    public static Guid Finance { get; } = Guid.Parse("00000000-0000-0000-0000-0000000000f1");

    public static Guid Executive { get; } = Guid.Parse("00000000-0000-0000-0000-0000000000e1");

    public static Guid Administrator { get; } = Guid.Parse("00000000-0000-0000-0000-0000000000a1");

    public PortalServices Portal { get; }

    public TestDatabase Database { get; }

    public static async Task<Notifying> StartAsync(TestDatabase near, Action<NotificationsOptions>? configure = null)
    {
        var database = await near.FreshAsync();
        var portal = await PortalServices.StartAsync(database, s =>
        {
            s.AddSignalR();
            s.AddApprovals();
            s.AddNotifications();
            s.AddSingleton<GetReports>().AddSingleton<GetAreaReports>().AddSingleton<IReportReaders, ReportReaders>();
            s.Configure<NotificationsOptions>(o =>
            {
                o.AllowPrivateTargets = true;
                configure?.Invoke(o);
            });
            s.Configure<PortalOptions>(o => o.PublicUrl = new Uri("https://portal.test"));
        });
        await portal.RecordAsync("world", Some.World());
        await database.InsertAsync(
            Person(Dealer1, "dealer1", "DA", "D0001", "13800000001"), Person(Dealer2, "dealer2", "DA", "D0002", null), Person(Finance, "finance", "FIN", null, "13800000002"), Person(Executive, "executive", "EXEC", null, null),
            Person(Administrator, "admin", "ADM", null, null));
        return new Notifying(portal, database);
    }

    public static Caller CallerOf(Guid user, string role, string? dealer = null) =>
        new(user.ToString(), role, new HashSet<string>(StringComparer.Ordinal) { role }, dealer is null ? DealerScope.All : DealerScope.Own(dealer), dealer);

    /// <summary>A follower that knows nothing yet, as after a restart or on another node.</summary>
    public NotificationFollower NewFollower() => ActivatorUtilities.CreateInstance<NotificationFollower>(Portal.Provider);

    /// <summary>Records rows and gives the follower the commit that the stream published.</summary>
    public async Task RecordAsync(NotificationFollower follower, string prefix, params IEnumerable<FactRow> rows)
    {
        var stream = Portal.Get<IFactStream>();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = stream.Subscribe("test", (commit, _) =>
        {
            follower.Notice(commit);
            arrived.TrySetResult();
            return ValueTask.CompletedTask;
        });
        await Portal.RecordAsync(prefix, rows);
        await arrived.Task;
    }

    public async Task<List<Notification>> NoticesAsync(Guid? user = null)
    {
        await using var db = Database.Open();
        return await db.Set<Notification>().AsNoTracking().Where(n => user == null || n.UserId == user).OrderBy(n => n.FactSeq).ToListAsync();
    }

    public async Task<List<string>> KindsAsync(Guid user) => [.. (await NoticesAsync(user)).Select(n => n.Kind)];

    public async Task<List<NotificationDelivery>> DeliveriesAsync()
    {
        await using var db = Database.Open();
        return await db.Set<NotificationDelivery>().AsNoTracking().OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync();
    }

    public Task<int> DeliverAsync() => Portal.Get<DeliveryPump>().DeliverAsync(CancellationToken.None);

    /// <summary>Tells of occurrences past the log.</summary>
    public Task TellAsync(params IReadOnlyList<Occurrence> occurrences) => Portal.Get<NotificationWriter>().WriteAsync(occurrences, _ => Task.FromResult(true), CancellationToken.None);

    public Occurrence Occurrence(string kind, string entity, string? dealer = "D0001", string? severity = null, params (string Name, string Value)[] arguments) => new(
        kind, severity ?? NotificationKinds.Of(kind).Severity, 0, dealer, entity, "orders/" + entity, Portal.Time.GetUtcNow(), arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal));

    public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller) =>
        Portal.Get<ICommandDispatcher>().SendAsync(command, caller, $"c{Interlocked.Increment(ref commands)}", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static PortalUser Person(Guid id, string name, string roles, string? dealer, string? mobile) => new()
    {
        Id = id, UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = name + "@test.local", NormalizedEmail = name.ToUpperInvariant() + "@TEST.LOCAL",
        DisplayName = name, RoleList = roles, DealerId = dealer, PhoneNumber = mobile, Language = "zh-CN", SecurityStamp = name, CreatedAt = Some.Noon,
    };
}
