using System.Reflection;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>Agreement of dashes would prove nothing: the random rows give values.</summary>
public sealed class NaiveMetricsTests
{
    [Fact]
    public void Value_OfTheRandomRows_IsThereForNearlyEveryMetric()
    {
        var catalog = ProductMetrics.Load();
        Assert.Equal(373, catalog.Metrics.Count(m => m.IsAvailable));
        var naive = new NaiveMetrics(RandomFacts.For(catalog));
        var dashes = catalog.Metrics.Where(m => naive.Value(m.Definition.Formula, MetricSlice.All, Golden.October) is null).Select(m => m.Definition.Id).ToList();
        Assert.True(dashes.Count <= 6, string.Join(' ', dashes));
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
