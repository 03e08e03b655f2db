using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Simulation.World;

namespace ChannelPortal.Features.Simulation;

/// <summary>How well the detectors find one kind of planted incident.</summary>
/// <param name="DelayP90Seconds">From the fact that shows it to the alert.</param>
/// <param name="EffectP90Days">From the first day of the incident's effect to the day whose facts show it; snapshots come once a day.</param>
/// <param name="Missed">Planted incidents without an alert.</param>
/// <param name="Wrong">Alerts without an incident.</param>
/// <param name="Reason">Why there is no score.</param>
internal sealed record IncidentScore(
    double? Precision, double? Recall, double? DelayP90Seconds, double? EffectP90Days, int Planted, int Alerts, IReadOnlyList<WorldIncident> Missed, IReadOnlyList<ReplayedAlert> Wrong, string? Reason)
{
    public int Right => Alerts - Wrong.Count;

    public int Found => Planted - Missed.Count;

    public bool Meets(IncidentGoal goal) => Precision >= goal.Precision && Recall >= goal.Recall && DelayP90Seconds <= goal.DelaySeconds;
}

/// <summary>What every kind of incident has to reach (analytics.md 4, domain.md R22).</summary>
internal sealed record IncidentGoal(double Precision, double Recall, double DelaySeconds)
{
    public static readonly IncidentGoal Default = new(0.8, 0.8, 60);
}

/// <summary>All kinds together.</summary>
/// <param name="DelayP90Seconds">Of the slowest kind, which no kind together exceeds.</param>
/// <param name="IsMet">Every kind that was planted reaches the goal by itself.</param>
internal sealed record IncidentTotal(double? Precision, double? Recall, double? DelayP90Seconds, bool IsMet);

/// <summary>Compares replayed alerts with the ground truth.</summary>
internal static class IncidentScoring
{
    /// <summary>A drop must be seen while it runs or in the week after its end, when the trailing week still holds it.</summary>
    private const int Tail = 7;

    /// <summary>Days by which a stock-out may be foretold.</summary>
    private const int StockLead = 10;

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
                WorldIncidentKinds.StockOut => Of(incidents, "stock", StockLead,
                    // Stock is known on month ends and the last days only; an incident between two counts cannot be seen by anybody.
                    incidents.Where(i => i.Planted && snapshotDays.Any(i.Covers)).ToList()),
                WorldIncidentKinds.DataGap => Of(incidents, "data", 0, incidents),
                WorldIncidentKinds.PriceDumping => Of(incidents, AlertKinds.Price, 0, incidents),
                WorldIncidentKinds.DeadStock => Of(incidents, AlertKinds.Ageing, 0, incidents),
                WorldIncidentKinds.Diversion => Of(incidents, AlertKinds.Diversion, 0, incidents, CountGap),
                WorldIncidentKinds.CreditAbuse => Of(incidents, AlertKinds.Credit, 0, incidents, PaymentTail),
                _ => throw new InvalidOperationException($"No detector looks for {kind}."),
            };
        }

        return scores;

        IncidentScore Of(List<WorldIncident> incidents, string kind, int lead, List<WorldIncident> wanted, int tail = Tail) =>
            IncidentScoring.Of(incidents, [.. alerts.Where(a => a.Kind == kind)], delays.TryGetValue(kind, out var seconds) ? seconds : null, lead, wanted, tail, truth.Until);
    }

    public static IncidentTotal Sum(IReadOnlyCollection<IncidentScore> kinds, IncidentGoal goal)
    {
        var planted = kinds.Where(k => k.Planted > 0).ToList();
        return new IncidentTotal(
            Ratio(kinds.Sum(k => k.Right), kinds.Sum(k => k.Alerts)), Ratio(kinds.Sum(k => k.Found), kinds.Sum(k => k.Planted)), kinds.Max(k => k.DelayP90Seconds), planted.Count > 0 && planted.TrueForAll(k => k.Meets(goal)));
    }

    private static IncidentScore Of(List<WorldIncident> incidents, List<ReplayedAlert> all, double? seconds, int lead, List<WorldIncident> wanted, int tail, DateOnly until)
    {
        bool Matches(ReplayedAlert a, WorldIncident i) =>
            a.DealerId == i.Dealer && (i.Product is null || a.ProductId == i.Product) && a.RaisedOn >= i.From.AddDays(-lead) && a.RaisedOn <= i.To.AddDays(tail);

        // Whether what was foretold in the last days comes about, nobody knows yet.
        var alerts = all.Where(a => a.RaisedOn <= until.AddDays(-lead) || incidents.Exists(i => Matches(a, i))).ToList();
        var effects = new List<double>();
        var missed = new List<WorldIncident>();
        foreach (var incident in wanted)
        {
            var first = alerts.Where(a => Matches(a, incident)).Select(a => (DateOnly?)a.RaisedOn).Min();
            if (first is { } day)
            {
                effects.Add(Math.Max(0, day.DayNumber - incident.From.DayNumber + 1));
            }
            else
            {
                missed.Add(incident);
            }
        }

        effects.Sort();
        var wrong = alerts.Where(a => !incidents.Exists(i => Matches(a, i))).ToList();
        return new IncidentScore(
            Ratio(alerts.Count - wrong.Count, alerts.Count),
            Ratio(effects.Count, wanted.Count),
            effects.Count == 0 ? null : seconds,
            effects.Count == 0 ? null : effects[(int)Math.Ceiling(effects.Count * 0.9) - 1],
            wanted.Count,
            alerts.Count,
            missed,
            wrong,
            wanted.Count == 0 ? "no incident of this kind could be observed" : null);
    }

    private static double? Ratio(int part, int whole) => whole == 0 ? null : Math.Round(part / (double)whole, 3);
}
