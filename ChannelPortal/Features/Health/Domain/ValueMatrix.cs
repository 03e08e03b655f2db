namespace ChannelPortal.Features.Health.Domain;

/// <summary>Where a dealer stands between what it is worth and what it could be worth (domain.md R04).</summary>
internal enum Segment
{
    Strategic,
    Growth,
    Potential,
    Maintain,
    AtRisk,
}

/// <summary>The twelve-dimension value matrix (domain.md R03): two scorecards, seven dimensions of value and five of potential.</summary>
internal static class ValueMatrix
{
    private static readonly LinearScale s_ratio = new(new ScalePoint(0, 0), new ScalePoint(1, 100));
    private static readonly LinearScale s_lowRatio = new(new ScalePoint(0, 100), new ScalePoint(1, 0));

    /// <summary>A component of the health index, already a score.</summary>
    private static readonly LinearScale s_score = new(new ScalePoint(0, 0), new ScalePoint(100, 100));

    public static Scorecard Value { get; } = new(
    [
        Dimension("scale", 25, new ScorePart("sell-in-year", 1, new PercentileScale())),
        Dimension("attainment", 10, new ScorePart("attainment-to-date", 1, new LinearScale(new ScalePoint(0.6m, 0), new ScalePoint(1, 80), new ScalePoint(1.2m, 100)))),
        Dimension("profit", 20, new ScorePart("pocket-margin", 1, new PercentileScale())),
        Dimension("payment", 15, new ScorePart("paid-on-time", 0.60m, s_ratio), new ScorePart("overdue", 0.40m, s_lowRatio)),
        Dimension("inventory", 10, new ScorePart("days-of-supply", 0.50m, new FitScale(0, 20, 45, 120)), new ScorePart("slow-share", 0.30m, s_lowRatio), new ScorePart("stock-outs", 0.20m, s_lowRatio)),
        Dimension("sell-out", 10, new ScorePart("sell-through", 1, new LinearScale(new ScalePoint(0.3m, 0), new ScalePoint(0.6m, 50), new ScalePoint(0.9m, 100)))),
        Dimension("compliance", 10, new ScorePart("compliance", 1, s_score)),
    ]);

    public static Scorecard Potential { get; } = new(
    [
        Dimension("growth", 30, new ScorePart("growth-year", 1, new LinearScale(new ScalePoint(-0.2m, 0), new ScalePoint(0, 50), new ScalePoint(0.2m, 100)))),
        Dimension("market", 30, new ScorePart("untapped", 1, new PercentileScale())),
        Dimension("loyalty", 15, new ScorePart("loyalty", 1, s_score)),
        Dimension("capability", 15, new ScorePart("certified", 0.40m, s_ratio), new ScorePart("inspections", 0.30m, s_score), new ScorePart("exams", 0.30m, s_ratio)),
        Dimension("digital", 10, new ScorePart("digital", 1, s_score)),
    ]);

    /// <summary>The five cells leave no point out and share none.</summary>
    public static Segment SegmentOf(decimal value, decimal potential) => (value, potential) switch
    {
        ( >= 70, >= 60) => Segment.Strategic,
        ( >= 50, >= 60) => Segment.Growth,
        (_, >= 60) => Segment.Potential,
        ( >= 50, _) => Segment.Maintain,
        _ => Segment.AtRisk,
    };

    private static ScoreComponent Dimension(string id, int weight, params ScorePart[] parts) => new(id, weight / 100m, parts);
}
