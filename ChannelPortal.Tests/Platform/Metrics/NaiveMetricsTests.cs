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
        var naive = new NaiveMetrics(RandomFacts.For(catalog));
        var dashes = catalog.Metrics.Where(m => naive.Value(m.Definition.Formula, MetricSlice.All, Golden.October) is null).Select(m => m.Definition.Id).ToList();
        Assert.True(dashes.Count <= 6, string.Join(' ', dashes));
    }
}
