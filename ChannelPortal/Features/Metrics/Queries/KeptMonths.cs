using System.Security.Cryptography;
using System.Text;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>
/// Closed months of the metrics that read what a dealer, product, region, member or deal is like now (domain.md M2): computed again they would tell of today.
/// What was kept replaces what was computed, for the whole, a dealer or a region. Part of a network has no kept value and is computed.
/// </summary>
internal sealed class KeptMonths(MetricEngine engine)
{
    private static readonly HashSet<(string Fact, string Column)> s_present =
    [
        ("members", "last_purchase_on"), ("opportunities", "stage_days"), ("products", "abc_class"), ("regions", "active_dealers"), ("regions", "potential_amount"),
        ("dealers", "tier"), ("dealers", "segment"), ("dealers", "level_no"), ("dealers", "is_exclusive"), ("dealers", "sales_staff"), ("dealers", "certified_staff"), ("dealers", "potential_amount"),
    ];

    /// <summary>Metrics of the catalogue, own ones included, whose past cannot be computed.</summary>
    public IEnumerable<Metric> Metrics => engine.Catalog.Metrics.Where(ReadsThePresent);

    /// <summary>
    /// Whether a past month tells of today. A metric with a total is never kept: a kept value was computed with everybody in sight, and what a scoped caller may learn of the others is the
    /// engine's to say.
    /// </summary>
    public static bool ReadsThePresent(Metric metric) => metric.IsAvailable && !metric.Formula!.Terms.Any(t => t.IsTotal) && metric.Formula.Terms.Any(t =>
        new[] { t.Term.Operand, t.Term.By, t.Term.Having, t.Term.Where }.OfType<Bound>().SelectMany(b => b.SelfAndAllParts()).OfType<BoundColumn>()
            .Any(c => s_present.Contains(((c.Path.Second ?? c.Path.First)?.Refers?.Name ?? t.Term.Fact.Name, c.Column.Name))));

    public static string DigestOf(MetricDefinition definition) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition.Formula)))[..16];

    /// <summary>Whether a question may have kept answers at all; most have none, and then nothing is read.</summary>
    public bool Knows(string metricId, Period period) =>
        period == Period.MonthOf(period.Start) && engine.Catalog.Find(metricId) is { } metric && ReadsThePresent(metric);

    /// <summary>The kept values of a slice in some months, by metric and month.</summary>
    public async Task<IReadOnlyDictionary<(string MetricId, DateOnly Month), MetricValue>> FindAsync(
        AppDbContext db, IReadOnlyCollection<string> metricIds, MetricSlice slice, IReadOnlyCollection<Period> months, CancellationToken cancellationToken)
    {
        var ids = metricIds.Where(id => months.Any(m => Knows(id, m))).ToList();
        if (ids.Count == 0 || PlaceOf(slice, db.Scope) is not var (dimension, key))
        {
            return new Dictionary<(string, DateOnly), MetricValue>();
        }

        var (from, to) = (months.Min(m => m.Start), months.Max(m => m.Start));
        var rows = await db.Set<KeptValue>().AsNoTracking()
            .Where(v => ids.Contains(v.MetricId) && v.Dimension == dimension && v.Key == key && v.Month >= from && v.Month <= to).ToListAsync(cancellationToken);
        return rows.Where(IsCurrent).ToDictionary(v => (v.MetricId, v.Month), ValueOf);
    }

    /// <summary>The kept values of a metric by the values of a dimension in a month.</summary>
    public async Task<IReadOnlyDictionary<string, MetricValue>> ByAsync(AppDbContext db, string metricId, string dimension, MetricSlice slice, Period month, CancellationToken cancellationToken)
    {
        var kept = dimension is MetricDimensions.Area or MetricDimensions.Province or MetricDimensions.City ? MetricDimensions.Region : dimension;
        var isWhole = dimension == MetricDimensions.Dealer || (kept == MetricDimensions.Region && dimension != kept && db.Scope.IsAll);
        if (!isWhole || slice.Values.Count > 0 || !Knows(metricId, month))
        {
            return new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        }

        var rows = await db.Set<KeptValue>().AsNoTracking().Where(v => v.MetricId == metricId && v.Month == month.Start && v.Dimension == kept).ToListAsync(cancellationToken);
        return rows.Where(v => IsCurrent(v) && (kept != MetricDimensions.Dealer || db.Scope.Allows(v.Key))).ToDictionary(v => v.Key, ValueOf, StringComparer.Ordinal);
    }

    // Where a slice stands among the kept values; null for one that is not kept.
    private static (string Dimension, string Key)? PlaceOf(MetricSlice slice, DealerScope scope) => slice.Values.ToList() switch
    {
        [] when scope.IsAll => ("", ""),
        [] when scope.DealerIds.Count == 1 => (MetricDimensions.Dealer, scope.DealerIds.First()),
        [(MetricDimensions.Dealer, var dealer)] when scope.Allows(dealer) => (MetricDimensions.Dealer, dealer),
        [(MetricDimensions.Region, var region)] when scope.IsAll => (MetricDimensions.Region, region),
        _ => null,
    };

    private bool IsCurrent(KeptValue value) => engine.Catalog.Find(value.MetricId) is { } metric && DigestOf(metric.Definition) == value.Definition;

    private MetricValue ValueOf(KeptValue value) => new(value.MetricId, (decimal?)value.Value, engine.Catalog.Find(value.MetricId)!.Definition.Unit, value.N);
}
