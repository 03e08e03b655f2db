using System.Reflection;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>Agreement about dashes and zeros would prove nothing.</summary>
public sealed class NaiveMetricsTests
{
    [Fact]
    public void Value_OfTheRandomRows_TellsEveryMetricApart()
    {
        var catalog = ProductMetrics.Load();
        var naive = new NaiveMetrics(RandomFacts.For(catalog));
        Assert.Equal(373, catalog.Metrics.Count(m => m.IsAvailable));
        var hollow = catalog.Metrics.Where(m => Values(m).Where(v => v is not null and not 0).Distinct().Count() < 2).Select(m => m.Definition.Id).ToList();
        Assert.True(hollow.Count == 0, $"{hollow.Count} metrics hardly have a value: {string.Join(' ', hollow)}");

        IEnumerable<decimal?> Values(Metric metric) =>
            new[] { Golden.October, Period.Quarter(2026, 3), Period.Month(2026, 2), Period.Month(2026, 9) }.Select(p => naive.Value(metric.Definition.Formula, MetricSlice.All, p));
    }

    /// <summary>Hand-computed cases exist for the whole language.</summary>
    [Fact]
    public void GoldenCases_HoldEveryAggregateAndWindow()
    {
        var arguments = typeof(MetricGoldenTests).GetMethods().SelectMany(m => m.GetCustomAttributes<InlineDataAttribute>()).Select(a => a.Data[0]).OfType<string>().ToList();
        var terms = arguments.Where(a => a.Contains('(', StringComparison.Ordinal) && a.Contains(':', StringComparison.Ordinal)).SelectMany(a => Golden.Catalog(a).Metrics[0].Formula!.Terms).Select(t => t.Term).ToList();
        Assert.Equal(Enum.GetValues<MetricAggregate>(), terms.Select(t => t.Aggregate).Distinct().Order());
        Assert.Equal(Enum.GetValues<MetricWindow>(), terms.Select(t => t.Window).Concat(arguments.Where(a => Enum.TryParse<MetricWindow>(a, out _)).Select(Enum.Parse<MetricWindow>)).Distinct().Order());
    }
}
