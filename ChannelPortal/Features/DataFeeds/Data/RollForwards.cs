using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Data;

/// <summary>A document behind an addend. Thousandths.</summary>
public sealed record RollDocument(string Kind, string Number, string ProductId, DateOnly On, long Quantity);

/// <summary>Works out what a dealer should have: the count before, what was delivered since, less what was sold and sent back.</summary>
internal static class RollForwards
{
    public const string Receipt = "receipt";
    public const string Return = "return";

    /// <summary>An older count is no opening.</summary>
    private const int OpeningDays = 60;

    private static readonly string[] s_sentBack = ["received", "inspected", "credited"];

    /// <param name="counted">Product, day and what was counted.</param>
    public static async Task<IReadOnlyList<RollForward>> OfAsync(AppDbContext db, string dealerId, IReadOnlyCollection<(string ProductId, DateOnly On, long Reported)> counted, CancellationToken cancellationToken)
    {
        if (counted.Count == 0)
        {
            return [];
        }

        var (first, last) = (counted.Min(c => c.On).AddDays(-OpeningDays), counted.Max(c => c.On));
        var products = counted.Select(c => c.ProductId).Distinct().ToList();
        var counts = (await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId && products.Contains(s.ProductId) && s.SnapOn >= first && s.SnapOn <= last)
            .Select(s => new { s.ProductId, s.SnapOn, s.OnHand }).ToListAsync(cancellationToken)).ToLookup(s => s.ProductId, StringComparer.Ordinal);
        var sales = (await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.DealerId == dealerId && products.Contains(s.ProductId) && s.SoldOn > first && s.SoldOn <= last)
            .Select(s => new { s.ProductId, s.SoldOn, s.Qty }).ToListAsync(cancellationToken)).ToLookup(s => s.ProductId, StringComparer.Ordinal);
        var documents = (await DocumentsAsync(db, dealerId, products, first, last, cancellationToken)).ToLookup(d => d.ProductId, StringComparer.Ordinal);
        var rolled = new List<RollForward>();
        foreach (var (product, on, reported) in counted)
        {
            // A count of the same submission is an opening as well as any: a file may hold several days.
            var opening = counts[product].Where(c => c.SnapOn < on).Select(c => (c.SnapOn, c.OnHand)).Concat(counted.Where(c => c.ProductId == product && c.On < on).Select(c => (SnapOn: c.On, OnHand: c.Reported)))
                .Where(c => c.SnapOn >= on.AddDays(-OpeningDays)).OrderBy(c => c.SnapOn).Select(c => ((DateOnly SnapOn, long OnHand)?)c).LastOrDefault();
            if (opening is { } open)
            {
                rolled.Add(new RollForward(
                    product, open.SnapOn, on, open.OnHand, Sum(Receipt), sales[product].Where(s => s.SoldOn > open.SnapOn && s.SoldOn <= on).Sum(s => s.Qty), Sum(Return), reported));
            }

            long Sum(string kind) => documents[product].Where(d => d.Kind == kind && d.On > opening!.Value.SnapOn && d.On <= on).Sum(d => d.Quantity);
        }

        return rolled;
    }

    /// <summary>Deliveries and returns after a day up to another.</summary>
    public static async Task<IReadOnlyList<RollDocument>> DocumentsAsync(AppDbContext db, string dealerId, IReadOnlyCollection<string> products, DateOnly after, DateOnly upTo, CancellationToken cancellationToken)
    {
        var arrived = db.Set<ShipmentFact>().AsNoTracking().Where(s => s.DealerId == dealerId && s.DeliveredOn > after && s.DeliveredOn <= upTo);
        var shipments = await db.Set<ShipmentFact>().AsNoTracking().Where(s => s.DealerId == dealerId && arrived.Any(a => a.OrderId == s.OrderId))
            .Select(s => new { s.OrderId, s.DeliveredOn, s.Qty, s.ShortQty }).ToListAsync(cancellationToken);
        var lines = (await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.DealerId == dealerId && products.Contains(l.ProductId) && l.ShippedQty > 0 && arrived.Any(a => a.OrderId == l.OrderId))
            .Select(l => new { l.OrderId, l.ProductId, l.ShippedQty }).ToListAsync(cancellationToken)).ToLookup(l => l.OrderId, StringComparer.Ordinal);
        var documents = new List<RollDocument>();
        foreach (var order in shipments.GroupBy(s => s.OrderId, StringComparer.Ordinal))
        {
            // An order line says what left in all; of several shipments each brought its share, less what was missing on arrival.
            var all = order.Sum(s => s.Qty);
            foreach (var shipment in order.Where(s => s.DeliveredOn > after && s.DeliveredOn <= upTo))
            {
                foreach (var line in lines[order.Key].GroupBy(l => l.ProductId, StringComparer.Ordinal))
                {
                    var share = all > 0 ? (decimal)(shipment.Qty - shipment.ShortQty) / all : 1m / order.Count();
                    documents.Add(new RollDocument(Receipt, order.Key, line.Key, shipment.DeliveredOn!.Value, (long)Math.Round(line.Sum(l => l.ShippedQty) * share, 0, MidpointRounding.AwayFromZero)));
                }
            }
        }

        var returned = await db.Set<ReturnFact>().AsNoTracking()
            .Where(r => r.DealerId == dealerId && products.Contains(r.ProductId) && r.ReceivedOn > after && r.ReceivedOn <= upTo && s_sentBack.Contains(r.Status))
            .Select(r => new { r.RmaId, r.ProductId, r.ReceivedOn, r.Qty }).ToListAsync(cancellationToken);
        documents.AddRange(returned.Select(r => new RollDocument(Return, r.RmaId, r.ProductId, r.ReceivedOn!.Value, r.Qty)));
        return [.. documents.OrderBy(d => d.On).ThenBy(d => d.Number, StringComparer.Ordinal)];
    }
}
