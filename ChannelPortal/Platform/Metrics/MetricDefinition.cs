namespace ChannelPortal.Platform.Metrics;

/// <summary>One row of a metric catalogue. The formula says what it means; everything else says how to show it.</summary>
/// <param name="Id">Stable id, e.g. <c>SAL-01</c>.</param>
/// <param name="Family">Group of the catalogue, English and Chinese in one text.</param>
/// <param name="Unit">Unit of the value; <c>%</c> is stored as a fraction.</param>
/// <param name="Formula">Text in the formula language (domain.md M1).</param>
/// <param name="Grain">Dimensions that a slice may name, and the shortest period.</param>
/// <param name="Direction"><c>good-high</c> or <c>good-low</c>.</param>
public sealed record MetricDefinition(
    string Id, string Family, string NameEn, string NameZh, string Unit, string Formula, IReadOnlyList<string> Grain, string Direction)
{
    /// <summary>A higher value is better.</summary>
    public bool HigherIsBetter => Direction == "good-high";
}
