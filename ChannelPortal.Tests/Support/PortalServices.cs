using System.Globalization;
using ChannelPortal.Features.Network;
using ChannelPortal.Platform;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Facts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Support;

/// <summary>The platform's own services over a test database, with a clock that the test holds. The fact writer runs; nothing else does.</summary>
public sealed class PortalServices : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder;

    private PortalServices(ServiceProvider services, FakeTimeProvider time, string folder) => (this.services, Time, this.folder) = (services, time, folder);

    public FakeTimeProvider Time { get; }

    public static async Task<PortalServices> StartAsync(TestDatabase database, Action<IServiceCollection>? add = null, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        folder ??= Directory.CreateTempSubdirectory("channelportal-services-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ChannelPortal:DataDirectory"] = folder,
            ["Database:Provider"] = database.Provider.ToString(),
            ["ConnectionStrings:Portal"] = database.ConnectionString,
            ["ChannelPortal:QuietStartSeconds"] = "0",
        }).Build();
        var time = new FakeTimeProvider(Some.Noon.AddHours(1));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(time);
        services.AddLogging(b => b.SetMinimumLevel(LogLevel.Critical));
        services.AddSingleton<IHostApplicationLifetime, StartedForGood>();
        services.AddPlatform(configuration);
        services.AddNetwork();
        add?.Invoke(services);
        var provider = services.BuildServiceProvider();
        await provider.PrepareAsync(CancellationToken.None);
        await provider.GetRequiredService<GroupCommitWriter>().StartAsync(CancellationToken.None);
        return new PortalServices(provider, time, folder);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public AsyncServiceScope Scope() => services.CreateAsyncScope();

    public IServiceProvider Provider => services;

    /// <summary>Writes rows as accepted events; fails the test when one is not.</summary>
    public async Task RecordAsync(string prefix, params IEnumerable<FactRow> rows)
    {
        var receipts = await Get<IFactWriter>().WriteAsync(Some.Events(prefix, rows), CancellationToken.None);
        Assert.All(receipts, r => Assert.True(
            r.Verdict == FactVerdict.Accepted, string.Join(", ", r.Errors.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Field} {e.Code}")))));
    }

    public async ValueTask DisposeAsync()
    {
        await Get<GroupCommitWriter>().StopAsync(CancellationToken.None);
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class StartedForGood : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted { get; } = new(canceled: true);

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
            // Nothing runs that could stop.
        }
    }
}
