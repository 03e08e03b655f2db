namespace ChannelPortal.Features.Metrics.Domain;

/// <summary>The forty that boards and diagnostics are made of (domain.md M3).</summary>
internal static class CoreMetrics
{
    public static IReadOnlySet<string> Ids { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "SAL-01", "SAL-03", "SAL-05", "SAL-10", "SAL-15", "SAL-24", "ORD-01", "ORD-04", "ORD-06", "ORD-15", "ORD-23", "PRC-03", "PRC-04", "PRC-15",
        "FIN-03", "FIN-10", "FIN-12", "FIN-18", "INV-02", "INV-04", "INV-09", "INV-16", "INV-21", "LOG-01", "LOG-12", "LOG-21", "STO-01", "STO-04",
        "CMP-14", "CMP-19", "CMP-21", "MKT-01", "MKT-21", "ENB-14", "ENB-16", "NET-01", "NET-31", "DIG-01", "DIG-07", "DIG-19",
    };
}
