using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>The texts that users' combinations leave behind are bounded, and an engine beside another shares them.</summary>
public sealed class StatementCacheTests
{
    [Fact]
    public void GetOrAdd_MoreTextThanAllowed_ForgetsAndGoesOn()
    {
        var cache = new StatementCache(mostCharacters: 1_000);
        var compiled = 0;
        SqlStatement Compile()
        {
            compiled++;
            return new SqlStatement(new string('x', 90), new Dictionary<ParameterSource, string>());
        }

        for (var shape = 0; shape < 1_000; shape++)
        {
            var key = shape.ToString("0000000000", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Same(cache.GetOrAdd(key, Compile), cache.GetOrAdd(key, Compile));
            Assert.InRange(cache.Count, 1, 10);
        }

        Assert.Equal(1_000, compiled);
    }

    [Fact]
    public void Beside_OtherDefinitions_KnowsOnlyThoseAndKeepsTheVocabulary()
    {
        var engine = new MetricEngine(ProductMetrics.Load());
        var beside = engine.Beside([engine.Catalog.Find("SAL-01")!.Definition with { Id = "N" }]);
        Assert.Equal("N", Assert.Single(beside.Catalog.Metrics).Definition.Id);
        Assert.Same(engine.Catalog.Vocabulary, beside.Catalog.Vocabulary);
    }
}
