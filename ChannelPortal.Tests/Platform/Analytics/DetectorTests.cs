using System.Globalization;
using ChannelPortal.Features.Alerts;
using ChannelPortal.Platform.Analytics;

namespace ChannelPortal.Tests.Platform.Analytics;

/// <summary>Detectors on series small enough to follow by hand.</summary>
public sealed class DetectorTests
{
    private static readonly DateTimeOffset s_monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void Threshold_OutsideTheLimits_IsAnAlert(double value, bool isAlert) =>
        Assert.Equal(isAlert, new ThresholdDetector(100, 200).Next(s_monday, value).IsAlert);

    [Fact]
    public void Cusum_ShiftOfThreeDeviations_IsFoundAtTheSecondPoint()
    {
        // Twelve points 9, 11, 9, 11 …: mean 10, deviation √(12/11). A point 3.1 deviations up adds 2.6 of the 5 that make a break.
        var detector = new CusumDetector();
        foreach (var i in Enumerable.Range(0, 12))
        {
            Assert.False(detector.Next(s_monday.AddDays(i), i % 2 == 0 ? 9 : 11).IsAlert);
        }

        var shifted = 10 + (3.1 * Math.Sqrt(12 / 11.0));
        var (first, second) = (detector.Next(s_monday.AddDays(12), shifted), detector.Next(s_monday.AddDays(13), shifted));
        Assert.Equal((false, true, 10.0), (first.IsAlert, second.IsAlert, second.Expected));
        Assert.Equal(0.52, first.Score / (1 - first.Score), 6);
        Assert.Equal(1.04, second.Score / (1 - second.Score), 6);
    }

    [Fact]
    public void Cusum_FallsAsWellAsRises()
    {
        var detector = new CusumDetector();
        var found = Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? 9.0 : 11).Concat(Enumerable.Repeat(6.0, 4)).Select((v, i) => detector.Next(s_monday.AddDays(i), v).IsAlert).ToList();
        Assert.Equal(13, found.IndexOf(true));
    }

    [Fact]
    public void SeasonalResidual_ComparesWithTheSameWeekday()
    {
        // Sundays sell 10, other days 100 (two more every other week). A Sunday of 100 is an alert, a Monday of 100 is not.
        var detector = new SeasonalResidualDetector();
        foreach (var day in Enumerable.Range(0, 56))
        {
            Assert.False(detector.Next(s_monday.AddDays(day), Usual(day)).IsAlert);
        }

        var monday = detector.Next(s_monday.AddDays(56), 100);
        Assert.Equal((false, 101.0), (monday.IsAlert, monday.Expected));
        Assert.True(detector.Next(s_monday.AddDays(62), 100).IsAlert);

        static double Usual(int day) => (day % 7 == 6 ? 10 : 100) + (day / 7 % 2 * 2);
    }

    [Fact]
    public void SeasonalResidual_SmallEffect_IsNotWorthAnAlert()
    {
        var (large, small) = (new SeasonalResidualDetector(minimumEffect: 30), new SeasonalResidualDetector(minimumEffect: 31));
        foreach (var day in Enumerable.Range(0, 56))
        {
            large.Next(s_monday.AddDays(day), 100);
            small.Next(s_monday.AddDays(day), 100);
        }

        Assert.True(large.Next(s_monday.AddDays(56), 70).IsAlert);
        Assert.False(small.Next(s_monday.AddDays(56), 70).IsAlert);
    }

    [Fact]
    public void Monthly_FiftyPercentMoreThanTheSeason_IsAnAlert_TheSeasonItselfIsNot()
    {
        var detector = new MonthlyDetector();
        foreach (var month in Enumerable.Range(0, 60))
        {
            Assert.False(detector.Next(s_monday.AddMonths(month), Usual(month)).IsAlert);
        }

        var december = detector.Next(s_monday.AddMonths(60), Usual(60) * 1.5);
        Assert.True(december.IsAlert);
        Assert.InRange(december.Expected!.Value, 190, 210);
        Assert.False(detector.Next(s_monday.AddMonths(61), Usual(61)).IsAlert);

        static double Usual(int month) => (month % 12 == 0 ? 200 : 100) + (month * 7 % 5 * 0.3);
    }

    [Fact]
    public void Stream_OneIncident_IsOneAlert()
    {
        var detector = new StreamDetector(TimeSpan.FromHours(1));
        var alerts = Enumerable.Range(0, 400).Where(i => detector.Next(s_monday.AddHours(i), i is >= 300 and < 310 ? 900 : 100 + (i * 7 % 5)).IsAlert).ToList();
        Assert.Equal([300], alerts);
    }

    [Theory]
    [InlineData(5, 1, SeriesSampling.Stream)]
    [InlineData(1440, 1, SeriesSampling.Daily)]
    [InlineData(1440, 7, SeriesSampling.Daily)]
    [InlineData(1440, 30, SeriesSampling.Monthly)]
    public void Sampling_IsRecognisedByTheMedianStep(int minutes, int times, SeriesSampling expected) =>
        Assert.Equal(expected, SeriesSamplings.Recognise([.. Enumerable.Range(0, 10).Select(i => s_monday.AddMinutes(i * minutes * times))]));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.0249979)]
    [InlineData(-1.96, 0.9750021)]
    [InlineData(6, 9.8659e-10)]
    public void Tail_OfTheNormalDistribution(double z, double tail) => Assert.InRange(ErrorLikelihood.Tail(z) / tail, 0.9999, 1.0015);

    [Fact]
    public void Detect_KeepsTheTextsOfTheFile_AndNamesABrokenRow()
    {
        var lines = Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"{s_monday.AddDays(i):yyyy-MM-dd},{(i == 59 ? "900" : "100.0")}")).Prepend("timestamp,value").ToList();
        var (points, error) = DetectVerb.Read(lines);
        Assert.Null(error);
        var (written, alerts) = DetectVerb.Judge(points);
        Assert.Equal((61, 1), (written.Count, alerts));
        Assert.StartsWith("2026-01-05,100.0,0,0", written[1], StringComparison.Ordinal);
        Assert.EndsWith(",1", written[60], StringComparison.Ordinal);
        Assert.Equal([3], DetectVerb.Read(["timestamp,value", "2026-01-01,1", "2026-01-02,much"]).Error!.Args);
    }
}
