using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>Policies of the demo world: terms as the world's invoices have them, a few exceptions, and one proposal that waits for the executive.</summary>
internal sealed class DemoPolicies(IAppDbFactory factory, IPolicyLoader policies, WorldSeeder seeder, BusinessClock clock)
{
    private const long Yuan = 100;
    private static readonly (string Id, string Name) s_proposer = ("setup:channel-desk", "渠道部 Channel desk");

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await seeder.FindArgumentsAsync(cancellationToken) is null)
        {
            return;
        }

        string? silver;
        await using (var db = factory.Create(DealerScope.All))
        {
            silver = await db.Set<DealerFact>().Where(d => d.Status == "active" && d.Tier == "silver").OrderBy(d => d.DealerId).Select(d => d.DealerId).FirstOrDefaultAsync(cancellationToken);
        }

        await policies.AddIfNoneAsync([.. Seeds(silver)], s_proposer, "高管 Executive", cancellationToken);
    }

    private IEnumerable<PolicySeed> Seeds(string? silver)
    {
        var (today, year) = (clock.Today, new DateOnly(clock.Today.Year, 1, 1));
        var next = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        (string Tier, long Term, long? Freight, long Fund, long Visits)[] tiers =
            [("platinum", 60, 20_000, 200, 6), ("gold", 45, 50_000, 150, 3), ("silver", 30, 100_000, 100, 2), ("bronze", 15, null, 50, 1)];
        foreach (var (tier, term, freight, fund, visits) in tiers)
        {
            yield return new PolicySeed(PolicyKeys.CreditTerm, term, year, "年度渠道政策 Annual channel policy", tier);
            yield return new PolicySeed(PolicyKeys.MdfAccrual, fund, year, "年度渠道政策 Annual channel policy", tier);
            yield return new PolicySeed(PolicyKeys.VisitFrequency, visits, year, "年度渠道政策 Annual channel policy", tier);
            if (freight is { } from)
            {
                yield return new PolicySeed(PolicyKeys.FreeFreight, from * Yuan, year, "年度渠道政策 Annual channel policy", tier);
            }
        }

        foreach (var (rank, segment) in PolicyKeys.Segments.Index())
        {
            yield return new PolicySeed(PolicyKeys.LeadPriority, rank + 1, year, "线索先给增长快的 Leads go to those who grow", Segment: segment);
        }

        yield return new PolicySeed(PolicyKeys.CreditTerm, 50, year, "浙江竞品账期更长 Competitors in Zhejiang give longer terms", "gold", RegionId: "33");
        yield return new PolicySeed(PolicyKeys.FreeFreight, 60_000 * Yuan, year, "西南运距长，降低起订额 Long hauls in the southwest", "silver", RegionId: "CN-SW");
        if (silver is not null)
        {
            yield return new PolicySeed(PolicyKeys.AllocationPriority, 1, year, "重点工程供货 Supplies a flagship project", DealerId: silver, To: year.AddYears(1));
        }

        yield return new PolicySeed(PolicyKeys.FreeFreight, 30_000 * Yuan, next, "旺季提高黄金客户下单频次 More orders of gold dealers in the season", "gold", IsWaiting: true);
    }
}
