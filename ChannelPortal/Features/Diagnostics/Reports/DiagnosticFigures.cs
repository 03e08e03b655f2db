using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>How a metric of the catalogue is written in reports.</summary>
internal static class DiagnosticFigures
{
    public static DiagnosticUnit UnitOf(MetricDefinition definition) => definition.Unit switch
    {
        "%" => DiagnosticUnit.Percent,
        "day" => DiagnosticUnit.Days,
        { } unit when unit.StartsWith("CNY", StringComparison.Ordinal) => DiagnosticUnit.Money,
        _ => DiagnosticUnit.Count,
    };
}
