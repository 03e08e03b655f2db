using System.Globalization;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>An order, or a few, that deserve a second look, and the rules of domain.md R10 that it was made to break.</summary>
internal sealed class PlannedRisk(int number, string[] rules, DateOnly day, WorldDealer? dealer)
{
    public int Number => number;

    public DateOnly Day => day;

    /// <summary>Null until its day when the dealer depends on how stocks and receivables stand then.</summary>
    public WorldDealer? Dealer { get; set; } = dealer;

    /// <summary>The other company that uses the same address.</summary>
    public WorldDealer? Partner { get; set; }

    /// <summary>City of a foreign address.</summary>
    public WorldCity? Abroad { get; set; }

    /// <summary>Orders that came of it.</summary>
    public int Orders { get; set; }

    public bool Breaks(string rule) => rules.Contains(rule, StringComparer.Ordinal);

    /// <summary>A payment did come from somebody else's account.</summary>
    public bool IsTainted { get; set; }

    /// <summary>Payments of the four weeks before come from somebody else's account.</summary>
    public bool PaysThroughOthers(DateOnly on) => Breaks("r10") && on <= day && on > day.AddDays(-28);

    /// <summary>Days from the partner's use of the address to the incident.</summary>
    public const int PartnerLead = 9;

    /// <summary>One line of ground truth for each rule. A foreign payer taints the orders of the 30 days after, too; a partner from elsewhere is abroad himself.</summary>
    public IEnumerable<WorldIncident> ToTruth()
    {
        if (Dealer is null || Orders == 0)
        {
            yield break;
        }

        foreach (var rule in rules.Where(r => r != "r10" || IsTainted))
        {
            var (from, to) = rule == "r10" ? (day.AddDays(-28), day.AddDays(30)) : (day, day);
            yield return One(rule, Dealer, from, to, Orders);
        }

        if (Partner is not null && Partner.City.ProvinceId != (Abroad ?? Dealer.City).ProvinceId)
        {
            yield return One("r4", Partner, day.AddDays(-PartnerLead), day.AddDays(-PartnerLead), 1);
        }

        WorldIncident One(string rule, WorldDealer who, DateOnly from, DateOnly to, int orders) => new(
            string.Create(CultureInfo.InvariantCulture, $"risk-{number:000}-{rule}{(who == Dealer ? "" : "-partner")}"), WorldRiskPlan.KindOf(rule), who.Fact.DealerId, null, null, from, to, orders, "orders");
    }
}

/// <summary>Decides which dealers order how in the last 90 days. It has random numbers of its own, so nothing else in the world moves.</summary>
internal static class WorldRiskPlan
{
    /// <summary>No plant shows further back than this.</summary>
    public const int Reach = 120;

    private const int Days = 88;

    // Rules that one incident breaks together, and how many there are for 300 dealers. Other sizes in proportion, at least one of each.
    private static readonly (string[] Rules, int Count)[] s_plan =
    [
        (["r1"], 4), (["r2"], 4), (["r3"], 3), (["r4"], 3), (["r5"], 3), (["r6"], 3), (["r7"], 4), (["r8"], 3), (["r9"], 4), (["r10"], 4), (["r11"], 3), (["r14"], 5),
        (["r1", "r4", "r11", "r14"], 3), (["r2", "r4", "r5"], 3), (["r1", "r8"], 3), (["r3", "r6"], 3), (["r8", "r10"], 2),
    ];

    /// <summary>Nothing is planted for r12 and r13: rebates and returns of this world come about after it is made.</summary>
    public static IReadOnlyList<string> Planted { get; } = [.. s_plan.SelectMany(p => p.Rules).Distinct(StringComparer.Ordinal)];

    public static string KindOf(string rule) => "risk-" + rule;

    public static IReadOnlyList<PlannedRisk> Make(WorldArguments arguments, IReadOnlyList<WorldDealer> dealers, IReadOnlyCollection<WorldDealer> taken, WorldPlaces places)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.Risk);
        var free = dealers.Where(d => d.Index >= Math.Min(10, dealers.Count / 4) && d.RowsPerDay > 0.4 && d.Fact is { Status: "active", ExitedOn: null } && d.Fact.JoinedOn < arguments.Start && !taken.Contains(d)).ToList();
        var planned = new List<PlannedRisk>();
        foreach (var (rules, count) in s_plan)
        {
            var wanted = Math.Max(1, (int)Math.Round(count * (arguments.Dealers / 300.0)));
            for (var i = 0; i < wanted; i++)
            {
                // Stock and receivables are known on the day only.
                var isOfTheDay = rules.Contains("r7", StringComparer.Ordinal) || rules.Contains("r9", StringComparer.Ordinal);
                if (!isOfTheDay && free.Count == 0)
                {
                    break;
                }

                var dealer = isOfTheDay ? null : random.Pick(free);
                if (dealer is not null)
                {
                    free.Remove(dealer);
                }

                var incident = new PlannedRisk(planned.Count + 1, rules, DayOf(arguments, rules, i, ref random), dealer);
                if (incident.Breaks("r4"))
                {
                    incident.Abroad = random.Pick([.. places.Cities.Where(c => c.ProvinceId != dealer!.City.ProvinceId && c.Population > 4_000_000)]);
                }

                if (incident.Breaks("r5"))
                {
                    // Beside the first ten, who stay clean, any other company will do.
                    incident.Partner = random.Pick([.. dealers.Where(d => d != dealer && d.Index >= Math.Min(10, dealers.Count / 4) && d.IsActiveOn(arguments.Until))]);
                }

                planned.Add(incident);
            }
        }

        return planned;
    }

    /// <summary>The first of each kind happens on the last two days, so that a fresh demo has something to decide.</summary>
    private static DateOnly DayOf(WorldArguments arguments, string[] rules, int index, ref WorldRandom random)
    {
        var back = index == 0 ? random.Whole(0, 2) : random.Whole(2, Days);
        if (!rules.Contains("r7", StringComparer.Ordinal))
        {
            return arguments.Until.AddDays(-Math.Min(back, arguments.Until.DayNumber - arguments.Start.DayNumber));
        }

        // Stuffing is a matter of month ends.
        var month = new DateOnly(arguments.Until.Year, arguments.Until.Month, 1).AddMonths(-(index % 3));
        var end = month.AddMonths(1).AddDays(-1);
        return (end > arguments.Until ? month.AddDays(-1) : end).AddDays(-random.Whole(0, 4));
    }
}
