using ChannelPortal.Platform.Analytics.Forecasting;

namespace ChannelPortal.Tests.Platform.Analytics.Forecasting;

public sealed class RollingForecasterTests
{
    private static readonly double[] s_rhythm = [300, 20, 40];

    [Fact]
    public void Forecast_GroupWithARhythm_IsFollowed()
    {
        var rolled = new RollingForecaster().Forecast([.. Enumerable.Range(1, 40).Select(i => Rhythm(30, i))], 6);
        Assert.All(rolled.Index(), r => Assert.All(r.Item.Forecast.Mid.Index(), m => Assert.Equal((r.Index + 1) * s_rhythm[m.Index], m.Item, (r.Index + 1) * 30.0)));
        var tested = rolled.SelectMany(r => r.Tested).ToList();
        Assert.Equal(40 * 6 * 3, tested.Count);
        Assert.True(tested.Sum(t => Math.Abs(t.Forecast - t.Actual)) < tested.Sum(t => Math.Abs(t.Naive - t.Actual)) / 2);
    }

    /// <summary>What came after an origin must not move what was said there.</summary>
    [Fact]
    public void Tested_LaterMonthsChanged_StayTheSame()
    {
        var random = new Random(3);
        IReadOnlyList<double?> Noise() => [.. Enumerable.Range(0, 48).Select(i => (double?)(500 + (random.NextDouble() * 400)))];
        List<IReadOnlyList<double?>> group = [.. Enumerable.Range(0, 35).Select(_ => Noise())];
        var before = new RollingForecaster().Forecast(group, 8);
        List<IReadOnlyList<double?>> planted = [.. group.Select(g => (IReadOnlyList<double?>)[.. g.Take(43), .. g.Skip(43).Select(v => v * 9)])];
        var after = new RollingForecaster().Forecast(planted, 8);
        var same = before.Zip(after).SelectMany(p => p.First.Tested.Zip(p.Second.Tested)).Where(p => p.First.MonthsBack >= 5).ToList();
        Assert.Equal(35 * 6 * 3, same.Count);
        Assert.All(same, p => Assert.Equal((p.First.Forecast, p.First.Low, p.First.High), (p.Second.Forecast, p.Second.Low, p.Second.High)));
        Assert.NotEqual(before[0].Forecast.Mid[0], after[0].Forecast.Mid[0]);
    }

    [Fact]
    public void Forecast_ShortAndEmptySeries_AreForecastAndNotTested()
    {
        var rolled = new RollingForecaster().Forecast([[], [null], [5d], [.. Enumerable.Range(1, 10).Select(i => (double?)i)]], 6);
        Assert.Equal(4, rolled.Count);
        Assert.All(rolled, r => Assert.Empty(r.Tested));
        Assert.Equal([0, 0, 5], rolled.Take(3).Select(r => r.Forecast.Mid[0]));
    }

    private static IReadOnlyList<double?> Rhythm(int count, int size) => [.. Enumerable.Range(0, count).Select(i => (double?)(size * s_rhythm[i % 3]))];
}
