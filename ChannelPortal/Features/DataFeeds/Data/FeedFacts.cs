using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Data;

/// <summary>Writes rows that passed all checks as the facts that everything else reads.</summary>
internal static class FeedFacts
{
    private const int LongestKey = 64;
    private const int NewProductDays = 365;
    private const int CostMonths = 12;
    private const int DemandDays = 28;
    private const int SnapshotDays = 60;
    private const double UsualLeadDays = 7;

    public static Task RecordAsync(CommandContext context, string dealerId, string kind, IReadOnlyList<FeedReading> rows, DateOnly today, CancellationToken cancellationToken) =>
        rows.Count == 0 ? Task.CompletedTask : kind == FeedKinds.Pos ? SalesAsync(context, dealerId, rows, today, cancellationToken) : CountsAsync(context, dealerId, rows, today, cancellationToken);

    /// <summary>
    /// A line of a receipt is known by receipt and product, and by its own number where another system already sent it under that. Without a receipt a row is the
    /// day's total of the product in the shop, and a later file corrects it.
    /// </summary>
    private static async Task SalesAsync(CommandContext context, string dealerId, IReadOnlyList<FeedReading> rows, DateOnly today, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var receipts = rows.Select(r => r.Raw.Receipt?.Trim()).OfType<string>().Where(r => r.Length is > 0 and <= LongestKey).Distinct(StringComparer.Ordinal).ToList();
        var sent = await db.Set<PosSaleFact>().AsNoTracking().Where(s => s.DealerId == dealerId && receipts.Contains(s.SaleId)).Select(s => new { s.SaleId, s.ProductId }).ToDictionaryAsync(s => s.SaleId, s => s.ProductId, StringComparer.Ordinal, cancellationToken);
        var ids = rows.Select(r => r.Product!.ProductId).Distinct().ToList();
        var launched = await db.Set<ProductFact>().AsNoTracking().Where(p => ids.Contains(p.ProductId)).ToDictionaryAsync(p => p.ProductId, p => p.LaunchedOn, StringComparer.Ordinal, cancellationToken);
        var costs = await CostsAsync(db, dealerId, today, cancellationToken);
        foreach (var row in rows)
        {
            var (product, receipt, quantity) = (row.Product!, row.Raw.Receipt?.Trim(), row.Quantity!.Value);
            var listed = Money.LineMinor(product.ListPrice, quantity);
            context.Record(new PosSaleFact
            {
                SaleId = receipt is { Length: > 0 } && sent.GetValueOrDefault(receipt) == product.ProductId ? receipt
                    : KeyOf(dealerId, WhatOf(row), product.ProductId),
                DealerId = dealerId, StoreId = row.StoreId, ProductId = product.ProductId, SoldOn = row.Day!.Value, Qty = quantity, Amount = row.Amount ?? listed, ListAmount = listed,
                CostAmount = Money.LineMinor(costs.GetValueOrDefault(product.ProductId, product.ListPrice), quantity), IsNewProduct = launched[product.ProductId] > row.Day.Value.AddDays(-NewProductDays),
            });
        }
    }

