using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Simulation;
using ChannelPortal.Features.Simulation.World;

namespace ChannelPortal.Tests.Features.Simulation;

public sealed class RiskScoringTests
{
    private static readonly DateOnly s_day = new(2026, 10, 20);

    [Fact]
    public void Score_CountsHitsThatWereMeantAndPlantsThatWereSeen()
    {
        var truth = new WorldTruth(2, 3, 1, s_day, [Plant("risk-r4", "D0001"), Plant("risk-r4", "D0002"), Plant("risk-r9", "D0003"), Plant("credit-abuse", "D0004")]);
        var scores = RiskScoring.Score(truth, ["r4", "r9", "r14"], [Hit("r4", "D0001"), Hit("r4", "D0001"), Hit("r4", "D0009"), Hit("r4", "D0002", s_day.AddDays(1)), Hit("r9", "D0004"), Hit("r9", "D0005")]);
        Assert.Equal(new RuleScore(0.5, 0.5, 2, 4, null), scores["r4"]);
        Assert.Equal(new RuleScore(0.5, 0, 1, 2, null), scores["r9"]);
        Assert.Equal(new RuleScore(null, null, 0, 0, "nothing planted"), scores["r14"]);
        Assert.Equal(["r4", "r9", "r14"], scores.Keys);
    }

    private static WorldIncident Plant(string kind, string dealer) => new(kind + dealer, kind, dealer, null, null, s_day, s_day, 1, "orders");

    private static ReplayedHit Hit(string rule, string dealer, DateOnly? day = null) => new(rule, "SO1", dealer, day ?? s_day, 20);
}
