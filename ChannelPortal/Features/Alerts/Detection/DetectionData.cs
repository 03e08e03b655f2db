using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>Reads from rollups and facts what the detectors work on.</summary>
internal sealed class DetectionData(IAppDbFactory factory)
{
    /// <summary>Days over which demand is averaged.</summary>
    private const int DemandDays = 28;

    /// <summary>Dealers whose counts show when one is due.</summary>
    private const int ComparedDealers = 40;

    /// <summary>Days of silence of which the counts are read.</summary>
    private const int LongestQuiet = 62;

    /// <summary><paramref name="dealers"/> null means all.</summary>
    public async Task<SalesHistory> SalesAsync(IReadOnlyCollection<string>? dealers, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(dealers is null ? DealerScope.All : DealerScope.Of(dealers));
        var rows = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.SoldOn >= from && s.SoldOn <= to)
            .Select(s => new { s.DealerId, s.SoldOn, s.Amount, s.Rows })
            .ToListAsync(cancellationToken);
        var history = new SalesHistory();
        foreach (var row in rows)
        {
            history.Add(row.DealerId, row.SoldOn, row.Amount, row.Rows);
        }

        foreach (var gone in await db.Set<DealerFact>().Where(d => d.ExitedOn != null).Select(d => new { d.DealerId, d.ExitedOn }).ToListAsync(cancellationToken))
        {
            if (history.Dealers.TryGetValue(gone.DealerId, out var sold))
            {
                sold.ExitedOn = gone.ExitedOn;
            }
        }

        return history;
    }

    /// <summary>When the quiet ones of these dealers, and enough others to tell when a count is due, have counted their stock.</summary>
    public async Task<CountHistory> CountsAsync(DataGapRule rule, SalesHistory history, DateOnly today, CancellationToken cancellationToken)
    {
        var quiet = history.Dealers.Values.Where(sold => rule.IsQuiet(sold, today)).Select(sold => sold.DealerId).ToList();
        if (quiet.Count == 0)
        {
            return new CountHistory();
        }

        await using var db = factory.Create(DealerScope.All);
        var others = await db.Set<DealerFact>().OrderBy(d => d.DealerId).Select(d => d.DealerId).Take(ComparedDealers).ToListAsync(cancellationToken);
        return await CountsAsync([.. quiet.Union(others)], today.AddDays(-CountHistory.PastDays - LongestQuiet), today, cancellationToken);
    }

    /// <summary><paramref name="dealers"/> null means all.</summary>
    public async Task<CountHistory> CountsAsync(IReadOnlyCollection<string>? dealers, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(dealers is null ? DealerScope.All : DealerScope.Of(dealers));
        var rows = await db.Set<InventorySnapshotFact>().Where(s => s.DealerId != null && s.SnapOn >= from && s.SnapOn <= to).Select(s => new { s.DealerId, s.SnapOn }).Distinct().ToListAsync(cancellationToken);
        var counts = new CountHistory();
        foreach (var row in rows)
        {
            counts.Add(row.DealerId!, row.SnapOn);
        }

        return counts;
    }

    /// <summary>Latest positions of dealers at <paramref name="today"/>; <paramref name="dealers"/> null means all.</summary>
    public async Task<List<StockPosition>> StockAsync(IReadOnlyCollection<string>? dealers, DateOnly today, int snapshotDays, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(dealers is null ? DealerScope.All : DealerScope.Of(dealers));
        var from = today.AddDays(-snapshotDays);
        var snapshots = await db.Set<InventorySnapshotFact>().AsNoTracking()
            .Where(s => s.DealerId != null && s.SnapOn >= from && s.SnapOn <= today)
            .ToListAsync(cancellationToken);
        if (snapshots.Count == 0)
        {
            return [];
        }

        var soldFrom = today.AddDays(-DemandDays);
        var sales = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.SoldOn > soldFrom && s.SoldOn <= today)
            .Select(s => new { s.DealerId, s.ProductId, s.SoldOn, s.Qty }).ToListAsync(cancellationToken);
        var byHolding = sales.ToLookup(s => (s.DealerId, s.ProductId));
        return [.. snapshots.GroupBy(s => (s.DealerId, s.ProductId)).Select(g => g.MaxBy(s => s.SnapOn)!).Select(s =>
        {
            var sold = byHolding[(s.DealerId!, s.ProductId)].ToList();

            // What the dealer reports as demand includes what he could not sell; till sales are the check on it when there are enough.
            var average = sold.Count >= 3 ? Math.Max(sold.Sum(x => x.Qty) / DemandDays, s.AvgDailyDemand / 2) : s.AvgDailyDemand;
            return new StockPosition(s.DealerId!, s.ProductId, s.SnapOn, s.OnHand, s.InTransit, average, s.LeadTimeDays, s.UnitCost, sold.Where(x => x.SoldOn > s.SnapOn).Sum(x => x.Qty));
        })];
    }
}
