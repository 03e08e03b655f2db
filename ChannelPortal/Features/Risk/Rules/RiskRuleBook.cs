using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>A rule with what is in force for it.</summary>
/// <param name="Weight">Percent.</param>
/// <param name="Version">Zero while nobody changed the defaults.</param>
internal sealed record RuleInForce(IRiskRule Rule, int Weight, bool IsEnabled, IReadOnlyDictionary<string, decimal> Values, int Version);

/// <summary>A finding with the weight that it counted with.</summary>
/// <param name="Weight">Percent; zero when the rule is switched off.</param>
internal sealed record Hit(string RuleId, int Weight, int Version, RuleFinding Finding);

/// <summary>What all rules together say about an order.</summary>
internal sealed record Judgement(RiskFacts Facts, double Score, IReadOnlyList<Hit> Hits)
{
    public RiskBand Band => RiskRuleBook.BandOf(Score);
}

/// <summary>The fourteen rules and the arithmetic over them.</summary>
internal static class RiskRuleBook
{
    public static IReadOnlyList<IRiskRule> Rules { get; } =
    [
        new AmountFarAboveHabit(), new LineFarAboveHabit(), new OrdersInABurst(), new ShipToOutsideTerritory(), new ShipToShared(), new OrdersSplit(), new MonthEndLoading(),
        new ManualPriceBelowFloor(), new CreditAtItsEnd(), new PayerIsNotTheDealer(), new AccountTakenOver(), new RebateTierJump(), new FamilyComesBack(), new OrderAtNight(),
    ];

    /// <summary>Defaults, and over them what people changed.</summary>
    public static IReadOnlyList<RuleInForce> InForce(IReadOnlyCollection<RiskRule> changed) =>
    [
        .. Rules.Select(rule =>
        {
            var row = changed.FirstOrDefault(c => c.Id == rule.Id);
            var values = rule.Parameters.ToDictionary(p => p.Name, p => p.Default, StringComparer.Ordinal);
            foreach (var (name, value) in row is null ? [] : JsonSerializer.Deserialize<Dictionary<string, decimal>>(row.Params)!)
            {
                values[name] = value;
            }

            return new RuleInForce(rule, row?.Weight ?? rule.Weight, row?.Enabled ?? true, values, row?.Version ?? 0);
        }),
    ];

    /// <summary>Rules that are switched off are looked at too, with no weight, so that a trial can switch them on.</summary>
    public static Judgement Judge(RiskFacts facts, IReadOnlyList<RuleInForce> rules)
    {
        var hits = rules
            .Select(r => (Rule: r, Finding: r.Rule.Evaluate(facts, new RuleValues(r.Values))))
            .Where(r => r.Finding is not null)
            .Select(r => new Hit(r.Rule.Rule.Id, r.Rule.IsEnabled ? r.Rule.Weight : 0, r.Rule.Version, Kept(r.Finding!)))
            .ToList();
        return new Judgement(facts, ScoreOf(hits.Select(h => (h.Weight, h.Finding.Strength))), hits);
    }

    /// <summary>Strengths are kept in thousandths, and the score is that of what is kept.</summary>
    private static RuleFinding Kept(RuleFinding finding) => finding with { Strength = Math.Round(finding.Strength, 3) };

    /// <summary>100 × (1 − Π(1 − w × s)), to one decimal (domain.md R10).</summary>
    public static double ScoreOf(IEnumerable<(int Weight, double Strength)> hits) =>
        Math.Round(100 * (1 - hits.Aggregate(1.0, (left, hit) => left * (1 - (hit.Weight / 100.0 * hit.Strength)))), 1);

    public static RiskBand BandOf(double score) => score switch
    {
        >= 80 => RiskBand.AuditorReview,
        >= 50 => RiskBand.ManagerReview,
        >= 30 => RiskBand.Flagged,
        _ => RiskBand.Clear,
    };
}