    private static async Task CountsAsync(CommandContext context, string dealerId, IReadOnlyList<FeedReading> rows, DateOnly today, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var since = today.AddDays(-SnapshotDays - FeedReader.OldestDays);
        var ids = rows.Select(r => r.Product!.ProductId).Distinct().ToList();
        var before = (await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId && ids.Contains(s.ProductId) && s.SnapOn >= since).ToListAsync(cancellationToken)).ToLookup(s => s.ProductId, StringComparer.Ordinal);
        var demandSince = today.AddDays(-DemandDays);
        var demand = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.DealerId == dealerId && s.SoldOn >= demandSince).GroupBy(s => s.ProductId).Select(g => new { g.Key, Qty = g.Sum(s => s.Qty) })
            .ToDictionaryAsync(g => g.Key, g => g.Qty, StringComparer.Ordinal, cancellationToken);
        var costs = await CostsAsync(db, dealerId, today, cancellationToken);
        foreach (var row in rows)
        {
            var (product, day) = (row.Product!, row.Day!.Value);
            var last = before[product.ProductId].Where(s => s.SnapOn <= day).MaxBy(s => s.SnapOn);
            var daily = demand.TryGetValue(product.ProductId, out var sold) ? sold / DemandDays : last?.AvgDailyDemand ?? 0;
            context.Record(new InventorySnapshotFact
            {
                HolderId = dealerId, DealerId = dealerId, ProductId = product.ProductId, SnapOn = day, OnHand = row.Quantity!.Value, Reserved = last?.SnapOn == day ? last.Reserved : 0, InTransit = last?.InTransit ?? 0,
                UnitCost = costs.GetValueOrDefault(product.ProductId, last?.UnitCost ?? product.ListPrice), AvgDailyDemand = daily, LeadTimeDays = last?.LeadTimeDays ?? UsualLeadDays, SafetyStock = last?.SafetyStock ?? 0,
                AgeDays = row.Quantity == 0 || last is null ? 0 : last.AgeDays + day.DayNumber - last.SnapOn.DayNumber,
                ExpiresInDays = row.Quantity == 0 || last?.ExpiresInDays is not { } left ? null : Math.Max(0, left - (day.DayNumber - last.SnapOn.DayNumber)),
            });
        }
    }

    /// <summary>Rows whose fact was written since an instant: by the same submission or a later one, which a repair must not undo.</summary>
    public static async Task<IReadOnlySet<string>> WrittenSinceAsync(AppDbContext db, string dealerId, string kind, IReadOnlyList<FeedReading> rows, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (kind == FeedKinds.Pos)
        {
            var keys = rows.Select(r => (r.Key, Sale: KeyOf(dealerId, WhatOf(r), r.Product!.ProductId))).ToList();
            var sales = keys.Select(k => k.Sale).Distinct().ToList();
            var written = (await db.Set<PosSaleFact>().AsNoTracking().Where(s => s.DealerId == dealerId && sales.Contains(s.SaleId) && s.OccurredAt >= since).Select(s => s.SaleId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            found.UnionWith(keys.Where(k => written.Contains(k.Sale)).Select(k => k.Key));
        }
        else
        {
            var products = rows.Select(r => r.Product!.ProductId).Distinct().ToList();
            var written = (await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId && products.Contains(s.ProductId) && s.OccurredAt >= since).Select(s => new { s.ProductId, s.SnapOn }).ToListAsync(cancellationToken))
                .Select(s => (s.ProductId, s.SnapOn)).ToHashSet();
            found.UnionWith(rows.Where(r => written.Contains((r.Product!.ProductId, r.Day!.Value))).Select(r => r.Key));
        }

        return found;
    }

    /// <summary>What the dealer paid for a unit in the last twelve months, in ten-thousandths.</summary>
    private static async Task<Dictionary<string, long>> CostsAsync(AppDbContext db, string dealerId, DateOnly today, CancellationToken cancellationToken)
    {
        var since = Period.MonthOf(today).Start.AddMonths(-CostMonths);
        var bought = await db.Set<OrderLineMonth>().AsNoTracking().Where(l => l.DealerId == dealerId && l.OrderedOn >= since && l.Status != "cancelled").GroupBy(l => l.ProductId)
            .Select(g => new { g.Key, Net = g.Sum(l => l.NetAmount), Qty = g.Sum(l => l.OrderedQty) }).ToListAsync(cancellationToken);
        return bought.Where(b => b is { Net: > 0, Qty: > 0 }).ToDictionary(
            b => b.Key, b => (long)Math.Round((decimal)b.Net / Money.MinorPerMajor * Money.PriceScale * Money.QuantityScale / b.Qty, 0, MidpointRounding.AwayFromZero), StringComparer.Ordinal);
    }

    private static string WhatOf(FeedReading row) =>
        row.Raw.Receipt?.Trim() is { Length: > 0 } receipt ? receipt : string.Create(CultureInfo.InvariantCulture, $"{row.Day:yyyyMMdd}/{row.StoreId}");

    private static string KeyOf(string dealerId, string what, string productId)
    {
        var key = $"{dealerId}:{what}:{productId}";
        return key.Length <= LongestKey ? key : $"{dealerId}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}"[..LongestKey];
    }
}
