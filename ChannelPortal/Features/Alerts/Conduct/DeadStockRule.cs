using System.Text.Json;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Conduct;

/// <summary>Stock of a product that used to sell and does not any more (metric INV-10 with the sales themselves instead of the reported demand).</summary>
internal sealed class DeadStockRule : IConductRule
{
    /// <summary>Days without a sale.</summary>
    public const int SilentDays = 90;

    /// <summary>Days before them that say how it used to sell.</summary>
    private const int UsualDays = 180;

    /// <summary>Days with a sale that make a product one that sells.</summary>
    private const int UsualSales = 8;

    /// <summary>Cost of the stock, in minor units, below which it is not worth a person's time.</summary>
    private const long SmallestValue = 2_000_000;

    /// <summary>Older counts prove nothing.</summary>
    private const int CountDays = 3;

    public string Kind => AlertKinds.Ageing;

    public bool JudgesOn(DateOnly day, IReadOnlySet<DateOnly> countDays) => countDays.Contains(day);

    public string? DealerOf(FactRow row) => (row as InventorySnapshotFact)?.DealerId;

    public async Task<List<Finding>> FindAsync(AppDbContext db, DateOnly today, DateTimeOffset eventAt, CancellationToken cancellationToken)
    {
        var (silentFrom, usualFrom, countFrom) = (today.AddDays(1 - SilentDays), today.AddDays(1 - SilentDays - UsualDays), today.AddDays(-CountDays));
        var counts = await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId != null && s.SnapOn >= countFrom && s.SnapOn <= today && s.OnHand > 0)
            .Select(s => new { s.DealerId, s.ProductId, s.SnapOn, s.OnHand, s.UnitCost }).ToListAsync(cancellationToken);
        var sold = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.SoldOn >= usualFrom && s.SoldOn <= today).GroupBy(s => new { s.DealerId, s.ProductId })
            .Select(g => new { g.Key.DealerId, g.Key.ProductId, Last = g.Max(s => s.SoldOn), Days = g.Count(), Qty = g.Sum(s => s.Qty) }).ToListAsync(cancellationToken);
        var sales = sold.Where(s => s.Last < silentFrom && s.Days >= UsualSales).ToDictionary(s => (s.DealerId, s.ProductId));
        var found = new List<Finding>();
        foreach (var count in counts.GroupBy(s => (DealerId: s.DealerId!, s.ProductId)).Select(g => g.MaxBy(s => s.SnapOn)!))
        {
            var value = Money.LineMinor(count.UnitCost, count.OnHand);
            if (value < SmallestValue || !sales.TryGetValue((count.DealerId!, count.ProductId), out var usual))
            {
                continue;
            }

            var arguments = JsonSerializer.Serialize(new { days = today.DayNumber - usual.Last.DayNumber, left = count.OnHand, value, usual = usual.Qty * 30 / UsualDays });
            found.Add(new Finding(Kind, count.DealerId, count.ProductId, "INV-10", today, value, 0, 0, SmallestValue, "warn", eventAt, arguments, "[]") { Stake = value });
        }

        return found;
    }
}
