using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// Targets of the demo world: this year's frozen plans say what the world's own facts say, next year's sell-in is being answered, and the dealers with accounts
/// have a joint plan.
/// </summary>
internal sealed class DemoTargets(IAppDbFactory factory, ITargetSetup targets, WorldSeeder seeder, BusinessClock clock)
{
    private const string Author = "渠道部 Channel desk";
    private const string Approver = "高管 Executive";

    /// <summary>Next year's stretch, hundredths of a percent.</summary>
    private const int Growth = 800;
    private const int PlannedDealers = 8;

    private static readonly string[] s_words = ["工程渠道还在爬坡，下半年补上", "新增两家门店，按季度放量", "竞品降价，先稳住基本盘", "按去年节奏上报"];

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await seeder.FindArgumentsAsync(cancellationToken) is not { } arguments)
        {
            return;
        }

        var year = clock.Today.Year;
        await targets.AddFrozenAsync(year, Author, Approver, cancellationToken);
        List<string> dealers;
        HashSet<string> open;
        await using (var db = factory.Create(DealerScope.All))
        {
            // The demo's channel manager runs the East and the South; in the other areas agreeing is done, so that executive and manager can bring the plan to its freeze.
            open = await db.Set<DealerFact>().Where(d => db.Set<RegionFact>().Any(r => r.RegionId == d.RegionId && (r.Path.StartsWith("CN/CN-E/") || r.Path.StartsWith("CN/CN-S/"))))
                .Select(d => d.DealerId).ToHashSetAsync(cancellationToken);
            dealers = await db.Set<DealerFact>().Where(d => d.Status == "active").OrderBy(d => d.DealerId).Select(d => d.DealerId).Take(PlannedDealers).ToListAsync(cancellationToken);
        }

        await targets.AddProposingAsync(year + 1, "sell_in", Growth, Author, (_, place) => AnswerOf(arguments.Seed, place), dealer => !open.Contains(dealer), cancellationToken);
        foreach (var dealer in dealers)
        {
            await targets.AddJointPlanAsync(dealer, year, Goals(year), Actions(year), cancellationToken);
        }
    }

    /// <summary>Two in three have answered; the first dealer has an account and finds the form open.</summary>
    private static (decimal Ratio, string Words)? AnswerOf(int seed, int place)
    {
        var random = WorldRandom.For(seed, WorldStream.Prices, place, 63);
        return place == 0 || !random.Chance(0.66) ? null : (Math.Round((decimal)random.Between(0.86, 1.06), 3), s_words[place % s_words.Length]);
    }

    private static IReadOnlyList<PlanGoalSeed> Goals(int year) =>
    [
        new("全年进货达成率不低于 100%", "Sell-in attainment of the year at 100 % or more", "SAL-05", 1_000, new DateOnly(year, 12, 31)),
        new("终端动销达成率不低于 95%", "Sell-out attainment at 95 % or more", "STO-03", 950, new DateOnly(year, 12, 31)),
        new("新品进货占比提高到 8%", "New products at 8 % of sell-in", "SAL-10", 80, new DateOnly(year, 9, 30)),
        new("新开一家形象店", "One new flagship store", null, null, new DateOnly(year, 10, 31)),
    ];

    private static IReadOnlyList<PlanActionSeed> Actions(int year) =>
    [
        new("选定新店位置并签约", "经销商负责人", new DateOnly(year, 6, 30), new DateOnly(year, 6, 18)),
        new("每月一场油工技师会", "区域经理", new DateOnly(year, 12, 20)),
        new("新品样板间落地三处", "经销商市场专员", new DateOnly(year, 9, 15)),
    ];
}
