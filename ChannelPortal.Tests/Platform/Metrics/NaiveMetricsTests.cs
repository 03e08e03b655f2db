using System.Reflection;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>Agreement of dashes would prove nothing: the random rows give values.</summary>
public sealed class NaiveMetricsTests
{
    private const int LeastValues = 3;

    /// <summary>What is nothing or the same in every slice would agree whatever the engine did.</summary>
    [Fact]
    public void Value_OfTheRandomRows_DiffersWithSliceAndPeriod()
    {
        var catalog = ProductMetrics.Load();
        Assert.Equal(373, catalog.Metrics.Count(m => m.IsAvailable));
        var naive = new NaiveMetrics(RandomFacts.For(catalog));
        Period[] periods = [Golden.October, Period.Quarter(2026, 3), Period.Quarter(2025, 4)];
        string[] slices = ["", "dealer=de1", "dealer=de2", "dealer=de5", "region=33", "region=44", "category=A", "category=B", "tier=gold", "tier=bronze"];
        var values = catalog.Metrics.ToDictionary(m => m.Definition.Id, _ => new HashSet<decimal>(), StringComparer.Ordinal);
        foreach (var slice in slices.Select(s => MetricSlice.TryParse(s, out var parsed) ? parsed : throw new FormatException(s)))
        {
            foreach (var metric in catalog.Metrics.Where(m => catalog.CheckSlice(m, slice.Values.Keys) is null))
            {
                values[metric.Definition.Id].UnionWith(periods.Select(p => naive.Value(metric.Definition.Formula, slice, p)).OfType<decimal>());
            }
        }

        var poor = values.Where(v => v.Value.Count < LeastValues).Select(v => $"{v.Key} {catalog.Find(v.Key)!.Definition.Formula}: {string.Join(' ', v.Value)}").ToList();
        Assert.True(poor.Count == 0, $"{poor.Count} metrics are much the same everywhere:\n{string.Join('\n', poor)}");
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
