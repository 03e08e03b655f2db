using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// The stock side of the demo world, which its facts do not hold: the book opened from the centres' counts, lanes, deliveries to come,
/// substitutes, dealers that share, weekly caps, and stock kept for open orders. Every command id names its content, so a second start changes nothing.
/// </summary>
internal sealed class DemoStock(IAppDbFactory factory, ICommandDispatcher dispatcher, WorldSeeder seeder, BusinessClock clock)
{
    private static readonly Caller s_caller = Caller.System("demo stock");
    private static readonly string[] s_centres = ["DC:HZ", "DC:GZ"];

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await seeder.FindArgumentsAsync(cancellationToken) is not { } arguments)
        {
            return;
        }

        await SendAsync(new TakeStockCounts(), "counts", cancellationToken);
        await SendAsync(new RefreshLanes(), "lanes", cancellationToken);
        List<ProductFact> products;
        List<string> dealers;
        await using (var db = factory.Create(DealerScope.All))
        {
            products = await db.Set<ProductFact>().AsNoTracking().OrderBy(p => p.ProductId).ToListAsync(cancellationToken);
            dealers = await db.Set<DealerFact>().Where(d => d.Status == "active").OrderBy(d => d.DealerId).Select(d => d.DealerId).ToListAsync(cancellationToken);
        }

        await SendAsync(new SetSubstitutes(Substitutes(products)), "substitutes", cancellationToken);

        // Two of three dealers share.
        foreach (var dealer in dealers.Where((_, i) => i % 3 != 0))
        {
            await SendAsync(new ShareStock(true, dealer), "share:" + dealer, cancellationToken);
        }

        foreach (var (dealer, product) in dealers.Zip(products.Where(p => p.AbcClass == "A")).Take(5))
        {
            await SendAsync(new CapAllocation(dealer, product.ProductId, product.PackQty * 60), $"cap:{dealer}", cancellationToken);
        }

        // A demo that is started again after weeks still has deliveries ahead.
        var monday = clock.Today.AddDays(-(((int)clock.Today.DayOfWeek + 6) % 7));
        await SendAsync(new PlanInbound(Inbound(products, monday, arguments.Seed)), string.Create(CultureInfo.InvariantCulture, $"inbound:{monday:yyyyMMdd}"), cancellationToken);
        await SendAsync(new KeepOpenOrders(), "open-orders", cancellationToken);
    }

    /// <summary>Each product has a delivery to one centre within four weeks; a good third are less than sure.</summary>
    private static List<InboundLine> Inbound(List<ProductFact> products, DateOnly monday, int seed)
    {
        var lines = new List<InboundLine>(products.Count * 2);
        for (var i = 0; i < products.Count; i++)
        {
            for (var n = 0; n < 2; n++)
            {
                var random = WorldRandom.For(seed, WorldStream.Stock, i, monday.DayNumber, n);
                var eta = monday.AddDays(random.Whole(4, 14) + (n * 14));
                lines.Add(new InboundLine(
                    s_centres[(i + n) % s_centres.Length], products[i].ProductId, string.Create(CultureInfo.InvariantCulture, $"PO-{eta:yyMMdd}-{i + 1:000}"), eta,
                    products[i].PackQty * random.Whole(4, 40), random.Whole(0, 100) < 65 ? random.Whole(80, 98) : random.Whole(40, 79)));
            }
        }

        return lines;
    }

    /// <summary>The neighbours in price within the category.</summary>
    private static List<SubstituteList> Substitutes(List<ProductFact> products) =>
    [
        .. products.Select(p => new SubstituteList(
            p.ProductId,
            [
                .. products.Where(o => o.Category == p.Category && o.ProductId != p.ProductId).OrderBy(o => Math.Abs(o.ListPrice - p.ListPrice)).ThenBy(o => o.ProductId, StringComparer.Ordinal)
                    .Take(3).Select(o => o.ProductId),
            ])),
    ];

    private async Task SendAsync<TResult>(ICommand<TResult> command, string id, CancellationToken cancellationToken) =>
        await dispatcher.SendAsync(command, s_caller, "demo-stock:" + id, cancellationToken);
}

/// <summary>Keeps stock for the newest orders that are confirmed and not shipped: those of the demo world were placed outside the portal.</summary>
[Permission("inventory.manage")]
internal sealed record KeepOpenOrders : ICommand<int>;

internal sealed class KeepOpenOrdersHandler(IStock stock) : ICommandHandler<KeepOpenOrders, int>
{
    private const int Most = 60;

    public async Task<Result<int>> HandleAsync(KeepOpenOrders command, CommandContext context, CancellationToken cancellationToken)
    {
        var orders = await context.Db.Set<OrderFact>().AsNoTracking().Where(o => o.Status == "confirmed" && o.SubmittedAt != null)
            .OrderByDescending(o => o.SubmittedAt).ThenBy(o => o.OrderId).Take(Most).Select(o => new { o.OrderId, o.DealerId }).ToListAsync(cancellationToken);
        var ids = orders.ConvertAll(o => o.OrderId);
        var lines = (await context.Db.Set<OrderLineFact>().AsNoTracking().Where(l => ids.Contains(l.OrderId) && l.Status == "open").OrderBy(l => l.LineNo).ToListAsync(cancellationToken))
            .ToLookup(l => l.OrderId, StringComparer.Ordinal);
        foreach (var order in orders.Where(o => lines.Contains(o.OrderId)))
        {
            var kept = await stock.ReserveAsync(
                context.Db, order.DealerId, order.OrderId, [.. lines[order.OrderId].Select(l => new OrderStockLine(l.LineNo, l.ProductId, l.OrderedQty))], isHeld: false, cancellationToken);
            foreach (var (line, result) in lines[order.OrderId].Zip(kept).Where(l => l.First.BackorderQty != l.Second.BackOrdered))
            {
                line.BackorderQty = result.BackOrdered;
                context.Record(line);
            }
        }

        return orders.Count;
    }
}
