using System.Linq.Expressions;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.StoreVisits.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>A row that counts, with the kind of its document.</summary>
internal sealed record RebateSource(string DealerId, string Kind, RebateLine Line);

/// <summary>What is asked for.</summary>
/// <param name="Categories">Product families; empty for all.</param>
internal sealed record RebateQuestion(RebateBasis Basis, IReadOnlyList<string> Categories, Period Period, IReadOnlyCollection<string> Dealers);

/// <summary>
/// What counts for a rebate, from the facts. Sell-in is what left the warehouse, at its order's day; a return takes off the period of its order, so that a late one
/// changes what was paid for, and is clawed back. Credit notes for rebates themselves never count, and goods that settled one neither.
/// </summary>
internal static class RebateSources
{
    public static async Task<IReadOnlyList<RebateSource>> LinesAsync(AppDbContext db, RebateQuestion asked, CancellationToken cancellationToken) => asked.Basis switch
    {
        RebateBasis.Payment => await Payments(db, asked).Select(p => new RebateSource(p.DealerId, "payment", new RebateLine(p.PaymentId, p.ReceivedOn, p.Amount, 0))).ToListAsync(cancellationToken),
        RebateBasis.Display => await DisplaysAsync(db, asked, cancellationToken),
        RebateBasis.SellOut => await Sales(db, asked).Select(s => new RebateSource(s.DealerId, "sale", new RebateLine(s.SaleId, s.SoldOn, s.Amount, s.Qty))).ToListAsync(cancellationToken),
        _ => await SellInAsync(db, asked, cancellationToken),
    };

    /// <summary>What each day brought, for the pace: whole amounts, returns left out.</summary>
    public static async Task<Dictionary<string, Dictionary<DateOnly, long>>> DaysAsync(AppDbContext db, RebateQuestion asked, bool isQuantity, CancellationToken cancellationToken)
    {
        if (asked.Basis == RebateBasis.Display)
        {
            // Stores do not pass at a pace: what is proven is all that can be expected.
            return [];
        }

        var days = asked.Basis switch
        {
            RebateBasis.Payment => Payments(db, asked).GroupBy(p => new { p.DealerId, On = p.ReceivedOn }).Select(g => new { g.Key.DealerId, g.Key.On, Sum = g.Sum(p => p.Amount) }),
            RebateBasis.SellOut => Sales(db, asked).GroupBy(s => new { s.DealerId, On = s.SoldOn }).Select(g => new { g.Key.DealerId, g.Key.On, Sum = g.Sum(s => isQuantity ? s.Qty : s.Amount) }),
            _ => Orders(db, asked).GroupBy(l => new { l.DealerId, On = l.OrderedOn }).Select(g => new { g.Key.DealerId, g.Key.On, Sum = g.Sum(l => isQuantity ? l.OrderedQty : l.NetAmount) }),
        };
        return (await days.ToListAsync(cancellationToken)).GroupBy(d => d.DealerId, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToDictionary(d => d.On, d => d.Sum), StringComparer.Ordinal);
    }

    /// <summary>Net of what is ordered and still to be shipped.</summary>
    public static async Task<long> WaitingAsync(AppDbContext db, RebateQuestion asked, CancellationToken cancellationToken) =>
        (await Orders(db, asked).Where(l => l.ShippedQty < l.OrderedQty).Select(l => new { l.NetAmount, l.OrderedQty, l.ShippedQty }).ToListAsync(cancellationToken))
        .Sum(l => l.NetAmount - Share(l.NetAmount, l.OrderedQty, l.ShippedQty));

