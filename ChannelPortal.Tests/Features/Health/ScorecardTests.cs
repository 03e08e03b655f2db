using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Platform.Kernel;
using CsCheck;

namespace ChannelPortal.Tests.Features.Health;

public sealed class ScorecardTests
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<decimal>> s_noPeers = new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.6, 0)]
    [InlineData(0.8, 40)]
    [InlineData(1.0, 80)]
    [InlineData(1.1, 90)]
    [InlineData(1.3, 100)]
    public void Linear_Attainment_FollowsItsPoints(double raw, double expected) =>
        Assert.Equal((decimal)expected, new LinearScale(new ScalePoint(0.6m, 0), new ScalePoint(1, 80), new ScalePoint(1.2m, 100)).Score((decimal)raw, []));

    [Fact]
    public void Percentile_CountsEqualsHalf_SoThatEqualPeersAllStandInTheMiddle()
    {
        decimal[] peers = [1, 2, 2, 2, 5, 6, 7, 8, 9, 10];
        Assert.Equal(25, new PercentileScale().Score(2, peers));
        Assert.Equal(95, new PercentileScale().Score(10, peers));
        Assert.Equal(5, new PercentileScale(IsLowGood: true).Score(10, peers));
        Assert.Equal(50, new PercentileScale().Score(3, [.. Enumerable.Repeat(3m, 9)]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 50)]
    [InlineData(20, 100)]
    [InlineData(45, 100)]
    [InlineData(120, 0)]
    [InlineData(300, 0)]
    public void Fit_DaysOfSupply_IsFullInsideAndFallsOutside(int days, int expected) => Assert.Equal(expected, new FitScale(0, 20, 45, 120).Score(days, []));

    /// <summary>domain.md R48: 82/90/70/64/55 is 76.2, band B.</summary>
    [Fact]
    public void Index_OfTheTestVector_Is762AndB()
    {
        var scores = new Dictionary<string, decimal?>(StringComparer.Ordinal)
        {
            [HealthIndex.Sales] = 82, [HealthIndex.Compliance] = 90, [HealthIndex.Loyalty] = 70, [HealthIndex.Digital] = 64, [HealthIndex.Potential] = 55,
        };
        var plain = new LinearScale(new ScalePoint(0, 0), new ScalePoint(100, 100));
        var card = new Scorecard([.. HealthIndex.Card(HealthWeights.Standard).Components.Select(c => c with { Parts = [new ScorePart(c.Id, 1, plain)] })]);
        var scored = card.Score(scores, s_noPeers);
        Assert.Equal(76.2m, scored.Total);
        Assert.Equal(HealthBand.B, HealthIndex.BandOf(scored.Total!.Value));
    }

    [Fact]
    public void Cards_WeightsSumToOne_AtEachLevel()
    {
        foreach (var card in new[] { HealthIndex.Card(HealthWeights.Standard), ValueMatrix.Value, ValueMatrix.Potential })
        {
            Assert.Equal(1, card.Components.Sum(c => c.Weight));
            Assert.All(card.Components, c => Assert.Equal(1, c.Parts.Sum(p => p.Weight)));
        }

        Assert.Equal(12, ValueMatrix.Value.Components.Count + ValueMatrix.Potential.Components.Count);
    }

    [Fact]
    public void Score_WhereAPartIsMissing_GivesItsWeightToTheOthers_AndSaysHowMuchIsKnown()
    {
        var card = Card((0.5m, [0.7m, 0.3m]), (0.5m, [0.5m, 0.5m]));
        var scored = card.Score(Raw(("0.0", 80), ("1.0", 40), ("1.1", 60)), s_noPeers);
        Assert.Equal((80m, 0.7m), (scored.Components[0].Score!.Value, scored.Components[0].Coverage));
        Assert.Equal((65m, 0.85m), (scored.Total!.Value, scored.Coverage));
    }

    [Fact]
    public void Score_WhereMostOfAComponentIsMissing_DropsIt_AndBelowSeventyPercentRatesNobody()
    {
        var card = Card((0.3m, [0.5m, 0.5m]), (0.7m, [1]));
        var dropped = card.Score(Raw(("0.0", 80), ("1.0", 40)), s_noPeers);
        Assert.Null(dropped.Components[0].Score);
        Assert.Equal((40m, 0.7m), (dropped.Total!.Value, dropped.Coverage));
        Assert.Null(Card((0.31m, [0.5m, 0.5m]), (0.69m, [1])).Score(Raw(("0.0", 80), ("1.0", 40)), s_noPeers).Total);
    }

    [Fact]
    public void Score_OfAPercentileAmongFewPeers_IsUnknown()
    {
        var part = new ScorePart("x", 1, new PercentileScale());
        var card = new Scorecard([new ScoreComponent("c", 1, [part])]);
        Assert.Null(card.Score(Raw(("x", 5)), Peers(7)).Total);
        Assert.NotNull(card.Score(Raw(("x", 5)), Peers(8)).Total);

        static Dictionary<string, IReadOnlyList<decimal>> Peers(int count) => new(StringComparer.Ordinal) { ["x"] = [.. Enumerable.Range(1, count).Select(i => (decimal)i)] };
    }

    /// <summary>What is printed adds up: the total is the weighed mean of the printed components, these of the printed parts.</summary>
    [Fact]
    public void Score_OfAnyFigures_UnfoldsToWhatIsPrinted() =>
        Gen.Double[-0.5, 2].Nullable().Array[18].Sample(figures =>
        {
            var card = HealthIndex.Card(HealthWeights.Standard);
            var parts = card.Components.SelectMany(c => c.Parts).ToList();
            var raw = parts.Select((p, i) => (p.Id, Raw: figures[i] is { } f ? Math.Round((decimal)f, 4) : (decimal?)null)).ToDictionary(p => p.Id, p => p.Raw, StringComparer.Ordinal);
            IReadOnlyList<decimal> peers = [.. Enumerable.Range(0, 20).Select(i => i / 10m)];
            var scored = card.Score(raw, parts.ToDictionary(p => p.Id, _ => peers, StringComparer.Ordinal));
            var kept = scored.Components.Where(c => c.Score is not null).ToList();
            return scored.Components.All(c => c.Score is null || c.Score == Scale.Round(c.Parts.Where(p => p.Score is not null).Sum(p => p.Weight * p.Score!.Value) / c.Parts.Where(p => p.Score is not null).Sum(p => p.Weight)))
                && (scored.Total is null || scored.Total == Scale.Round(kept.Sum(c => c.Weight * c.Score!.Value) / kept.Sum(c => c.Weight)))
                && scored.Total is null or (>= 0 and <= 100);
        });

    [Theory]
    [InlineData(85, HealthBand.A, 1.05)]
    [InlineData(84.9, HealthBand.B, 1.00)]
    [InlineData(75, HealthBand.B, 1.00)]
    [InlineData(74.9, HealthBand.C, 0.90)]
    [InlineData(60, HealthBand.C, 0.90)]
    [InlineData(59.9, HealthBand.D, 0.70)]
    internal void Band_AtItsEdges_AndItsMultiplier(double index, HealthBand band, double multiplier) =>
        Assert.Equal((band, (decimal)multiplier), (HealthIndex.BandOf((decimal)index), HealthIndex.MultiplierOf(HealthIndex.BandOf((decimal)index))));

    [Fact]
    public void Points_OfCases_WeighLessWithAge()
    {
        ViolationFact[] cases = [Case("price", "major", new(2026, 7, 15)), Case("diversion", "critical", new(2026, 5, 2)), Case("data", "minor", new(2025, 1, 9)), Case("price", "minor", new(2026, 10, 1))];

        // 8 + 30/2 + 15/4, and two invoices that are more than 60 days late; what is found after the quarter does not count.
        Assert.Equal(8 + 15 + 3.75m + 10, HealthIndex.Points(cases, overdueCases: 2, Period.Quarter(2026, 3)));
    }

    /// <summary>domain.md R04 on its whole grid: each point lies in exactly one of the five cells, as the specification words them.</summary>
    [Fact]
    public void Segments_OnTheWholeGrid_AreCompleteAndDisjoint()
    {
        for (var v = 0; v <= 1000; v++)
        {
            for (var p = 0; p <= 1000; p++)
            {
                var (value, potential) = (v / 10m, p / 10m);
                Segment[] cells =
                [
                    .. value >= 70 && potential >= 60 ? [Segment.Strategic] : Array.Empty<Segment>(),
                    .. value >= 50 && value < 70 && potential >= 60 ? [Segment.Growth] : Array.Empty<Segment>(),
                    .. value < 50 && potential >= 60 ? [Segment.Potential] : Array.Empty<Segment>(),
                    .. value >= 50 && potential < 60 ? [Segment.Maintain] : Array.Empty<Segment>(),
                    .. value < 50 && potential < 60 ? [Segment.AtRisk] : Array.Empty<Segment>(),
                ];
                Assert.Equal([ValueMatrix.SegmentOf(value, potential)], cells);
            }
        }
    }

    private static ViolationFact Case(string kind, string severity, DateOnly found) =>
        new() { ViolationId = $"{kind}{found}", DealerId = "D1", Kind = kind, Severity = severity, FoundOn = found, Status = "confirmed" };

    private static Scorecard Card(params (decimal Weight, decimal[] Parts)[] components)
    {
        var plain = new LinearScale(new ScalePoint(0, 0), new ScalePoint(100, 100));
        return new Scorecard([.. components.Select((c, i) => new ScoreComponent($"{i}", c.Weight, [.. c.Parts.Select((w, j) => new ScorePart($"{i}.{j}", w, plain))]))]);
    }

    private static Dictionary<string, decimal?> Raw(params (string Id, decimal? Raw)[] figures) => figures.ToDictionary(f => f.Id, f => f.Raw, StringComparer.Ordinal);
}
