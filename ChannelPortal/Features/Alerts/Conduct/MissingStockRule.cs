using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Conduct;

/// <summary>
/// Goods that came to a dealer and neither stand in his stock nor went over his counter: count before + received − sold − count now (domain.md R12, signal 3, as a
/// balance). Who sells elsewhere leaves such a hole.
/// </summary>
internal sealed class MissingStockRule : IConductRule
{
    /// <summary>Smallest share of what was received that is missing.</summary>
    public const double SmallestShare = 0.3;

    /// <summary>Cost of what is missing, in minor units, below which it may be breakage and late bookings.</summary>
    private const long SmallestValue = 3_000_000;

    /// <summary>With holes in so many products at once a dealer has not reported his sales.</summary>
    private const int ManyHoles = 3;

    private const int ShortestDays = 26;
    private const int LongestDays = 62;
    private const int CountDays = 3;

    public string Kind => AlertKinds.Diversion;

    public bool JudgesOn(DateOnly day, IReadOnlySet<DateOnly> countDays) => countDays.Contains(day);

    public string? DealerOf(FactRow row) => (row as InventorySnapshotFact)?.DealerId;

    public async Task<List<Finding>> FindAsync(AppDbContext db, DateOnly today, DateTimeOffset eventAt, CancellationToken cancellationToken)
    {
        var (oldest, newestBefore, countFrom) = (today.AddDays(-LongestDays), today.AddDays(-ShortestDays), today.AddDays(-CountDays));
        var counts = await db.Set<InventorySnapshotFact>().AsNoTracking()
            .Where(s => s.DealerId != null && ((s.SnapOn >= oldest && s.SnapOn <= newestBefore) || (s.SnapOn >= countFrom && s.SnapOn <= today)))
            .Select(s => new { DealerId = s.DealerId!, s.ProductId, s.SnapOn, s.OnHand, s.InTransit, s.UnitCost }).ToListAsync(cancellationToken);
        if (counts.Count == 0)
        {
            return [];
        }

        // Which lines a shipment of a split order held is not in the facts: what surely came is what the shipments outside these days cannot have brought.
        // In a replay the lines already hold what was to leave later, so the later shipments are read, too.
        var (early, late) = (oldest.AddDays(-LongestDays), today.AddDays(LongestDays));
        var shipments = await db.Set<ShipmentFact>().AsNoTracking().Where(s => s.ShippedOn > early && s.ShippedOn <= late).Select(s => new { s.OrderId, s.ShippedOn, s.Qty }).ToListAsync(cancellationToken);
        var lines = await (from l in db.Set<OrderLineFact>().AsNoTracking()
                           where l.ShippedQty > 0 && db.Set<ShipmentFact>().Any(s => s.OrderId == l.OrderId && s.ShippedOn > oldest && s.ShippedOn <= today)
                           select new { l.OrderId, l.DealerId, l.ProductId, l.ShippedQty }).ToListAsync(cancellationToken);
        var sales = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.SoldOn > oldest && s.SoldOn <= today).Select(s => new { s.DealerId, s.ProductId, s.SoldOn, s.Qty }).ToListAsync(cancellationToken);
        var shippedOf = shipments.ToLookup(s => s.OrderId, StringComparer.Ordinal);
        var linesOf = lines.ToLookup(l => (l.DealerId, l.ProductId));
        var salesOf = sales.ToLookup(s => (s.DealerId, s.ProductId));
        var holes = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<Finding>();
        foreach (var holding in counts.GroupBy(c => (c.DealerId, c.ProductId)))
        {
            // One low count may be a mistake: of the last days' counts the one by which the least is missing.
            if (holding.Where(c => c.SnapOn >= countFrom).MaxBy(c => c.OnHand) is not { } last || holding.Where(c => c.SnapOn <= newestBefore).MaxBy(c => c.SnapOn) is not { } first)
            {
                continue;
            }

            var shipped = linesOf[holding.Key].Where(l => shippedOf[l.OrderId].Any(s => IsWithin(s.ShippedOn)))
                .Sum(l => Math.Max(0, l.ShippedQty - shippedOf[l.OrderId].Where(s => !IsWithin(s.ShippedOn)).Sum(s => s.Qty)));
            var received = shipped + first.InTransit - last.InTransit;
            var sold = salesOf[holding.Key].Where(s => s.SoldOn > first.SnapOn && s.SoldOn <= last.SnapOn).Sum(s => s.Qty);
            var missing = first.OnHand + received - sold - last.OnHand;
            var value = Money.LineMinor(last.UnitCost, missing);
            if (received <= 0 || missing < received * SmallestShare)
            {
                continue;
            }

            holes[holding.Key.DealerId] = holes.GetValueOrDefault(holding.Key.DealerId) + 1;
            if (value < SmallestValue)
            {
                continue;
            }

            var arguments = JsonSerializer.Serialize(new { since = first.SnapOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), received, sold, grown = last.OnHand - first.OnHand, missing });
            found.Add(new Finding(Kind, holding.Key.DealerId, holding.Key.ProductId, "CMP-22", last.SnapOn, missing, 0, 0, (long)(received * SmallestShare), "critical", eventAt, arguments, "[]") { Stake = value });

