using System.Text.Json;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.DataFeeds.Queries;

/// <summary>A form of the dealer's own products.</summary>
/// <param name="Cells">What was typed before: product, or <c>product/amount</c>.</param>
public sealed record FeedForm(string Kind, IReadOnlyList<FeedFormLine> Lines, DateOnly? DraftOn, IReadOnlyDictionary<string, string> Cells);

/// <summary>A product with what was last reported of it, in thousandths: the count, or the sales of a usual day.</summary>
public sealed record FeedFormLine(FeedProduct Product, long? Last, DateOnly? LastOn);

internal sealed class GetFeedForm(IAppDbFactory factory, BusinessClock clock, IOptions<DataFeedsOptions> options)
{
    private const int StockDays = 120;
    private const int SaleDays = 90;
    private const int OrderMonths = 6;

    public async Task<FeedForm?> RunAsync(string dealerId, string kind, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (!FeedKinds.All.Contains(kind) || (await FeedBook.DealersAsync(db, options.Value, [dealerId], cancellationToken)).Count == 0)
        {
            return null;
        }

        var (stockSince, saleSince, orderSince) = (clock.Today.AddDays(-StockDays), clock.Today.AddDays(-SaleDays), Period.MonthOf(clock.Today).Start.AddMonths(-OrderMonths));
        var counts = (await db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId && s.SnapOn >= stockSince).Select(s => new { s.ProductId, s.SnapOn, s.OnHand }).ToListAsync(cancellationToken))
            .GroupBy(s => s.ProductId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(s => s.SnapOn)!, StringComparer.Ordinal);
        var sales = await db.Set<PosSaleDay>().AsNoTracking().Where(s => s.DealerId == dealerId && s.SoldOn >= saleSince).GroupBy(s => s.ProductId).Select(g => new { g.Key, Last = g.Max(s => s.SoldOn), Qty = g.Sum(s => s.Qty), Days = g.Count() })
            .ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, cancellationToken);
        var bought = await db.Set<OrderLineMonth>().AsNoTracking().Where(l => l.DealerId == dealerId && l.OrderedOn >= orderSince).Select(l => l.ProductId).Distinct().ToListAsync(cancellationToken);
        var products = await FeedBook.ProductsAsync(db, cancellationToken);
        var draft = await db.Set<FeedDraft>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId && d.Kind == kind, cancellationToken);
        return new FeedForm(
            kind,
            [
                .. counts.Keys.Concat(sales.Keys).Concat(bought).Distinct(StringComparer.Ordinal).Where(products.ContainsKey).Order(StringComparer.Ordinal).Select(id => kind == FeedKinds.Stock
                    ? new FeedFormLine(products[id], counts.GetValueOrDefault(id)?.OnHand, counts.GetValueOrDefault(id)?.SnapOn)
                    : new FeedFormLine(products[id], sales.TryGetValue(id, out var sold) ? sold.Qty / Math.Max(1, sold.Days) / Money.QuantityScale * Money.QuantityScale : null, sold?.Last)),
            ],
            draft?.On, draft is null ? new Dictionary<string, string>(StringComparer.Ordinal) : JsonSerializer.Deserialize<Dictionary<string, string>>(draft.Cells) ?? []);
    }
}
