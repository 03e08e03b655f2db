using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Replenishment.Data;

/// <summary>Some dealers' stock with everything that a judgement needs.</summary>
/// <param name="Waits">By dealer: days that its delivered orders took.</param>
internal sealed record StockInput(IReadOnlyList<StockItem> Items, IReadOnlyDictionary<string, IReadOnlyList<int>> Waits);

/// <summary>Reads the stock of dealers: last counts rolled forward by what was sold and came since, sales of a year, goods on their way, and how long goods take.</summary>
internal sealed class StockReader(ILaneTimes lanes, SeasonShapes seasons, BusinessClock clock)
{
    /// <summary>Days of past orders that lead times and rhythms are worked out from.</summary>
    private const int OrderDays = 365;

    private const int PriceDays = 90;
    private const int MostReviewDays = 30;
    private const double UsualReviewDays = 7;
    private const int FewestGaps = 3;

    // From order to hand-over to the carrier, where a dealer's own deliveries do not say it.
    private const double HandlingDays = 1.5;
    private static readonly string[] s_underWay = ["submitted", "held", "confirmed", "shipped"];

    /// <param name="db">Its scope decides whose stock is read.</param>
    /// <param name="historyDays">Days of sales up to yesterday.</param>
    public async Task<StockInput> ReadAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, int historyDays, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var (begin, since) = (today.AddDays(-historyDays), today.AddDays(-SnapshotWindow.ReachDays));
        var counts = db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId != null && dealerIds.Contains(s.DealerId) && s.Location == "dealer" && s.SnapOn <= today);
        var last = await counts.Where(s => s.SnapOn >= since && !counts.Any(l => l.HolderId == s.HolderId && l.ProductId == s.ProductId && l.SnapOn > s.SnapOn)).ToListAsync(cancellationToken);
        if (last.Count == 0)
        {
            return new StockInput([], new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal));
        }

        var empty = (await counts.Where(s => s.SnapOn >= begin && s.OnHand <= 0).Select(s => new { DealerId = s.DealerId!, s.ProductId, s.SnapOn }).ToListAsync(cancellationToken))
            .ToLookup(s => (s.DealerId, s.ProductId), s => s.SnapOn);
        var sales = (await db.Set<PosSaleDay>().AsNoTracking().Where(s => dealerIds.Contains(s.DealerId) && s.SoldOn >= begin && s.SoldOn <= today)
            .Select(s => new Sale(s.DealerId, s.ProductId, s.SoldOn, s.Qty, s.Amount)).ToListAsync(cancellationToken)).ToLookup(s => (s.DealerId, s.ProductId));
        var orders = await OrdersAsync(db, dealerIds, today, cancellationToken);
        var transit = await lanes.OfAsync(db, dealerIds, cancellationToken);
        var shapes = await seasons.ReadAsync(cancellationToken);
        var products = await db.Set<ProductFact>().AsNoTracking().ToDictionaryAsync(p => p.ProductId, StringComparer.Ordinal, cancellationToken);
        var selling = sales.Select(s => s.Key.DealerId).ToHashSet(StringComparer.Ordinal);
        var items = new List<StockItem>(last.Count);
        foreach (var count in last.Where(c => products.ContainsKey(c.ProductId)).OrderBy(c => c.DealerId, StringComparer.Ordinal).ThenBy(c => c.ProductId, StringComparer.Ordinal))
        {
            var (dealerId, product) = (count.DealerId!, products[count.ProductId]);
            var own = sales[(dealerId, count.ProductId)].ToList();
            var days = new double[historyDays];
            foreach (var sale in own.Where(s => s.On < today))
            {
                days[sale.On.DayNumber - begin.DayNumber] += Units(sale.Qty);
            }

            var lines = orders.Lines[(dealerId, count.ProductId)].ToList();
            var recent = own.Where(s => s.On >= today.AddDays(-PriceDays)).ToList();
            var passed = today.DayNumber - count.SnapOn.DayNumber;
            items.Add(new StockItem
            {
                DealerId = dealerId,
                ProductId = count.ProductId,
                AbcClass = product.AbcClass,
                IsLeaving = product.Lifecycle == "phase_out",
                Pack = Math.Max(0.001, Units(product.PackQty)),
                Cost = Minor(count.UnitCost > 0 ? count.UnitCost : product.ListPrice),
                Price = recent.Sum(s => s.Qty) is > 0 and var sold ? recent.Sum(s => s.Amount) / Units(sold) : Minor(product.ListPrice),
                Lead = LeadTime.OfDeliveries(orders.Waits(dealerId)) ?? OfLane(transit.GetValueOrDefault(dealerId)),
                ReviewDays = orders.ReviewDays(dealerId),
                History = new SellOutHistory(today.AddDays(-1), days, empty[(dealerId, count.ProductId)].ToHashSet()),
                ReportedDaily = selling.Contains(dealerId) ? 0 : Units(count.AvgDailyDemand),
                Season = shapes.GetValueOrDefault(product.Category, SeasonShape.None),
                CountedOn = count.SnapOn,
                Counted = Units(count.OnHand),
                Reserved = Units(count.Reserved),
                SoldSince = Units(own.Where(s => s.On > count.SnapOn).Sum(s => s.Qty)),
                ReceivedSince = lines.Where(l => l.DeliveredOn > count.SnapOn).Sum(l => l.Units),
                Inbound = InboundOf(lines, count, orders.LeadDays(dealerId), today),
                AgeDays = count.OnHand > 0 ? count.AgeDays + passed : 0,
                ExpiresOn = count.ExpiresInDays is { } left && count.OnHand > 0 ? count.SnapOn.AddDays(left) : null,
            });
        }

        return new StockInput(items, dealerIds.Distinct(StringComparer.Ordinal).ToDictionary(d => d, d => orders.Waits(d), StringComparer.Ordinal));
    }

    /// <summary>Lines of orders that are under way; what the dealer reports beyond them was bought elsewhere and comes within a lead time of the count.</summary>
    private static List<Inbound> InboundOf(List<Line> lines, InventorySnapshotFact count, double leadDays, DateOnly today)
    {
        var inbound = lines.Where(l => l.DeliveredOn is null && l.Units > 0).Select(l => new Inbound(l.PromisedOn is { } day && day > today ? day : today.AddDays(1), l.Units)).ToList();
        var known = lines.Where(l => l.DeliveredOn is null && l.OrderedOn <= count.SnapOn).Sum(l => l.Units);
        if (Units(count.InTransit) - known is > 0 and var other)
        {
            var due = count.SnapOn.AddDays(Math.Max(1, (int)Math.Ceiling(leadDays)));
            inbound.Add(new Inbound(due > today ? due : today.AddDays(1), other));
        }

        return inbound;
    }

    private static LeadTime OfLane(LaneTime? lane) =>
        lane is null ? new LeadTime(UsualReviewDays, 1, 0) : new LeadTime(lane.P50 + HandlingDays, Math.Max(0.5, (lane.P90 - lane.P50) / 1.2816), 0);

    private async Task<OrderHistory> OrdersAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly today, CancellationToken cancellationToken)
    {
        var begin = today.AddDays(-OrderDays);
        var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => dealerIds.Contains(o.DealerId) && o.OrderedOn >= begin && o.Status != "draft" && o.Status != "cancelled" && o.Status != "rejected")
            .Select(o => new { o.OrderId, o.DealerId, o.OrderedOn, o.Status, o.PromisedOn, o.DeliveredAt, o.IsRush }).ToListAsync(cancellationToken);
        var since = today.AddDays(-SnapshotWindow.ReachDays);
        var moving = await (from line in db.Set<OrderLineFact>().AsNoTracking()
                            where dealerIds.Contains(line.DealerId) && line.Status != "cancelled"
                            join order in db.Set<OrderFact>() on line.OrderId equals order.OrderId
                            where order.OrderedOn >= begin && (s_underWay.Contains(order.Status) || (order.DeliveredAt != null && order.OrderedOn >= since.AddDays(-SnapshotWindow.ReachDays)))
                            select new { line.OrderId, line.DealerId, line.ProductId, line.OrderedQty, line.ShippedQty }).ToListAsync(cancellationToken);
        var partly = (await db.Set<ShipmentFact>().AsNoTracking().Where(s => dealerIds.Contains(s.DealerId) && s.DeliveredOn != null && s.ShippedOn >= begin)
                .Where(s => db.Set<OrderFact>().Any(o => o.OrderId == s.OrderId && s_underWay.Contains(o.Status)))
                .GroupBy(s => s.OrderId).Select(g => new { g.Key, Qty = g.Sum(s => s.Qty) }).ToListAsync(cancellationToken))
            .ToDictionary(s => s.Key, s => s.Qty, StringComparer.Ordinal);
        var known = orders.ToDictionary(o => o.OrderId, StringComparer.Ordinal);
        var whole = moving.GroupBy(m => m.OrderId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(m => m.OrderedQty), StringComparer.Ordinal);
        var lines = moving.Where(m => known.ContainsKey(m.OrderId)).Select(m =>
        {
            var order = known[m.OrderId];
            var isHere = order.DeliveredAt is not null && !s_underWay.Contains(order.Status);

            // Which lines an early part of an order brought is not known: each is taken to have come to the same share.
            var left = isHere ? 1 : 1 - Math.Min(1, partly.GetValueOrDefault(m.OrderId) / (double)Math.Max(1, whole[m.OrderId]));
            return new Line(m.DealerId, m.ProductId, order.OrderedOn, order.PromisedOn, isHere ? clock.DayOf(order.DeliveredAt!.Value) : null, Units(isHere ? m.ShippedQty : m.OrderedQty) * left);
        });
        return new OrderHistory(
            lines.ToLookup(l => (l.DealerId, l.ProductId)),
            orders.Where(o => o.DeliveredAt is not null).ToLookup(o => o.DealerId, o => Math.Max(1, clock.DayOf(o.DeliveredAt!.Value).DayNumber - o.OrderedOn.DayNumber), StringComparer.Ordinal),
            orders.ToLookup(o => o.DealerId, o => o.OrderedOn, StringComparer.Ordinal));
    }

    private static double Units(long thousandths) => thousandths / (double)Money.QuantityScale;

    /// <summary>A stored unit price in minor units.</summary>
    private static double Minor(long price) => price * (double)Money.MinorPerMajor / Money.PriceScale;

    private sealed record Sale(string DealerId, string ProductId, DateOnly On, long Qty, long Amount);

    private sealed record Line(string DealerId, string ProductId, DateOnly OrderedOn, DateOnly? PromisedOn, DateOnly? DeliveredOn, double Units);

    private sealed class OrderHistory(ILookup<(string DealerId, string ProductId), Line> lines, ILookup<string, int> waits, ILookup<string, DateOnly> orderDays)
    {
        public ILookup<(string DealerId, string ProductId), Line> Lines => lines;

        public IReadOnlyList<int> Waits(string dealerId) => [.. waits[dealerId]];

        public double LeadDays(string dealerId) => waits[dealerId].DefaultIfEmpty((int)UsualReviewDays).Average();

        /// <summary>Middle of the gaps between the dealer's order days.</summary>
        public double ReviewDays(string dealerId)
        {
            var days = orderDays[dealerId].Distinct().Order().ToList();
            var gaps = days.Zip(days.Skip(1), (a, b) => b.DayNumber - a.DayNumber).Order().ToList();
            return gaps.Count < FewestGaps ? UsualReviewDays : Math.Clamp(gaps[gaps.Count / 2], 1, MostReviewDays);
        }
    }
}
