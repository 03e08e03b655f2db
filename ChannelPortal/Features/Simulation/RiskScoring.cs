using System.Globalization;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Simulation.World;

namespace ChannelPortal.Features.Simulation;

/// <summary>How well a risk rule finds the orders that were made to break it.</summary>
/// <param name="Precision">Share of its hits that were meant.</param>
/// <param name="Recall">Share of the planted incidents of which it saw at least one order.</param>
internal sealed record RuleScore(double? Precision, double? Recall, int Planted, int Hits, string? Reason);

/// <summary>Compares replayed risk hits with the ground truth.</summary>
internal static class RiskScoring
{
    /// <summary>Days that are replayed; all plants lie in them.</summary>
    public const int Days = 90;

    public static SortedDictionary<string, RuleScore> Score(WorldTruth truth, IReadOnlyList<string> rules, IReadOnlyList<ReplayedHit> hits)
    {
        var scores = new SortedDictionary<string, RuleScore>(Comparer<string>.Create((a, b) => int.Parse(a[1..], CultureInfo.InvariantCulture) - int.Parse(b[1..], CultureInfo.InvariantCulture)));
        foreach (var rule in rules)
        {
            var incidents = truth.Incidents.Where(i => i.Kind == WorldRiskPlan.KindOf(rule)).ToList();
            var mine = hits.Where(h => h.RuleId == rule).ToList();
            var found = incidents.Count(i => mine.Exists(h => IsMeant(h, i)));

            // Who pays late on purpose or buys dead stock breaks these rules, too; but not with every order, so recall leaves it out.
            var kin = rule switch { "r7" => WorldIncidentKinds.DeadStock, "r9" => WorldIncidentKinds.CreditAbuse, _ => null };
            var right = incidents.Concat(truth.Incidents.Where(i => i.Kind == kin)).ToList();
            scores[rule] = new RuleScore(Ratio(mine.Count(h => right.Exists(i => IsMeant(h, i))), mine.Count), Ratio(found, incidents.Count), incidents.Count, mine.Count, incidents.Count == 0 ? "nothing planted" : null);
        }

        return scores;
    }

    private static bool IsMeant(ReplayedHit hit, WorldIncident incident) => hit.DealerId == incident.Dealer && incident.Covers(hit.OrderedOn);

    private static double? Ratio(int part, int whole) => whole == 0 ? null : Math.Round(part / (double)whole, 3);
}
