using System.Text.Json;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Conduct;

/// <summary>
/// Stock of a product that used to sell and does not any more (metric INV-10 with the sales themselves instead of the reported demand). How long is long follows from its
/// pace: what went every few days is missed after three months, a machine that went once a month later.
/// </summary>
internal sealed class DeadStockRule : IConductRule
{
    /// <summary>Days without a sale.</summary>
    public const int SilentDays = 90;

    /// <summary>Days up to the last sale that say how it used to sell.</summary>
    private const int UsualDays = 180;

    /// <summary>Days with a sale in them that make a pace.</summary>
    private const int UsualSales = 3;

    /// <summary>Sales that at its pace would have been made meanwhile: none of them happens by chance once in a thousand times.</summary>
    private const double MissedSales = 7;

    /// <summary>A product that has been still for longer was dead stock long ago.</summary>
    private const int LongestSilence = 540;

    /// <summary>Cost of the stock, in minor units, below which it is not worth a person's time.</summary>
    private const long SmallestValue = 2_000_000;

    /// <summary>Older counts prove nothing.</summary>
    private const int CountDays = 3;

    public string Kind => AlertKinds.Ageing;

    public bool JudgesOn(DateOnly day, IReadOnlySet<DateOnly> countDays) => countDays.Contains(day);

    public string? DealerOf(FactRow row) => (row as InventorySnapshotFact)?.DealerId;

    public async Task<List<Finding>> FindAsync(AppDbContext db, DateOnly today, DateTimeOffset eventAt, CancellationToken cancellationToken)
    {
        var (silentFrom, usualFrom, countFrom) = (today.AddDays(1 - SilentDays), today.AddDays(1 - LongestSilence - UsualDays), today.AddDays(-CountDays));
        var counts = await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId != null && s.SnapOn >= countFrom && s.SnapOn <= today && s.OnHand > 0)
            .Select(s => new { s.DealerId, s.ProductId, s.SnapOn, s.OnHand, s.UnitCost }).ToListAsync(cancellationToken);
        var sold = await db.Set<PosSaleDay>().AsNoTracking()
            .Where(s => s.SoldOn >= usualFrom && s.SoldOn < silentFrom && !db.Set<PosSaleDay>().Any(t => t.DealerId == s.DealerId && t.ProductId == s.ProductId && t.SoldOn >= silentFrom && t.SoldOn <= today))
            .Select(s => new { s.DealerId, s.ProductId, s.SoldOn, s.Qty }).ToListAsync(cancellationToken);
        var sales = sold.ToLookup(s => (s.DealerId, s.ProductId));
        var found = new List<Finding>();
        foreach (var count in counts.GroupBy(s => (DealerId: s.DealerId!, s.ProductId)).Select(g => g.MaxBy(s => s.SnapOn)!))
        {
            var value = Money.LineMinor(count.UnitCost, count.OnHand);
            var days = sales[(count.DealerId!, count.ProductId)].ToList();
            if (value < SmallestValue || days.Count == 0)
            {
                continue;
            }

            var last = days.Max(s => s.SoldOn);
            var (still, usual) = (today.DayNumber - last.DayNumber, days.Where(s => s.SoldOn > last.AddDays(-UsualDays)).ToList());
            if (usual.Count < UsualSales || usual.Count * still < MissedSales * UsualDays)
            {
                continue;
            }

            var arguments = JsonSerializer.Serialize(new { days = still, left = count.OnHand, value, usual = usual.Sum(s => s.Qty) * 30 / UsualDays / Money.QuantityScale * Money.QuantityScale });
            found.Add(new Finding(Kind, count.DealerId, count.ProductId, "INV-10", today, value, 0, 0, SmallestValue, "warn", eventAt, arguments, "[]") { Stake = value });
        }

        return found;
    }

    /// <summary>Stock at the last count of each month of a year, against what was sold in the month.</summary>
    public async Task<List<SeriesPoint>> DrawAsync(AppDbContext db, Finding finding, DateOnly today, CancellationToken cancellationToken)
    {
        var from = Period.MonthOf(today).Start.AddYears(-1);
        var counts = await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == finding.DealerId && s.ProductId == finding.ProductId && s.SnapOn >= from && s.SnapOn <= today)
            .Select(s => new { s.SnapOn, s.OnHand }).ToListAsync(cancellationToken);
        var sales = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.DealerId == finding.DealerId && s.ProductId == finding.ProductId && s.SoldOn >= from && s.SoldOn <= today)
            .Select(s => new { s.SoldOn, s.Qty }).ToListAsync(cancellationToken);
        var soldIn = sales.ToLookup(s => Period.MonthOf(s.SoldOn).Start, s => s.Qty);
        return [.. counts.GroupBy(c => Period.MonthOf(c.SnapOn).Start).OrderBy(g => g.Key).Select(g => g.MaxBy(c => c.SnapOn)!)
            .Select(c => new SeriesPoint(c.SnapOn, c.OnHand, 0, soldIn[Period.MonthOf(c.SnapOn).Start].Sum()))];
    }
}
