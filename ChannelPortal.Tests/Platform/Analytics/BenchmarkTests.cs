using System.Globalization;
using ChannelPortal.Platform.Analytics;
using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Analytics;

/// <summary>The detectors on public data that lies beside the source tree on development machines. One setting for every series.</summary>
public sealed class BenchmarkTests(ITestOutputHelper output)
{
    private static readonly string s_data = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data")) is { } beside && Directory.Exists(beside)
        ? beside : Path.GetFullPath(Path.Combine(Repository.Root, "..", "..", "shared", "data"));

    [Fact]
    public void StreamDetector_NabDevelopmentHalf_IsAtTheLevelOfHtm()
    {
        var corpus = NabScore.Load(Need("nab"));
        var alerts = corpus.Select(s =>
        {
            var detector = SeriesSamplings.CreateDetector([.. s.Points.Take(200).Select(p => p.At)]);
            return (IReadOnlyList<int>)[.. s.Points.Index().Where(p => detector.Next(p.Item.At, p.Item.Value).IsAlert).Select(p => p.Index)];
        }).ToList();
        var score = NabScore.Of(corpus, alerts);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"NAB standard profile, development half: {score:0.00}"));
        Assert.InRange(score, 70.7, 100);
    }

    [Fact]
    public void NabScore_NothingDone_IsZero_AndEveryWindowAtItsStartIsPerfect()
    {
        var corpus = NabScore.Load(Need("nab"));
        Assert.Equal(0, NabScore.Of(corpus, [.. corpus.Select(_ => (IReadOnlyList<int>)[])]), 6);
        Assert.Equal(100, NabScore.Of(corpus, [.. corpus.Select(s => (IReadOnlyList<int>)[.. s.Windows.Select(w => w.From)])]), 6);
    }

    [Fact]
    public void MonthlyDetector_InjectedDevelopmentHalf_FindsThem()
    {
        var corpus = InjectedSeries.Load(Path.Combine(Need("."), "m3-anomaly-dev.csv"));
        var points = corpus.SelectMany(s =>
        {
            var detector = new MonthlyDetector();
            return s.Values.Select((v, i) => (Index: i, Verdict: detector.Next(DateTimeOffset.UnixEpoch.AddMonths(i), v))).ToList()
                .Where(p => p.Index >= s.WatchedFrom).Select(p => (p.Verdict.Score, p.Verdict.IsAlert, p.Index == s.Injected));
        });
        var score = InjectedScore.Of(points);
        output.WriteLine(score.ToString());
        Assert.InRange(score.AveragePrecision, 0.8, 1);
        Assert.InRange(score.F1, 0.75, 1);
    }

    /// <summary>Months 1 to 3 of the monthly M3 competition series: better than every entrant, with intervals that hold what they promise.</summary>
    [Fact]
    public void SeriesForecaster_M3DevelopmentHalf_IsBetterThanThePublishedMethods()
    {
        var score = ForecastScore.OfM3(Path.Combine(Need("."), "m3-monthly-dev.csv"), new SeriesForecaster());
        output.WriteLine(score.ToString());
        Assert.InRange(score.Smape, 0, 10.55);
        Assert.InRange(score.Mape, 0, 12.55);
        Assert.InRange(score.Coverage, 0.75, 0.85);
    }

    /// <summary>A manufacturer of bicycles and its resellers, 12 rolling origins: accuracy 1 - sum|F - A| / sum A of one, two and three months ahead.</summary>
    [Fact]
    public void RollingForecaster_AdventureWorks_ReachesTheFiguresOfTheSpecification()
    {
        var sales = ForecastScore.AdventureWorks(Need("adventureworks"));
        var company = ForecastScore.Accuracy(new RollingForecaster().Forecast(sales["company"], 12));
        var category = ForecastScore.Accuracy(new RollingForecaster().Forecast(sales["category"], 12));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"company {string.Join(" / ", company.Select(a => a.ToString("0.000", CultureInfo.InvariantCulture)))}, category {string.Join(" / ", category.Select(a => a.ToString("0.000", CultureInfo.InvariantCulture)))}"));
        Assert.All(company.Zip([.875, .89, .89]), a => Assert.True(a.First >= a.Second));
        Assert.All(category.Zip([.855, .86, .86]), a => Assert.True(a.First >= a.Second));
    }

    private static string Need(string part)
    {
        var path = Path.Combine(s_data, part);
        Assert.SkipUnless(Directory.Exists(path), "The development data (../shared/data) is not beside the source tree.");
        return path;
    }
}
