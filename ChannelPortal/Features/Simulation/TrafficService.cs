using System.Net.Http.Headers;
using System.Text;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// Posts live events of the demo trade to the portal's own public API with a key made for it, as any outside system would: same
/// authentication, limits and checks. Backs off when it is refused, and gives the key back when it stops.
/// </summary>
internal sealed class TrafficService(
    IServer server, Preparation preparation, ApiKeyStore keys, IAppDbFactory factory, ICreditTerms terms, BusinessClock clock, TimeProvider time, IOptions<PortalOptions> options, ILogger<TrafficService> logger) : BackgroundService
{
    private const string KeyName = "demo traffic";
    private static readonly Caller s_caller = Caller.System("demo traffic");
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var demo = options.Value.Demo;
        if (demo is not { Enabled: true, Traffic: true })
        {
            return;
        }

        await preparation.SettledAsync(stoppingToken);
        var events = new TrafficEvents(factory, terms, clock, demo.Seed);
        if (Address() is not { } address || !await events.PrepareAsync(stoppingToken))
        {
            return;
        }

        await RevokeAsync(stoppingToken);
        var key = await keys.CreateAsync(KeyName, ["events:write"], null, s_caller, stoppingToken);
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
        SimulationLog.TrafficStarted(logger, address);
        try
        {
            await RunAsync(events, client, stoppingToken);
        }
        finally
        {
            await RevokeAsync(CancellationToken.None);
        }
    }

    private async Task RunAsync(TrafficEvents events, HttpClient client, CancellationToken stoppingToken)
    {
        var wait = TimeSpan.FromSeconds(1);
        var earlier = await events.EarlierTodayAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, time, stoppingToken);
            try
            {
                var batch = earlier.Count > 0 ? earlier : await events.NextAsync(stoppingToken);
                if (batch.Count == 0)
                {
                    continue;
                }

                using var content = new StringContent($"[{string.Join(',', batch)}]", Encoding.UTF8, "application/cloudevents-batch+json");
                using var answer = await client.PostAsync("api/v1/events", content, stoppingToken);
                if (answer.IsSuccessStatusCode)
                {
                    (wait, earlier) = (TimeSpan.FromSeconds(1), []);
                    continue;
                }

                wait = Longer(wait, answer.Headers.RetryAfter?.Delta);
                SimulationLog.TrafficRefused(logger, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stoppingToken), wait.TotalSeconds);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or System.Data.Common.DbException && !stoppingToken.IsCancellationRequested)
            {
                wait = Longer(wait, null);
                SimulationLog.TrafficFailed(logger, wait.TotalSeconds, exception);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan wait, TimeSpan? asked)
    {
        var doubled = wait * 2 > asked ? wait * 2 : asked ?? wait * 2;
        return doubled < s_longestWait ? doubled : s_longestWait;
    }

    /// <summary>This node itself, over loopback where it listens on every address.</summary>
    private Uri? Address()
    {
        var own = server.Features.Get<IServerAddressesFeature>()?.Addresses.OrderBy(a => a.StartsWith("http://", StringComparison.Ordinal) ? 0 : 1).FirstOrDefault();
        var text = own?.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);
        return Uri.TryCreate(text?.TrimEnd('/') + "/", UriKind.Absolute, out var address) ? address : options.Value.PublicUrl;
    }

    private async Task RevokeAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        foreach (var id in await db.Set<ApiKey>().Where(k => k.Name == KeyName && k.RevokedAt == null).Select(k => k.Id).ToListAsync(cancellationToken))
        {
            await keys.RevokeAsync(id, s_caller, cancellationToken);
        }
    }
}
