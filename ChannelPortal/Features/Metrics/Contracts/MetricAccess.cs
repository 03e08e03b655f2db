using System.Collections.Frozen;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>
/// What a dealer may not look up even about himself: the manufacturer's costs and judgements, and facts that belong to no dealer, which no scope would
/// narrow to his own.
/// </summary>
internal static class MetricAccess
{
    private static readonly FrozenSet<(string Fact, string Column)> s_columns = FrozenSet.Create(
        ("order_lines", "unit_cost"), ("order_lines", "cost_amount"), ("products", "unit_cost"), ("orders", "risk_score"), ("quotes", "floor_breach"),
        ("price_obs", "floor_price"), ("dealers", "potential_amount"), ("dealers", "segment"));

    /// <summary>The products are every dealer's catalogue.</summary>
    private const string Catalogue = "products";

    /// <summary>Suspicions and cases: who is told about them is decided case by case.</summary>
    private static readonly FrozenSet<string> s_cases = FrozenSet.Create(StringComparer.Ordinal, "violations", "alerts");

    /// <summary>Whether the metric may be seen in this scope at all. A hidden one is "not found".</summary>
    public static bool IsVisible(Metric metric, DealerScope scope) => !scope.IsOwn
        || (metric.IsAvailable && (metric.Formula?.Terms ?? []).All(t => IsOpen(t.Term)));

    /// <summary>The slice has no segment or other judgement for a dealer.</summary>
    public static bool IsVisible(MetricSlice slice, DealerScope scope) => !slice.Values.Keys.Any(d => !IsVisible(d, scope));

    /// <summary>Whether values of this dimension may be told apart in the scope.</summary>
    public static bool IsVisible(string dimension, DealerScope scope) => !scope.IsOwn || dimension != MetricDimensions.Segment;

    private static bool IsOpen(BoundTerm term) =>
        (term.Fact.DealerColumn is not null || term.Fact.Name == Catalogue) && !s_cases.Contains(term.Fact.Name) &&
        new[] { term.Operand, term.By, term.Having, term.Where }.OfType<Bound>().SelectMany(b => b.SelfAndAllParts()).OfType<BoundColumn>()
            .All(c => !s_columns.Contains(((c.Path.Second ?? c.Path.First)?.Refers?.Name ?? term.Fact.Name, c.Column.Name)));
}
