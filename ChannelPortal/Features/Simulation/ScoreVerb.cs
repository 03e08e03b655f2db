using System.CommandLine;
using System.Globalization;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Simulation;

/// <summary>How well the detectors find one kind of planted incident.</summary>
/// <param name="DelayP90Seconds">From the fact that shows it to the alert.</param>
/// <param name="EffectP90Days">From the first day of the incident's effect to the day whose facts show it; snapshots come once a day.</param>
/// <param name="Reason">Why there is no score.</param>
internal sealed record IncidentScore(double? Precision, double? Recall, double? DelayP90Seconds, double? EffectP90Days, int Planted, int Alerts, string? Reason);

/// <summary>Compares replayed alerts with the ground truth.</summary>
internal static class IncidentScoring
{
    /// <summary>A drop must be seen while it runs or in the week after its end, when the trailing week still holds it.</summary>
    private const int Tail = 7;

    /// <summary>Stock is counted at the ends of months: the count after the end still shows what went before.</summary>
    private const int CountGap = 31;

    /// <summary>An invoice of the last day falls due weeks later, and is late weeks after that.</summary>
    private const int PaymentTail = 150;

    /// <param name="delays">Measured seconds by kind of alert.</param>
    public static SortedDictionary<string, IncidentScore> Score(WorldTruth truth, IReadOnlyList<ReplayedAlert> alerts, IReadOnlyDictionary<string, double> delays, IReadOnlyCollection<DateOnly> snapshotDays)
    {
        var scores = new SortedDictionary<string, IncidentScore>(StringComparer.Ordinal);
        foreach (var kind in WorldIncidentKinds.All)
        {
            var incidents = truth.Incidents.Where(i => i.Kind == kind).ToList();
            scores[kind] = kind switch
            {
                WorldIncidentKinds.SalesDrop => Of(incidents, "sales", 0, incidents),
                WorldIncidentKinds.StockOut => Of(incidents, "stock", 10,
                    // Stock is known on month ends and the last days only; an incident between two counts cannot be seen by anybody.
                    incidents.Where(i => i.Planted && snapshotDays.Any(i.Covers)).ToList()),
                WorldIncidentKinds.DataGap => Of(incidents, "data", 0, incidents),
                WorldIncidentKinds.PriceDumping => Of(incidents, AlertKinds.Price, 0, incidents),
                WorldIncidentKinds.DeadStock => Of(incidents, AlertKinds.Ageing, 0, incidents),
                WorldIncidentKinds.Diversion => Of(incidents, AlertKinds.Diversion, 0, incidents, CountGap),
                WorldIncidentKinds.CreditAbuse => Of(incidents, AlertKinds.Credit, 0, incidents, PaymentTail),
                _ => new IncidentScore(null, null, null, null, incidents.Count, 0, "no detector"),
            };
        }

        return scores;

        IncidentScore Of(List<WorldIncident> incidents, string kind, int lead, List<WorldIncident> wanted, int tail = Tail) =>
            IncidentScoring.Of(incidents, [.. alerts.Where(a => a.Kind == kind)], delays.TryGetValue(kind, out var seconds) ? seconds : null, lead, wanted, tail);
    }

    private static IncidentScore Of(List<WorldIncident> incidents, List<ReplayedAlert> alerts, double? seconds, int lead, List<WorldIncident> wanted, int tail)
    {
        bool Matches(ReplayedAlert a, WorldIncident i) =>
            a.DealerId == i.Dealer && (i.Product is null || a.ProductId == i.Product) && a.RaisedOn >= i.From.AddDays(-lead) && a.RaisedOn <= i.To.AddDays(tail);

        var right = alerts.Count(a => incidents.Any(i => Matches(a, i)));
        var effects = new List<double>();
        foreach (var incident in wanted)
        {
            var first = alerts.Where(a => Matches(a, incident)).Select(a => (DateOnly?)a.RaisedOn).Min();
            if (first is { } day)
            {
                effects.Add(Math.Max(0, day.DayNumber - incident.From.DayNumber + 1));
            }
        }

        effects.Sort();
        return new IncidentScore(
            alerts.Count == 0 ? null : Math.Round(right / (double)alerts.Count, 3),
            wanted.Count == 0 ? null : Math.Round(effects.Count / (double)wanted.Count, 3),
            effects.Count == 0 ? null : seconds,
            effects.Count == 0 ? null : effects[(int)Math.Ceiling(effects.Count * 0.9) - 1],
            wanted.Count,
            alerts.Count,
            wanted.Count == 0 ? "no incident of this kind could be observed" : null);
    }
}

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

internal sealed class ScoreVerb(IServiceProvider services, IDetectorReplay replay, IRiskReplay risk, WorldSeeder seeder, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var truth = new Option<string?>("--truth") { Description = "Ground truth that seed wrote; truth.json in the data directory when absent." };
        var json = CliOutput.JsonOption();
        var command = new Command("score-incidents", "Run the detectors and the risk rules over the past, day by day, and compare with the planted incidents.") { truth, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var path = parse.GetValue(truth) ?? seeder.DefaultTruthPath;
            if (!File.Exists(path) || await WorldTruth.LoadAsync(path, cancellationToken) is not { } known)
            {
                return CliOutput.Fail(texts.Describe(Error.Of("truth_missing", path)));
            }

            await services.PrepareAsync(cancellationToken);
            var start = new WorldArguments(known.Dealers, known.Months, known.Seed, known.Until).Start;
            var days = Enumerable.Range(0, known.Until.DayNumber - start.DayNumber + 1).Select(start.AddDays)
                .Where(d => d.AddDays(1).Day == 1 || known.Until.DayNumber - d.DayNumber < 14).ToHashSet();
            var alerts = await replay.ReplayAsync(cancellationToken);
            var kinds = IncidentScoring.Score(known, alerts, await replay.MeasureDelayAsync(alerts, cancellationToken), days);
            var rules = RiskScoring.Score(known, risk.Rules, await risk.ReplayAsync(known.Until.AddDays(1 - RiskScoring.Days), known.Until, cancellationToken));
            CliOutput.Write(parse.GetValue(json), new { kinds, rules }, () => string.Join('\n', kinds.Select(k => string.Create(CultureInfo.InvariantCulture,
                $"{k.Key,-14} precision {Say(k.Value.Precision)} recall {Say(k.Value.Recall)} delay P90 {Say(k.Value.DelayP90Seconds)} s, {Say(k.Value.EffectP90Days)} days of effect, planted {k.Value.Planted} alerts {k.Value.Alerts} {k.Value.Reason}"))
                .Concat(rules.Select(r => string.Create(CultureInfo.InvariantCulture,
                    $"{r.Key,-14} precision {Say(r.Value.Precision)} recall {Say(r.Value.Recall)} planted {r.Value.Planted} hits {r.Value.Hits} {r.Value.Reason}")))));
            return 0;
        });
        return command;
    }

    private static string Say(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
