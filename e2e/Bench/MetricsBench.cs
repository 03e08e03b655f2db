using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// R19: the core metrics for 3,000 dealers in one month, and 24 months of one metric for one dealer, over the API on SQLite, while the history grows from 1
/// to 5 and (full profile) 10 million order lines. The channel writes as much in every month; only its past gets longer.
/// </summary>
internal static class MetricsBench
{
    private const double CoreSeconds = 2;
    private const double SeriesMilliseconds = 50;
    private static readonly string[] s_series = ["SAL-01", "SAL-03", "SAL-17", "PRC-04", "FIN-03", "INV-02", "ORD-04", "STO-01", "CMP-14", "NET-31"];

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        await using var portal = PortalProcess.Prepare(new Dictionary<string, string>(StringComparer.Ordinal) { ["ChannelPortal__Demo__Enabled"] = "false", ["Jobs__Enabled"] = "false" });
        await portal.VerbAsync("migrate");
        using var http = await portal.ApiAsync("metrics:read");
        var database = new MetricsBenchDatabase(Path.Combine(portal.Data, "portal.db"));
        (double Core, double Series)? first = null;
        foreach (var millions in full ? new[] { 1, 5, 10 } : [1, 5])
        {
            var clock = Stopwatch.StartNew();
            database.Grow(millions);
            var filled = clock.Elapsed.TotalSeconds;
            await portal.StartAsync();
            var core = await CoreAsync(http);
            var series = new List<double>();
            foreach (var metric in s_series)
            {
                series.Add(await SeriesAsync(http, metric));
            }

            var (slowest, size) = (series.Max(), string.Create(CultureInfo.InvariantCulture, $"{millions}M"));
            report.Add($"fill_{size}", filled, "s", null, null, null, null, null);
            report.Add($"core_by_dealer_{size}", core, "s", first?.Core, core / first?.Core, $"<={CoreSeconds} s", null, core <= CoreSeconds);
            report.Add($"series_24_months_{size}_median", BenchReport.Percentile(series, 0.5), "ms", null, null, null, null, null);
            report.Add($"series_24_months_{size}_slowest", slowest, "ms", first?.Series, slowest / first?.Series, $"<={SeriesMilliseconds} ms", null, slowest <= SeriesMilliseconds);
            first ??= (core, slowest);
            await portal.StopAsync();
        }

        report.AddMachine();
    }

    /// <summary>Median of five, after some that compile.</summary>
    private static async Task<double> CoreAsync(HttpClient http)
    {
        var times = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var (spent, values) = await AskAsync(http, "api/v1/metrics?ids=core&by=dealer&period=2026-10");
            var dealers = values.EnumerateArray().Count(v => v.GetProperty("id").GetString() == "SAL-01");
            times.Add(dealers == MetricsBenchDatabase.Dealers ? spent / 1_000 : throw new InvalidOperationException($"{dealers} dealers answered."));
        }

        return BenchReport.Percentile(times.Skip(3).ToList(), 0.5);
    }

    /// <summary>Median over dealers that nobody has asked for, after some that compile the way.</summary>
    private static async Task<double> SeriesAsync(HttpClient http, string metric)
    {
        var times = new List<double>();
        for (var dealer = 0; dealer < 14; dealer++)
        {
            var (spent, values) = await AskAsync(http, $"api/v1/metrics/{metric}/series?slice=dealer={MetricsBenchDatabase.Dealer(dealer * 97)}&until=2026-10&months=24");
            times.Add(values.GetArrayLength() == 24 && values[23].GetProperty("n").GetInt64() > 0 ? spent : throw new InvalidOperationException($"{metric} read nothing: {values[23]}"));
        }

        return BenchReport.Percentile(times.Skip(3).ToList(), 0.5);
    }

    private static async Task<(double Milliseconds, JsonElement Values)> AskAsync(HttpClient http, string path)
    {
        var clock = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var spent = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        using var json = JsonDocument.Parse(bytes);
        return answer.IsSuccessStatusCode ? (spent, json.RootElement.Clone()) : throw new InvalidOperationException(json.RootElement.ToString());
    }
}
