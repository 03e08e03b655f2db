using System.Globalization;
using ChannelPortal.Features.Alerts;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Pricing;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>A small world with detectors that run when a test says so, and short words for the commands on alerts.</summary>
internal sealed class Alerting : IAsyncDisposable
{
    private int commands;

    private Alerting(PortalServices portal, TestDatabase database) => (Portal, Database) = (portal, database);

    public static Caller Detectors { get; } = Caller.System("detectors");

    /// <summary>A channel manager whose regions hold the given dealers.</summary>
    public static Caller Manager(string name, params string[] dealers) => new(Guid.Empty.ToString(), name, new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of(dealers));

    public PortalServices Portal { get; }

    public TestDatabase Database { get; }

    public static async Task<Alerting> StartAsync(TestDatabase near)
    {
        var database = await near.FreshAsync();
        var portal = await PortalServices.StartAsync(database, s =>
        {
            s.AddSignalR();
            s.AddLocalization();
            s.AddAlerts();
            s.AddPricing();
            s.AddMetricCatalog();
            s.AddSingleton<DetectorService>();
        });
        await portal.RecordAsync("world", Some.World());
        return new Alerting(portal, database);
    }

    public static Finding Finding(string dealer = "D0001", string kind = "stock", DateOnly? day = null, string severity = "warn") =>
        new(kind, dealer, kind == "stock" ? "P0001" : null, "INV-02", day ?? Some.Day, 500, 8_000, 8_000, 32_000, severity, Some.Noon, "{}", "[]");

    public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller) =>
        Portal.Get<ICommandDispatcher>().SendAsync(command, caller, "c" + Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

    public async Task<Guid> RaiseAsync(Finding? finding = null) => (await SendAsync(new RaiseAlert(finding ?? Finding()), Detectors)).Value!.Id;

    public async Task<List<Alert>> AlertsAsync()
    {
        await using var db = Database.Open();
        return await db.Set<Alert>().AsNoTracking().OrderBy(a => a.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Database.DisposeAsync();
    }
}