            bool IsWithin(DateOnly day) => day > first.SnapOn && day <= last.SnapOn;
        }

        return [.. found.Where(f => holes[f.DealerId!] < ManyHoles)];
    }

    /// <summary>The last count up to each day against what should stand there: the first count, with what came by the days it was shipped, without what was sold.</summary>
    public async Task<List<SeriesPoint>> DrawAsync(AppDbContext db, Finding finding, DateOnly today, CancellationToken cancellationToken)
    {
        using var arguments = JsonDocument.Parse(finding.Arguments);
        var since = DateOnly.ParseExact(arguments.RootElement.GetProperty("since").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var received = arguments.RootElement.GetProperty("received").GetInt64();
        var counts = await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == finding.DealerId && s.ProductId == finding.ProductId && s.SnapOn >= since && s.SnapOn <= finding.Day)
            .GroupBy(s => s.SnapOn).Select(g => new { On = g.Key, OnHand = g.Max(s => s.OnHand) }).ToDictionaryAsync(c => c.On, c => c.OnHand, cancellationToken);
        var came = await db.Set<ShipmentFact>().AsNoTracking()
            .Where(s => s.ShippedOn > since && s.ShippedOn <= finding.Day && db.Set<OrderLineFact>().Any(l => l.OrderId == s.OrderId && l.DealerId == finding.DealerId && l.ProductId == finding.ProductId && l.ShippedQty > 0))
            .Select(s => new { s.ShippedOn, s.Qty }).ToListAsync(cancellationToken);
        var sales = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.DealerId == finding.DealerId && s.ProductId == finding.ProductId && s.SoldOn > since && s.SoldOn <= finding.Day)
            .Select(s => new { s.SoldOn, s.Qty }).ToListAsync(cancellationToken);
        var all = came.Sum(s => s.Qty);
        return [.. Enumerable.Range(since.DayNumber, finding.Day.DayNumber - since.DayNumber + 1).Select(DateOnly.FromDayNumber).Select(day =>
        {
            var share = all == 0 ? (day == finding.Day ? 1 : 0) : came.Where(s => s.ShippedOn <= day).Sum(s => s.Qty) / (double)all;
            var expected = counts.GetValueOrDefault(since) + (long)(received * share) - sales.Where(s => s.SoldOn <= day).Sum(s => s.Qty);
            return new SeriesPoint(day, counts.Where(c => c.Key <= day).OrderBy(c => c.Key).Select(c => (long?)c.Value).LastOrDefault(), 0, Math.Max(0, expected));
        })];
    }
}
