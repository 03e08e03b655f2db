using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>A part of the business and its part of the gap.</summary>
/// <param name="Share">Of the whole gap; parts that moved the other way are negative.</param>
internal sealed record Contribution(string Dimension, string Key, string Name, string NameEn, double Observed, double Expected, double Share, IReadOnlyList<Contribution> Parts);

/// <summary>Where a gap comes from: the next levels below the subject, each against its own mean of comparable times before.</summary>
internal sealed class RuleContributions(IMetricReader metrics, IAppDbFactory factory)
{
    private const int Widest = 5;
    private const int WidestBelow = 3;

    /// <summary>Empty when the metric is no sum: parts of a ratio do not add up.</summary>
    public async Task<IReadOnlyList<Contribution>> OfAsync(string metricId, MetricSlice slice, Period period, IReadOnlyList<Period> comparable, CancellationToken cancellationToken)
    {
        if (metrics.Catalog.Find(metricId) is not { IsAvailable: true } metric || !IsSum(metric.Definition.Formula))
        {
            return [];
        }

        var levels = Levels(slice).Where(d => metrics.Check(metricId, slice, d).Ok).ToList();
        if (levels.Count == 0)
        {
            return [];
        }

        var top = await LevelAsync(metricId, slice, period, comparable, levels[0], null, Widest, cancellationToken);
        if (top.Count == 0 || levels.Count < 2)
        {
            return top;
        }

        var first = top[0];
        var inside = slice.With(levels[0] == MetricDimensions.Area ? MetricDimensions.Region : levels[0], first.Key);
        var gap = first.Observed - first.Expected;
        var below = metrics.Check(metricId, inside, levels[1]).Ok ? await LevelAsync(metricId, inside, period, comparable, levels[1], gap, WidestBelow, cancellationToken) : [];
        return [first with { Parts = below }, .. top.Skip(1)];
    }

    /// <summary>One aggregate that adds up: the bracket that it opens closes at the end of the formula.</summary>
    internal static bool IsSum(string formula)
    {
        if (!formula.StartsWith("SUM(", StringComparison.Ordinal) && !formula.StartsWith("COUNT(", StringComparison.Ordinal))
        {
            return false;
        }

        var depth = 0;
        for (var i = formula.IndexOf('(', StringComparison.Ordinal); i < formula.Length; i++)
        {
            depth += formula[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i == formula.Length - 1;
            }
        }

        return false;
    }

    private static string[] Levels(MetricSlice slice) =>
        slice.Values.ContainsKey(MetricDimensions.Dealer) ? [MetricDimensions.Category, MetricDimensions.Product]
        : slice.Values.ContainsKey(MetricDimensions.Region) ? [MetricDimensions.Dealer, MetricDimensions.Category]
        : [MetricDimensions.Area, MetricDimensions.Dealer];

    private async Task<IReadOnlyList<Contribution>> LevelAsync(
        string metricId, MetricSlice slice, Period period, IReadOnlyList<Period> comparable, string dimension, double? gap, int widest, CancellationToken cancellationToken)
    {
        var now = await ReadAsync(period);
        var before = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var earlier in comparable)
        {
            foreach (var (key, value) in await ReadAsync(earlier))
            {
                before[key] = before.GetValueOrDefault(key) + (value / comparable.Count);
            }
        }

        var whole = gap ?? now.Values.Sum() - before.Values.Sum();
        if (whole == 0)
        {
            return [];
        }

        var parts = now.Keys.Union(before.Keys).Where(k => k.Length > 0)
            .Select(k => (Key: k, Observed: now.GetValueOrDefault(k), Expected: before.GetValueOrDefault(k)))
            .OrderByDescending(p => (p.Observed - p.Expected) / whole).Take(widest).ToList();
        var names = await NamesAsync(dimension, [.. parts.Select(p => p.Key)], cancellationToken);
        return [.. parts.Select(p => new Contribution(
            dimension, p.Key, names.GetValueOrDefault(p.Key).Zh ?? p.Key, names.GetValueOrDefault(p.Key).En ?? p.Key, p.Observed, p.Expected, (p.Observed - p.Expected) / whole, []))];

        async Task<Dictionary<string, double>> ReadAsync(Period days) =>
            (await metrics.ByAsync([metricId], dimension, slice, days, DealerScope.All, cancellationToken))[metricId]
            .Where(v => v.Value.Value is not null).ToDictionary(v => v.Key, v => (double)v.Value.Value!.Value, StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, (string? Zh, string? En)>> NamesAsync(string dimension, string[] keys, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var named = dimension switch
        {
            MetricDimensions.Area => db.Set<RegionFact>().Where(r => keys.Contains(r.RegionId)).Select(r => new { Id = r.RegionId, r.Name, NameEn = (string?)r.NameEn }),
            MetricDimensions.Dealer => db.Set<DealerFact>().Where(d => keys.Contains(d.DealerId)).Select(d => new { Id = d.DealerId, d.Name, d.NameEn }),
            MetricDimensions.Product => db.Set<ProductFact>().Where(p => keys.Contains(p.ProductId)).Select(p => new { Id = p.ProductId, p.Name, p.NameEn }),
            _ => null,
        };
        return named is null ? [] : (await named.ToListAsync(cancellationToken)).ToDictionary(n => n.Id, n => (Zh: (string?)n.Name, En: (string?)(n.NameEn ?? n.Name)), StringComparer.Ordinal);
    }
}
