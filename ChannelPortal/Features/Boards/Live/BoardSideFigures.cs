using System.Collections.Concurrent;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Boards.Live;

/// <summary>Figures of other features on the board, read at most once a minute per scope.</summary>
internal sealed class BoardSideFigures(IMetricReader metrics)
{
    /// <summary>Days of supply.</summary>
    private const string StockDaysMetric = "INV-02";

    // The latest stock count is what is on hand; a dealer that has not reported for a month is not.
    private const int StockReach = 31;

    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, decimal? StockDays)> kept = new(StringComparer.Ordinal);

    public async Task AddAsync(LiveCells cells, DealerScope scope, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!kept.TryGetValue(scope.Key, out var known) || now - known.At >= s_age)
        {
            var period = new Period(today.AddDays(1 - StockReach), today.AddDays(1));
            var stock = await metrics.ValueAsync(StockDaysMetric, MetricSlice.All, period, scope, cancellationToken);
            known = (now, stock.Value is { } days ? Math.Round(days, 1, MidpointRounding.AwayFromZero) : null);
            if (kept.Count > 1_000)
            {
                kept.Clear();
            }

            kept[scope.Key] = known;
        }

        cells["stockDays"] = known.StockDays;
    }
}
