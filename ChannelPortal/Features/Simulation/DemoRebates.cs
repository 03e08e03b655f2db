using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// Rebates of the demo world: three programmes, two years of history that the portal calculates itself from the world's orders and payments, and in the last periods
/// something that waits for each side. What was paid in the past follows from the seed.
/// </summary>
internal sealed class DemoRebates(IAppDbFactory factory, IRebateSetup rebates, WorldSeeder seeder, BusinessClock clock)
{
    private const string Author = "市场 Marketing";
    private const string Approver = "高管 Executive";
    private const int YearsBack = 2;

    /// <summary>Periods that ended before were all paid.</summary>
    private const int PaidAfterDays = 70;

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
    }

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
            "RP-QUARTER", "季度进货返利", "Quarterly sell-in rebate", "sell_in", "retroactive", "quarter", [(300_000, 0.005m), (1_000_000, 0.010m), (2_500_000, 0.015m), (6_000_000, 0.020m)], true, 7, quarter, Author, Approver);
        yield return new RebateProgramSeed(
            "RP-GROWTH", "年度增长返利", "Annual growth rebate", "growth", "retroactive", "year", [(0.05m, 0.02m), (0.15m, 0.03m), (0.30m, 0.04m)], true, 15, new DateOnly(grown.Year + (grown.DayOfYear > 1 ? 1 : 0), 1, 1), Author, Approver)
        {
            Cap = 120_000,
        };
        yield return new RebateProgramSeed(
            "RP-CASH", "月度回款返利", "Monthly payment rebate", "payment", "incremental", "month", [(100_000, 0.001m), (500_000, 0.002m), (1_500_000, 0.003m)], false, 3, quarter, Author, Approver);
    }

    private RebateFate? FateOf(int seed, string program, string dealer, Period period, int place)
    {
        var random = WorldRandom.For(seed, WorldStream.Rebates, period.Start.DayNumber, Place(program + dealer));
        var paid = new RebateFate("settled", period.End.AddDays(random.Chance(0.92) ? random.Whole(5, 14) : random.Whole(15, 30)));
        if (clock.Today.DayNumber - period.End.DayNumber > PaidAfterDays)
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
