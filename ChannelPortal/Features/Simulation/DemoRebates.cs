using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// Rebates of the demo world: four programmes, one for each way of settling, two years of history that the portal calculates itself from the world's orders, payments and
/// store visits, and in the last periods something that waits for each side. What was paid in the past follows from the seed; two dealers use what they have.
/// </summary>
internal sealed class DemoRebates(IAppDbFactory factory, IRebateSetup rebates, IEnumerable<IOrderRebates> funds, ICommandDispatcher dispatcher, WorldSeeder seeder, BusinessClock clock)
{
    private const string Author = "市场 Marketing";
    private const string Approver = "高管 Executive";
    private const int YearsBack = 2;

    /// <summary>Periods that ended before were all paid.</summary>
    private const int PaidAfterDays = 70;

    /// <summary>Balances of older periods are used up.</summary>
    private const int BalanceDays = 160;
    private const int Users = 2;
    private const int Packs = 4;
    private const string LimitedBuyer = "buyer-limit@demo.local";

    /// <summary>A pack worth a part of the balance.</summary>
    private const long WorthPaying = 5_000_00;

    /// <summary>Of the list amount: below the share of the net that may be paid, whatever the discount.</summary>
    private const decimal CarefulShare = 0.15m;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await seeder.FindArgumentsAsync(cancellationToken) is not { } arguments)
        {
            return;
        }

        await rebates.AddIfNoneAsync([.. Programs(arguments)], cancellationToken);
        await rebates.CalculateAsync(cancellationToken);
        await using (var db = factory.Create(DealerScope.All))
        {
            if (await db.Set<RebateFact>().AnyAsync(r => r.SettledOn != null, cancellationToken))
            {
                return;
            }
        }

        await rebates.MoveOnAsync(clock.Today, (program, dealer, period, place) => FateOf(arguments.Seed, program, dealer, period, place), cancellationToken);
        await UseAsync(cancellationToken);
    }

    /// <summary>Two buyers order: one pays a part with the balance, the other takes goods. Placed like any order, so credit or risk may hold them.</summary>
    private async Task UseAsync(CancellationToken cancellationToken)
    {
        List<PortalUser> buyers;
        List<ProductFact> products;
        await using (var db = factory.Create(DealerScope.All))
        {
            buyers = await db.Set<PortalUser>().AsNoTracking().Where(u => u.RoleList == "DB" && u.DealerId != null && u.Email != LimitedBuyer).OrderBy(u => u.DealerId).ThenBy(u => u.Email).ToListAsync(cancellationToken);
            products = [.. (await db.Set<ProductFact>().AsNoTracking().ToListAsync(cancellationToken)).OrderBy(Pack).ThenBy(p => p.ProductId, StringComparer.Ordinal)];
        }

        var paid = products.Where(p => Pack(p) >= WorthPaying).Take(Users).ToList();
        if (funds.FirstOrDefault() is not { } known || paid.Count < Users)
        {
            return;
        }

        foreach (var (i, buyer) in buyers.DistinctBy(b => b.DealerId).Take(Users).Index())
        {
            var caller = new Caller(buyer.Id.ToString(), buyer.DisplayName, new HashSet<string>(StringComparer.Ordinal) { "DB" }, DealerScope.Own(buyer.DealerId!), buyer.DealerId);
            var has = await known.ReadAsync(buyer.DealerId!, caller.Scope, cancellationToken);
            var amount = Math.Min(has.Offset, (long)(Pack(paid[i]) * Packs * CarefulShare));
            if (amount > 0)
            {
                await dispatcher.SendAsync(new PlaceOrder([new(paid[i].ProductId, paid[i].PackQty * Packs)], IsIntended: true, RebateAmount: amount), caller, "demo-rebate-offset", cancellationToken);
            }

            if (products.LastOrDefault(p => Pack(p) <= has.Goods) is { } free)
            {
                await dispatcher.SendAsync(new PlaceOrder([new(free.ProductId, free.PackQty)], IsIntended: true, TakesGoods: true), caller, "demo-rebate-goods", cancellationToken);
            }
        }
    }

    private static long Pack(ProductFact product) => Money.LineMinor(product.ListPrice, product.PackQty);

    private IEnumerable<RebateProgramSeed> Programs(WorldArguments arguments)
    {
        var since = clock.Today.AddYears(-YearsBack);
        var quarter = new DateOnly(since.Year, ((since.Month - 1) / 3 * 3) + 1, 1);
        while (quarter < arguments.Start)
        {
            quarter = quarter.AddMonths(3);
        }

        // Growth needs a whole year to grow from.
        var grown = arguments.Start.AddYears(1);
        yield return new RebateProgramSeed(
            "RP-QUARTER", "季度进货返利", "Quarterly sell-in rebate", "sell_in", "retroactive", "quarter", [(300_000, 0.005m), (1_000_000, 0.010m), (2_500_000, 0.015m), (6_000_000, 0.020m)], true, 7, quarter, Author, Approver)
        {
            Means = "offset",
        };
        yield return new RebateProgramSeed(
            "RP-GROWTH", "年度增长返利", "Annual growth rebate", "growth", "retroactive", "year", [(0.05m, 0.02m), (0.15m, 0.03m), (0.30m, 0.04m)], true, 15, new DateOnly(grown.Year + (grown.DayOfYear > 1 ? 1 : 0), 1, 1), Author, Approver)
        {
            Cap = 120_000,
        };
        yield return new RebateProgramSeed(
            "RP-CASH", "月度回款返利", "Monthly payment rebate", "payment", "incremental", "month", [(100_000, 0.001m), (500_000, 0.002m), (1_500_000, 0.003m)], false, 3, quarter, Author, Approver)
        {
            Means = "cash",
        };
        yield return new RebateProgramSeed(
            "RP-DISPLAY", "门店陈列返利", "Store display rebate", "display", "per_unit", "quarter", [(1, 1_500m), (3, 2_000m), (6, 2_500m)], false, 5, quarter, Author, Approver)
        {
            Means = "goods",
        };
    }

    private RebateFate? FateOf(int seed, string program, string dealer, Period period, int place)
    {
        var random = WorldRandom.For(seed, WorldStream.Rebates, period.Start.DayNumber, Place(program + dealer));
        var paid = new RebateFate("settled", period.End.AddDays(random.Chance(0.92) ? random.Whole(5, 14) : random.Whole(15, 30)));
        var age = clock.Today.DayNumber - period.End.DayNumber;
        paid = paid with { Left = age > BalanceDays ? 0 : random.Whole(3, 9) / 10m };
        if (age > PaidAfterDays)
        {
            return paid;
        }

        // The first two dealers have accounts in the demo.
        return (place, place % 9) switch
        {
            (0, _) => new RebateFate("sent"),
            (1, _) when program == "RP-QUARTER" => new RebateFate("disputed", Words: "退货单在下季度冲减，请核对九月订单的基数"),
            (2 or 3, _) when program == "RP-QUARTER" => new RebateFate("approval"),
            (_, 4) => new RebateFate("sent"),
            (_, 5) => new RebateFate("confirmed"),
            (_, 6) => null,
            _ => paid.SettledOn < clock.Today ? paid : new RebateFate("sent"),
        };
    }

    private static int Place(string text) => text.Aggregate(17, (sum, c) => unchecked((sum * 31) + c) & 0xFFFFFF);
}
