using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Features.Health;

/// <summary>The rules of R49 and the table of sources, without a database.</summary>
public sealed class ConsequenceRuleTests
{
    [Theory]
    [InlineData("A", "A", "silver", 6_000_000, "up", "two-a")]
    [InlineData("A", "A", "silver", 5_999_999, "none", "two-a-below-gate")]
    [InlineData("A", "A", "platinum", 90_000_000, "none", "two-a-top")]
    [InlineData("A", "B", "silver", 90_000_000, "none", null)]
    [InlineData("A", null, "silver", 90_000_000, "none", null)]
    [InlineData("B", "D", "gold", 0, "none", null)]
    [InlineData("C", "C", "gold", 0, "down", "two-c")]
    [InlineData("C", "B", "gold", 0, "none", null)]
    [InlineData("C", "D", "gold", 0, "none", null)]
    [InlineData("D", "A", "gold", 0, "down", "tier-d")]
    [InlineData("D", null, "bronze", 0, "none", "bottom")]
    public void Tier_MovesOneStepAtMost_ByTheRules(string band, string? before, string tier, int sellIn, string step, string? why)
    {
        var proposed = ConsequenceRules.Propose(new ConsequenceFacts(Enum.Parse<HealthBand>(band), before is null ? null : Enum.Parse<HealthBand>(before), tier, sellIn, 6_000_000, false, false));
        Assert.Equal(step, proposed.TierStep);
        Assert.Equal(why is null ? [] : [why], proposed.Reasons.Skip(1));
        Assert.Equal(HealthIndex.MultiplierOf(Enum.Parse<HealthBand>(band)), proposed.Multiplier);
        Assert.Equal(band switch { "A" => "up", "D" => "down", _ => "none" }, proposed.CreditStep);
    }

    [Fact]
    public void Fraud_CapsTheIndexBelowC_AndIsSaid()
    {
        Assert.Equal(59, HealthIndex.Capped(91.5m, true));
        Assert.Equal(42.3m, HealthIndex.Capped(42.3m, true));
        Assert.Equal(91.5m, HealthIndex.Capped(91.5m, false));
        Assert.Null(HealthIndex.Capped(null, true));
        Assert.Equal(HealthBand.D, HealthIndex.BandOf(HealthIndex.Capped(99, true)!.Value));
        Assert.Contains("fraud", ConsequenceRules.Propose(new ConsequenceFacts(HealthBand.D, null, "gold", 0, 0, false, true)).Reasons);
    }

    /// <summary>Each part of both cards has exactly one source, and each metric may be read dealer by dealer.</summary>
    [Fact]
    public void Sources_CoverEveryPart_WithMetricsOfTheCatalogue()
    {
        Assert.Equal(HealthIndex.Card(HealthWeights.Standard).Components.SelectMany(c => c.Parts).Select(p => p.Id), PartSources.Index.Select(s => s.PartId));
        Assert.Equal(
            ValueMatrix.Value.Components.Concat(ValueMatrix.Potential.Components).SelectMany(c => c.Parts).Select(p => p.Id).Order(StringComparer.Ordinal), PartSources.Matrix.Select(s => s.PartId).Order(StringComparer.Ordinal));
        var catalog = ProductMetrics.Load();
        foreach (var source in PartSources.Index.Concat(PartSources.Matrix).Where(s => s.MetricId is not null))
        {
            var metric = catalog.Find(source.MetricId!)!;
            Assert.True(metric.IsAvailable, source.MetricId);
            Assert.Null(catalog.CheckSlice(metric, [MetricDimensions.Dealer]));
        }
    }

    [Fact]
    public void Cohorts_SmallerThanEight_AreJoinedByEverybody_AndNewcomersAreNobodysPeers()
    {
        var dealers = Enumerable.Range(0, 12).Select(i => Dealer($"D{i:00}", i < 9 ? "gold|large" : "silver|small", 24, i)).Append(Dealer("NEW", "gold|large", 5, 1_000)).ToList();
        var cohorts = new Cohorts(dealers);
        Assert.Equal(("gold|large", 9), (cohorts.For(dealers[0]).Name, cohorts.For(dealers[0]).Size));
        Assert.Equal((Cohort.Everybody, 12), (cohorts.For(dealers[10]).Name, cohorts.For(dealers[10]).Size));
        Assert.DoesNotContain(1_000, cohorts.For(dealers[0]).Figures["sell-in"]);
        Assert.Null(Evaluator.Evaluate(dealers[12], cohorts.For(dealers[12]), HealthWeights.Standard, 0, Period.Quarter(2026, 3)).Index);
    }

    [Fact]
    public void Digest_ChangesWithAnyFigure_AndWithThePeers()
    {
        var dealers = Enumerable.Range(0, 9).Select(i => Dealer($"D{i}", "gold|large", 24, i)).ToList();
        var quarter = Period.Quarter(2026, 3);
        string Of(DealerInputs dealer, IReadOnlyCollection<DealerInputs> all, int version = 0) => Evaluator.Evaluate(dealer, new Cohorts(all).For(dealer), HealthWeights.Standard, version, quarter).Digest;
        var digest = Of(dealers[0], dealers);
        Assert.Equal(digest, Of(dealers[0], [.. dealers]));
        Assert.NotEqual(digest, Of(dealers[0] with { HasFraud = true }, dealers));
        Assert.NotEqual(digest, Of(dealers[0], dealers, 1));
        Assert.NotEqual(digest, Of(dealers[0], [.. dealers.Take(8), Dealer("D8", "gold|large", 24, 99)]));
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, null)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, 3.5)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6 }, 4.0)]
    public void Middle_IsToldWhenFiveOthersContribute(double[] others, double? expected) =>
        Assert.Equal((decimal?)expected, Middle.Of(9, others.Select(o => (decimal?)o), 5));

    [Theory]
    [InlineData("2026-10-04", "2026-Q2")]
    [InlineData("2026-10-05", "2026-Q3")]
    [InlineData("2027-01-01", "2026-Q3")]
    [InlineData("2027-01-05", "2026-Q4")]
    public void Quarter_IsDueOnTheFifthDayAfterItsEnd(string today, string quarter) =>
        Assert.Equal(quarter, Quarters.LastDue(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), 5).ToString());

    private static DealerInputs Dealer(string id, string key, int months, decimal sellIn) =>
        new(id, "gold", key, months, new Dictionary<string, decimal?>(StringComparer.Ordinal) { ["sell-in"] = sellIn, ["attainment"] = 1, ["growth"] = 0.1m, ["points"] = 3, ["price"] = 0.97m, ["wallet"] = 0.4m, ["new-products"] = 0.8m, ["tenure"] = 20, ["active-days"] = 0.8m, ["self-service"] = 0.7m, ["data-on-time"] = 0.9m });
}
