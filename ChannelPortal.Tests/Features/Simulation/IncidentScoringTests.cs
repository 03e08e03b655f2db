using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Simulation;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Simulation;

/// <summary>What counts as found, as missed, as wrong and as not known yet.</summary>
public sealed class IncidentScoringTests
{
    private static readonly DateOnly s_until = Some.Day;

    [Fact]
    public void Score_MatchesDealerProductAndTime_AndNamesTheRest()
    {
        var score = Score(
            [Planted("stock-out", "D0001", "P0001", 60, 40), Planted("stock-out", "D0002", "P0001", 60, 40)],
            [Raised("D0001", "P0001", 70), Raised("D0001", "P0002", 50), Raised("D0002", "P0001", 71), Raised("D0003", "P0001", 9)])["stock-out"];

        // The first is foretold by ten days; another product and eleven days are neither; what is foretold now may still come.
        Assert.Equal((1, 2, 1, 3), (score.Found, score.Planted, score.Right, score.Alerts));
        Assert.Equal((0.333, 0.5), (score.Precision, score.Recall));
        Assert.Equal("D0002", Assert.Single(score.Missed).Dealer);
        Assert.Equal(["P0002", "P0001"], score.Wrong.Select(w => w.ProductId));
    }

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(61, false)]
    public void Sum_IsMetWhenEveryPlantedKindReachesItsGoal(double seconds, bool isMet)
    {
        var scores = Score([Planted("stock-out", "D0001", "P0001", 60, 40)], [Raised("D0001", "P0001", 50)], seconds);
        var total = IncidentScoring.Sum(scores.Values, IncidentGoal.Default);
        Assert.Equal((1.0, 1.0, seconds, isMet), (total.Precision, total.Recall, total.DelayP90Seconds, total.IsMet));
        scores["sales-drop"] = scores["sales-drop"] with { Planted = 1, Missed = [Planted("sales-drop", "D0009", null, 20, 10)], Recall = 0 };
        var (recall, missed) = (IncidentScoring.Sum(scores.Values, IncidentGoal.Default).Recall, IncidentScoring.Sum(scores.Values, IncidentGoal.Default).IsMet);
        Assert.Equal((0.5, false), (recall, missed));
    }

    private static SortedDictionary<string, IncidentScore> Score(List<WorldIncident> planted, List<ReplayedAlert> alerts, double seconds = 1) =>
        IncidentScoring.Score(new WorldTruth(300, 36, 1, s_until, planted), alerts, new Dictionary<string, double>(StringComparer.Ordinal) { ["stock"] = seconds }, [s_until.AddDays(-50)]);

    private static WorldIncident Planted(string kind, string dealer, string? product, int from, int to) => new(kind + dealer, kind, dealer, product, null, s_until.AddDays(-from), s_until.AddDays(-to), 1, "days");

    private static ReplayedAlert Raised(string dealer, string product, int ago) => new("stock", dealer, product, s_until.AddDays(-ago));
}
