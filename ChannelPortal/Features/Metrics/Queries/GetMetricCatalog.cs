using System.Collections.Concurrent;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>A definition of the catalogue; values come later.</summary>
internal sealed record MetricCatalogRow(MetricDefinition Definition, string? MissingFact, bool IsCore, bool IsMine)
{
    public bool IsAvailable => MissingFact is null;

    /// <summary>Value of the last full month; null until it was read.</summary>
    public MetricValue? Value { get; init; }

    /// <summary>Value of the month before.</summary>
    public MetricValue? Before { get; init; }

    /// <summary>Relative change against the month before; for percentages the difference in points.</summary>
    public decimal? Change => Value?.Value is not { } now || Before?.Value is not { } then ? null
        : Definition.Unit.StartsWith('%') ? now - then
        : then == 0 ? null : (now - then) / Math.Abs(then);
}

/// <summary>
/// The metrics that a caller may read, and their values of the last full months in two statements. Past months hardly change, so callers of one scope
/// share what was read for ten minutes.
/// </summary>
internal sealed class GetMetricCatalog(IMetricReader reader, MetricBook book, BusinessClock clock, TimeProvider time)
{
    private const int MaxKept = 64;
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Scope, MetricCatalog Catalog, Period Month), (DateTimeOffset Until, Task<Dictionary<string, (MetricValue Now, MetricValue Before)>> Values)> kept = new();

    public Period Month => Period.MonthOf(clock.Today.AddMonths(-1));

    public IReadOnlyList<MetricCatalogRow> Rows(Caller caller) =>
    [
        .. reader.Catalog.Metrics.Where(m => MetricAccess.IsVisible(m, caller.Scope))
            .Select(m => new MetricCatalogRow(m.Definition, m.MissingFact, ProductMetrics.Core.Contains(m.Definition.Id, StringComparer.Ordinal), book.OwnerOf(m.Definition.Id) == caller.UserId)),
    ];

    public async Task<IReadOnlyList<MetricCatalogRow>> WithValuesAsync(IReadOnlyList<MetricCatalogRow> rows, DealerScope scope, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var key = (scope.Key, reader.Catalog, Month);
        if (!kept.TryGetValue(key, out var known) || known.Until <= now || known.Values.IsFaulted)
        {
            foreach (var late in kept.Where(k => k.Value.Until <= now || kept.Count >= MaxKept))
            {
                kept.TryRemove(late);
            }

            // Not the page's token: others wait for the same reading.
            kept[key] = known = (now + s_fresh, ReadAsync(scope, key.Month));
        }

        var values = await known.Values.WaitAsync(cancellationToken);
        return [.. rows.Select(r => values.TryGetValue(r.Definition.Id, out var pair) ? r with { Value = pair.Now, Before = pair.Before } : r)];
    }

    private async Task<Dictionary<string, (MetricValue Now, MetricValue Before)>> ReadAsync(DealerScope scope, Period month)
    {
        string[] ids = [.. reader.Catalog.Metrics.Where(m => m.IsAvailable).Select(m => m.Definition.Id)];
        var values = await reader.ValuesAsync(ids, MetricSlice.All, month, scope, CancellationToken.None);
        var before = await reader.ValuesAsync(ids, MetricSlice.All, Period.MonthOf(month.Start.AddMonths(-1)), scope, CancellationToken.None);
        return values.Zip(before).ToDictionary(v => v.First.Id, v => (v.First, v.Second), StringComparer.Ordinal);
    }
}
