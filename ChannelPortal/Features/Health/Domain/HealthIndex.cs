using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Domain;

/// <summary>The grade that an index gives; what follows from it is domain.md R49.</summary>
internal enum HealthBand
{
    A,
    B,
    C,
    D,
}

/// <summary>Weights of the five components, hundredths; they sum to 100. A version is never changed, only followed by another.</summary>
internal sealed record HealthWeights(int Sales, int Compliance, int Loyalty, int Digital, int Potential)
{
    /// <summary>domain.md R48.</summary>
    public static readonly HealthWeights Standard = new(30, 25, 20, 15, 10);

    public int Sum => Sales + Compliance + Loyalty + Digital + Potential;
}

/// <summary>The channel health index (domain.md R48).</summary>
internal static class HealthIndex
{
    public const string Sales = "sales";
    public const string Compliance = "compliance";
    public const string Loyalty = "loyalty";
    public const string Digital = "digital";
    public const string Potential = "potential";

    /// <summary>Confirmed fraud holds the index below band C.</summary>
    public const decimal FraudCap = 59m;

    /// <summary>A dealer that has been active for less is not rated.</summary>
    public const int LeastMonths = 6;

    private static readonly LinearScale s_attainment = new(new ScalePoint(0.6m, 0), new ScalePoint(1, 80), new ScalePoint(1.2m, 100));
    private static readonly LinearScale s_ratio = new(new ScalePoint(0, 0), new ScalePoint(1, 100));

    public static Scorecard Card(HealthWeights weights) => new(
    [
        new ScoreComponent(Sales, weights.Sales / 100m,
        [
            new ScorePart("attainment", 0.40m, s_attainment),
            new ScorePart("growth", 0.30m, new LinearScale(new ScalePoint(-0.2m, 0), new ScalePoint(0, 50), new ScalePoint(0.2m, 100))),
            new ScorePart("sell-in", 0.30m, new PercentileScale()),
        ]),
        new ScoreComponent(Compliance, weights.Compliance / 100m,
        [
            new ScorePart("points", 0.70m, new LinearScale(new ScalePoint(0, 100), new ScalePoint(100, 0))),
            new ScorePart("price", 0.30m, new LinearScale(new ScalePoint(0.80m, 0), new ScalePoint(0.95m, 90), new ScalePoint(1, 100))),
        ]),
        new ScoreComponent(Loyalty, weights.Loyalty / 100m,
        [
            new ScorePart("wallet", 0.35m, s_ratio),
            new ScorePart("new-products", 0.30m, new LinearScale(new ScalePoint(0.5m, 0), new ScalePoint(1, 100))),
            new ScorePart("tenure", 0.20m, new LinearScale(new ScalePoint(0, 20), new ScalePoint(36, 100))),
            new ScorePart("participation", 0.15m, s_ratio),
        ]),
        new ScoreComponent(Digital, weights.Digital / 100m,
        [
            new ScorePart("active-days", 0.30m, s_ratio),
            new ScorePart("self-service", 0.25m, s_ratio),
            new ScorePart("data-on-time", 0.25m, s_ratio),
            new ScorePart("modules", 0.10m, new LinearScale(new ScalePoint(0, 0), new ScalePoint(8, 100))),
            new ScorePart("rejected-rows", 0.10m, new LinearScale(new ScalePoint(0, 100), new ScalePoint(1, 0))),
        ]),
        new ScoreComponent(Potential, weights.Potential / 100m,
        [
            new ScorePart("white-space", 0.40m, new LinearScale(new ScalePoint(0, 0), new ScalePoint(0.7m, 100))),
            new ScorePart("slope", 0.30m, new LinearScale(new ScalePoint(-0.03m, 0), new ScalePoint(0.03m, 100))),
            new ScorePart("pipeline", 0.20m, new LinearScale(new ScalePoint(0, 0), new ScalePoint(3, 100))),
            new ScorePart("headroom", 0.10m, s_ratio),
        ]),
    ]);

    public static HealthBand BandOf(decimal index) => index switch
    {
        >= 85 => HealthBand.A,
        >= 75 => HealthBand.B,
        >= 60 => HealthBand.C,
        _ => HealthBand.D,
    };

    /// <summary>Confirmed fraud holds the index down, whatever the scores.</summary>
    public static decimal? Capped(decimal? total, bool hasFraud) => hasFraud && total > FraudCap ? FraudCap : total;

    /// <summary>The index under other weights, from the components as they were scored; null: too little is known. Equals the stored index under its own weights.</summary>
    public static decimal? Weighed(HealthWeights weights, IReadOnlyList<ScoredComponent> components, bool hasFraud)
    {
        var shares = new Dictionary<string, decimal>(StringComparer.Ordinal)
        {
            [Sales] = weights.Sales, [Compliance] = weights.Compliance, [Loyalty] = weights.Loyalty, [Digital] = weights.Digital, [Potential] = weights.Potential,
        };
        var kept = components.Where(c => c.Score is not null && shares[c.Id] > 0).ToList();
        var known = kept.Sum(c => shares[c.Id] * c.Coverage) / weights.Sum;
        return kept.Count == 0 || known < Scorecard.LeastOfWhole ? null : Capped(Scale.Round(kept.Sum(c => shares[c.Id] * c.Score!.Value) / kept.Sum(c => shares[c.Id])), hasFraud);
    }

    /// <summary>The rebate multiplier of the next quarter (domain.md R17 and R49).</summary>
    public static decimal MultiplierOf(HealthBand band) => band switch
    {
        HealthBand.A => 1.05m,
        HealthBand.B => 1.00m,
        HealthBand.C => 0.90m,
        _ => 0.70m,
    };

    /// <summary>
    /// Penalty points of confirmed cases and of invoices more than 60 days overdue, as they weigh in <paramref name="quarter"/>: in full in their own quarter, half
    /// in the next, a quarter after that.
    /// </summary>
    public static decimal Points(IEnumerable<ViolationFact> confirmed, int overdueCases, Period quarter)
    {
        ArgumentNullException.ThrowIfNull(confirmed);
        return confirmed.Where(v => v.FoundOn < quarter.End).Sum(v => PointsOf(v.Kind, v.Severity) * Decay(v.FoundOn, quarter)) + (5 * overdueCases);
    }

    private static int PointsOf(string kind, string severity) => (kind, severity) switch
    {
        ("price", "minor") => 3,
        ("price", "major") => 8,
        ("price", _) => 20,
        ("diversion", "minor") => 5,
        ("diversion", "major") => 15,
        ("diversion", _) => 30,
        ("contract" or "brand", "minor") => 5,
        ("contract" or "brand", "major") => 10,
        ("contract" or "brand", _) => 20,

        // False data; fraud also caps the whole.
        _ => 15,
    };

    private static decimal Decay(DateOnly found, Period quarter)
    {
        var back = ((quarter.Start.Year - found.Year) * 4) + ((quarter.Start.Month - 1) / 3) - ((found.Month - 1) / 3);
        return back switch { <= 0 => 1, 1 => 0.5m, _ => 0.25m };
    }
}
