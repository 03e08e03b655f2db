using System.Globalization;
using ChannelPortal.Features.Forecasts;
using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Forecasts;

public sealed class ForecastVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("channelportal-forecast-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task RunAsync_ShuffledRowsAndGaps_GiveTheSameAsSortedOnes()
    {
        var rows = Rows("A", 40).Concat(Rows("B, \"quoted\"", 50)).ToList();
        var sorted = await RunAsync(["id,period,value", .. rows]);
        var shuffled = await RunAsync(["id,value,period", .. rows.Select(r => r.Split('|')).Select(r => $"{r[0]},{r[2]},{r[1]}").OrderBy(r => r.GetHashCode(StringComparison.Ordinal))], isRaw: true);
        Assert.Equal(sorted.Order(StringComparer.Ordinal), shuffled.Order(StringComparer.Ordinal));
        Assert.Equal("id,h,forecast,p10,p90", sorted[0]);
        Assert.Equal(1 + (2 * 4), sorted.Count);
        Assert.StartsWith("A,1,", sorted[1]);
        Assert.StartsWith("\"B, \"\"quoted\"\"\",4,", sorted[^1]);
    }

    /// <summary>The answers beside the question, in a column and in a file of the folder, move nothing.</summary>
    [Fact]
    public async Task RunAsync_TestValuesPlanted_MoveNothing()
    {
        var rows = Rows("A", 60).ToList();
        var plain = await RunAsync(["id,period,value", .. rows]);
        await File.WriteAllTextAsync(Path.Combine(folder, "test.csv"), "id,h,actual\nA,1,1\nA,2,1\n", Cancellation);
        var planted = await RunAsync(["id,period,value,test", .. rows.Select(r => r + "|99999")]);
        Assert.Equal(plain, planted);
    }

    [Theory]
    [InlineData("forecast_header", "id,month,value")]
    [InlineData("forecast_row", "id,period,value", "A,2026-13,5")]
    [InlineData("forecast_row", "id,period,value", "A,2026-01,much")]
    [InlineData("forecast_row", "id,period,value", "A,2026-01,Infinity")]
    [InlineData("forecast_row", "id,period,value", ",2026-01,5")]
    [InlineData("forecast_twice", "id,period,value", "A,2026-01,5", "A,2026-01,6")]
    [InlineData("forecast_span", "id,period,value", "A,1026-01,5", "A,2026-01,6")]
    public async Task RunAsync_BadFile_SaysWhereAndLeavesNothing(string code, params string[] lines)
    {
        var fault = await Assert.ThrowsAsync<SeriesFileException>(() => RunAsync(lines, isRaw: true));
        Assert.Equal(code, fault.Error.Code);
        Assert.Equal(["in.csv"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task RunAsync_Cancelled_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await File.WriteAllLinesAsync(Path.Combine(folder, "in.csv"), ["id,period,value", "A,2026-01,5"], Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Verb().RunAsync(Path.Combine(folder, "in.csv"), Path.Combine(folder, "out.csv"), new SeriesForecaster(), 3, 2, stop.Token));
        Assert.Equal(["in.csv"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    private async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<string> lines, bool isRaw = false)
    {
        var (input, output) = (Path.Combine(folder, "in.csv"), Path.Combine(folder, "out.csv"));
        await File.WriteAllLinesAsync(input, isRaw ? lines : lines.Select(l => l.Replace('|', ',')), Cancellation);
        await Verb().RunAsync(input, output, new SeriesForecaster(), 4, 2, Cancellation);
        return await File.ReadAllLinesAsync(output, Cancellation);
    }

    private static ForecastVerb Verb() => new(new ServiceCollection().AddLogging().AddLocalization().AddSingleton<ErrorTexts>().BuildServiceProvider().GetRequiredService<ErrorTexts>(), TimeProvider.System);

    private static IEnumerable<string> Rows(string id, int months)
    {
        var cell = id.Contains(',', StringComparison.Ordinal) ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : id;
        return Enumerable.Range(0, months).Where(i => i % 17 != 3).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{cell}|{new DateOnly(2020, 1, 1).AddMonths(i):yyyy-MM}|{100 + i + (20 * Math.Sin(i / 2.0)):0.###}"));
    }
}
