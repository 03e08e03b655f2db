using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// Orders of the demo's buyers that changed after they were placed, some amended, some split, and one that waits for its buyer's colleague. They are placed and changed like any other, so a world in
/// which credit or risk holds them has them as they are.
/// </summary>
internal sealed class DemoOrders(IAppDbFactory factory, ICommandDispatcher dispatcher)
{
    private const int Dealers = 4;
    private const string LimitedBuyer = "buyer-limit@demo.local";
    private const decimal BeyondLimit = 3_000m;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        List<PortalUser> buyers;
        PortalUser? limited;
        List<ProductFact> products;
        await using (var db = factory.Create(DealerScope.All))
        {
            buyers = await db.Set<PortalUser>().AsNoTracking().Where(u => u.RoleList == "DB" && u.DealerId != null && u.Email != LimitedBuyer).OrderBy(u => u.DealerId).Take(Dealers).ToListAsync(cancellationToken);
            limited = await db.Set<PortalUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Email == LimitedBuyer, cancellationToken);
            products = await db.Set<ProductFact>().AsNoTracking().OrderBy(p => p.ListPrice).ThenBy(p => p.ProductId).Take(Dealers * 2).ToListAsync(cancellationToken);
        }

        if (products.Count < Dealers * 2)
        {
            return;
        }

        for (var i = 0; i < buyers.Count; i++)
        {
            var (first, second) = (products[i * 2], products[(i * 2) + 1]);
            var caller = CallerOf(buyers[i]);
            var placed = await dispatcher.SendAsync(
                new PlaceOrder([new(first.ProductId, first.PackQty * 4), new(second.ProductId, second.PackQty * 3)], IsIntended: true), caller, "demo-order", cancellationToken);
            if (!placed.Ok || placed.Value.Status != OrderStatus.Confirmed.Code())
            {
                continue;
            }

            _ = i % 2 == 0
                ? await dispatcher.SendAsync(new AmendOrder(placed.Value.OrderId, 0, [new(1, null, first.PackQty * 6)], "项目追加 More for the project"), caller, "demo-amend", cancellationToken)
                : await dispatcher.SendAsync(new SplitOrder(placed.Value.OrderId, 0, [new(2, null, second.PackQty * 2)], "工地分批收货 The site takes it in parts"), caller, "demo-split", cancellationToken);
        }

        if (limited is not null)
        {
            var (product, price) = (products[0], products[0].ListPrice / (decimal)Money.PriceScale);
            var packs = (long)Math.Ceiling(BeyondLimit / (price * product.PackQty / Money.QuantityScale));
            await dispatcher.SendAsync(new PlaceOrder([new(product.ProductId, product.PackQty * packs)], IsIntended: true), CallerOf(limited), "demo-limit", cancellationToken);
        }
    }

    private static Caller CallerOf(PortalUser user) =>
        new(user.Id.ToString(), user.DisplayName, new HashSet<string>(StringComparer.Ordinal) { "DB" }, DealerScope.Own(user.DealerId!), user.DealerId);
}