    private static async Task<IReadOnlyList<RebateSource>> SellInAsync(AppDbContext db, RebateQuestion asked, CancellationToken cancellationToken)
    {
        var (start, end) = (asked.Period.Start, asked.Period.End);
        var lines = await Orders(db, asked).Where(l => l.ShippedQty > 0)
            .Select(l => new { l.DealerId, l.OrderId, l.LineNo, l.ProductId, l.OrderedOn, l.NetAmount, l.OrderedQty, l.ShippedQty }).ToListAsync(cancellationToken);
        var credited = Of(db, db.Set<ReturnFact>().AsNoTracking().Where(r => asked.Dealers.Contains(r.DealerId) && r.CreditedOn != null && r.Amount != 0), asked, r => r.ProductId);
        var returns = await (from back in credited
                             join order in db.Set<OrderFact>() on back.OrderId equals order.OrderId into orders
                             from order in orders.DefaultIfEmpty()
                             let day = order == null ? back.CreditedOn!.Value : order.OrderedOn
                             where day >= start && day < end
                             select new { back.DealerId, back.RmaId, back.LineNo, back.OrderId, back.ProductId, On = back.CreditedOn!.Value, back.Amount, back.Qty }).ToListAsync(cancellationToken);
        var isNew = asked.Basis == RebateBasis.NewProduct;
        var bought = lines.Select(l => (l.OrderId, l.ProductId)).ToHashSet();
        List<RebateSource> all =
        [
            .. lines.Select(l => new RebateSource(l.DealerId, "order", new RebateLine($"{l.OrderId}#{l.LineNo}", l.OrderedOn, Share(l.NetAmount, l.OrderedQty, l.ShippedQty), Math.Min(l.ShippedQty, l.OrderedQty)))),
            .. returns.Where(r => !isNew || bought.Contains((r.OrderId ?? "", r.ProductId))).Select(r => new RebateSource(r.DealerId, "return", new RebateLine($"{r.RmaId}#{r.LineNo}", r.On, -r.Amount, -r.Qty))),
        ];
        if (!isNew && asked.Categories.Count == 0)
        {
            // Outside credit notes name no products. The portal's own are for returns, which count above, or for rebates, which must not.
            all.AddRange(await db.Set<InvoiceFact>().AsNoTracking()
                .Where(i => asked.Dealers.Contains(i.DealerId) && i.InvoicedOn >= start && i.InvoicedOn < end && i.NetAmount < 0 && i.EStatus != "red" && !i.InvoiceId.StartsWith("CN-"))
                .Select(i => new RebateSource(i.DealerId, "invoice", new RebateLine(i.InvoiceId, i.InvoicedOn, i.NetAmount, 0))).ToListAsync(cancellationToken));
        }

        return all;
    }

    /// <summary>A store counts once in a period, by its last visit, and only if the display was as agreed then: a display that was taken down in between earns nothing.</summary>
    private static async Task<IReadOnlyList<RebateSource>> DisplaysAsync(AppDbContext db, RebateQuestion asked, CancellationToken cancellationToken)
    {
        var (start, end) = (asked.Period.Start, asked.Period.End);
        var visits = await db.Set<VisitFact>().AsNoTracking()
            .Where(v => asked.Dealers.Contains(v.DealerId) && v.Status == "done" && v.VisitedOn >= start && v.VisitedOn < end)
            .Select(v => new { v.DealerId, v.StoreId, v.VisitId, On = v.VisitedOn!.Value, v.DisplayOk }).ToListAsync(cancellationToken);
        return
        [
            .. visits.GroupBy(v => (v.DealerId, v.StoreId)).Select(g => g.OrderBy(v => v.On).ThenBy(v => v.VisitId, StringComparer.Ordinal).Last()).Where(v => v.DisplayOk)
                .OrderBy(v => v.On).ThenBy(v => v.VisitId, StringComparer.Ordinal).Select(v => new RebateSource(v.DealerId, "visit", new RebateLine(v.VisitId, v.On, 0, Money.QuantityScale))),
        ];
    }

    private static IQueryable<PaymentFact> Payments(AppDbContext db, RebateQuestion asked)
    {
        var (start, end) = (asked.Period.Start, asked.Period.End);
        return db.Set<PaymentFact>().AsNoTracking().Where(p => asked.Dealers.Contains(p.DealerId) && p.ReceivedOn >= start && p.ReceivedOn < end);
    }

    private static IQueryable<PosSaleFact> Sales(AppDbContext db, RebateQuestion asked)
    {
        var (start, end) = (asked.Period.Start, asked.Period.End);
        return Of(db, db.Set<PosSaleFact>().AsNoTracking().Where(s => asked.Dealers.Contains(s.DealerId) && s.SoldOn >= start && s.SoldOn < end), asked, s => s.ProductId);
    }

    private static IQueryable<OrderLineFact> Orders(AppDbContext db, RebateQuestion asked)
    {
        var (start, end) = (asked.Period.Start, asked.Period.End);
        var lines = db.Set<OrderLineFact>().AsNoTracking().Where(l => asked.Dealers.Contains(l.DealerId) && l.OrderedOn >= start && l.OrderedOn < end && l.Status != "cancelled" && l.PriceSource != OrderLineFact.Rebate);
        return Of(db, asked.Basis == RebateBasis.NewProduct ? lines.Where(l => l.IsNewProduct) : lines, asked, l => l.ProductId);
    }

    /// <summary>Rows of the product families that count; all of them when none is named.</summary>
    private static IQueryable<T> Of<T>(AppDbContext db, IQueryable<T> rows, RebateQuestion asked, Expression<Func<T, string>> product) =>
        asked.Categories.Count == 0 ? rows : rows.Join(db.Set<ProductFact>().Where(p => asked.Categories.Contains(p.Category)), product, p => p.ProductId, (row, _) => row);

    private static long Share(long amount, long ordered, long shipped) =>
        ordered == 0 || shipped >= ordered ? amount : (long)Math.Round((decimal)amount * shipped / ordered, 0, MidpointRounding.AwayFromZero);
}
