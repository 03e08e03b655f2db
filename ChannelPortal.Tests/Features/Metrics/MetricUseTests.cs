using System.Text.RegularExpressions;
using ChannelPortal.Features.Alerts;
using ChannelPortal.Features.Boards;
using ChannelPortal.Features.Diagnostics;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Workbench;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>What features say that they use is what stands in their sources.</summary>
public sealed partial class MetricUseTests
{
    [Fact]
    public async Task Uses_EqualTheSources()
    {
        var configuration = new ConfigurationBuilder().Build();
        foreach (var (feature, add) in new (string, Action<IServiceCollection>)[]
        {
            ("Workbench", s => s.AddWorkbench()), ("Diagnostics", s => s.AddDiagnostics(configuration)), ("Alerts", s => s.AddAlerts()), ("Boards", s => s.AddBoards()),
        })
        {
            var services = new ServiceCollection();
            services.AddLogging().AddLocalization().AddSingleton(TimeProvider.System).AddSingleton<IAppDbFactory, NoDatabase>();
            add(services);
            await using var provider = services.BuildServiceProvider();
            var said = provider.GetServices<IMetricUse>().SelectMany(u => u.Fixed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            var found = Repository.Files.Where(f => f.StartsWith($"ChannelPortal/Features/{feature}/", StringComparison.Ordinal) && Path.GetExtension(f) is ".cs" or ".razor")
                .Where(f => !f.EndsWith($"{feature}Feature.cs", StringComparison.Ordinal))
                .SelectMany(f => MetricId().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            Assert.Equal(found, said);
        }
    }

    [Fact]
    public async Task FindAsync_WithoutTheRight_NamesNoPlace()
    {
        await using var provider = new ServiceCollection().AddLogging().AddLocalization().AddMetricUse<MetricsText>("Page_Title", "board", "boards.national", "SAL-01").BuildServiceProvider();
        var use = provider.GetRequiredService<IMetricUse>();
        Assert.Equal("board", Assert.Single(await use.FindAsync("SAL-01", Some.HeadOffice("EXEC"), CancellationToken.None)).Href);
        Assert.Empty(await use.FindAsync("SAL-02", Some.HeadOffice("EXEC"), CancellationToken.None));
        Assert.Empty(await use.FindAsync("SAL-01", Some.DealerCaller(), CancellationToken.None));
    }

    /// <summary>Which metrics a feature always uses is said without a database.</summary>
    private sealed class NoDatabase : IAppDbFactory
    {
        public AppDbContext Create(DealerScope scope) => throw new NotSupportedException();
    }

    [GeneratedRegex("\"([A-Z]{3}-[0-9]{2})\"")]
    private static partial Regex MetricId();
}
