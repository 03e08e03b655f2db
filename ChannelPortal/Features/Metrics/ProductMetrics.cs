using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics;

/// <summary>The product's catalogue: metrics.csv with the dimensions that its grains speak of.</summary>
internal static class ProductMetrics
{
    private static readonly MetricTree s_regions = new("regions", "path", "parent_region_id", "level", Owner: MetricDimensions.Dealer);

    public static MetricVocabulary Vocabulary { get; } = new(
        [
            new MetricDimension(MetricDimensions.Dealer, "dealer_id", "dealer"),
            new MetricDimension(MetricDimensions.Tier, "tier", "dealer", "tier") { Of = MetricDimensions.Dealer },
            new MetricDimension(MetricDimensions.Segment, "segment", "dealer") { Of = MetricDimensions.Dealer },
            new MetricDimension(MetricDimensions.Region, "region_id", "region") { Tree = s_regions },
            new MetricDimension(MetricDimensions.Area, "region_id", "region") { Tree = s_regions, Level = "area" },
            new MetricDimension(MetricDimensions.Province, "region_id", "region") { Tree = s_regions, Level = "province" },
            new MetricDimension(MetricDimensions.City, "region_id", "region") { Tree = s_regions, Level = "city" },
            new MetricDimension(MetricDimensions.Product, "product_id", "product"),
            new MetricDimension(MetricDimensions.Category, "category", "product") { Of = MetricDimensions.Product },
            new MetricDimension(MetricDimensions.Brand, "brand", "product") { Of = MetricDimensions.Product },
            new MetricDimension(MetricDimensions.Store, "store_id", "store"),
            new MetricDimension(MetricDimensions.Kind, "kind", "kind"),
            new MetricDimension(MetricDimensions.Source, "source", "source"),
            new MetricDimension(MetricDimensions.Campaign, "campaign_id", "campaign"),
            new MetricDimension(MetricDimensions.News, "news_id", "news"),
        ],
        FactCatalog.Product);

    /// <summary>The metrics that boards and diagnostics live on (domain.md M3).</summary>
    public static IReadOnlyList<string> Core { get; } =
    [
        "SAL-01", "SAL-03", "SAL-05", "SAL-10", "SAL-15", "SAL-24", "ORD-01", "ORD-04", "ORD-06", "ORD-15", "ORD-23", "PRC-03", "PRC-04", "PRC-15", "FIN-03", "FIN-10", "FIN-12", "FIN-18", "INV-02", "INV-04",
        "INV-09", "INV-16", "INV-21", "LOG-01", "LOG-12", "LOG-21", "STO-01", "STO-04", "CMP-14", "CMP-19", "CMP-21", "MKT-01", "MKT-21", "ENB-14", "ENB-16", "NET-01", "NET-31", "DIG-01", "DIG-07", "DIG-19",
    ];

    public static MetricCatalog Load()
    {
        using var csv = typeof(ProductMetrics).Assembly.GetManifestResourceStream("ChannelPortal.Features.Metrics.metrics.csv")
            ?? throw new InvalidOperationException("metrics.csv is not embedded.");
        return MetricCatalog.Read(csv, Vocabulary);
    }
}
