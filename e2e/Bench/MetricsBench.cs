using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// R19: the core metrics for 3,000 dealers in one month, and 24 months of one metric for one dealer, over the API on SQLite, while the history grows from 1
/// to 5 and (full profile) 10 million order lines. The channel writes as much in every month; only its past gets longer. In the end users' combinations must not
/// have grown the process. CPU stands beside the time, because a busy machine stretches only the latter.
/// </summary>
internal static class MetricsBench
{
    private const double CoreSeconds = 2;
    private const double SeriesMilliseconds = 50;
    private const double SoakRatio = 1.25;
    private static readonly string[] s_combined = ["SAL-01", "SAL-03", "SAL-09", "SAL-17", "PRC-04", "FIN-03", "FIN-08", "INV-02", "INV-09", "ORD-04", "LOG-01", "STO-01", "CMP-14", "NET-31"];
    private static readonly string[] s_series = ["SAL-01", "SAL-03", "SAL-17", "PRC-04", "FIN-03", "INV-02", "ORD-04", "STO-01", "CMP-14", "NET-31"];

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        await using var portal = PortalProcess.Prepare(new Dictionary<string, string>(StringComparer.Ordinal) { ["ChannelPortal__Demo__Enabled"] = "false", ["Jobs__Enabled"] = "false", ["Alerts__DetectorsEnabled"] = "false" });
        await portal.VerbAsync("migrate");
        using var http = await portal.ApiAsync("metrics:read");
        var database = new MetricsBenchDatabase(Path.Combine(portal.Data, "portal.db"));
        (Spent Core, Spent Series)? first = null;
        foreach (var millions in full ? new[] { 1, 5, 10 } : [1, 5])
        {
            var clock = Stopwatch.StartNew();
            database.Grow(millions);
            var filled = clock.Elapsed.TotalSeconds;
            await portal.StartAsync();
            var core = await CoreAsync(http, portal);
            var series = new Dictionary<string, Spent>(StringComparer.Ordinal);
            foreach (var metric in s_series)
            {
                series.Add(metric, await SeriesAsync(http, portal, metric));
            }

            var ((name, slowest), size) = (series.MaxBy(s => s.Value.Milliseconds), string.Create(CultureInfo.InvariantCulture, $"{millions}M"));
            report.Add($"fill_{size}", filled, "s", null, null, null, null, null);
            Tell($"core_by_dealer_{size}", core, first?.Core, CoreSeconds * 1_000);
            report.Add($"series_24_months_{size}_median", BenchReport.Percentile([.. series.Values.Select(s => s.Milliseconds)], 0.5), "ms", null, null, null, null, null);
            Tell($"series_24_months_{size}_{name}", slowest, first?.Series, SeriesMilliseconds);
            first ??= (core, slowest);
            if (millions == (full ? 10 : 5))
            {
                await SoakAsync(report, http, portal);
            }

            await portal.StopAsync();
        }

        void Tell(string what, Spent spent, Spent? before, double limit)
        {
            report.Add(what, spent.Milliseconds, "ms", before?.Milliseconds, spent.Milliseconds / before?.Milliseconds, $"<={limit} ms", null, spent.Milliseconds <= limit);
            report.Add(what + "_cpu", spent.Cpu, "ms", before?.Cpu, spent.Cpu / before?.Cpu, null, null, null);
        }

        report.AddMachine();
    }

    /// <summary>Median of five, after some that compile.</summary>
    private static async Task<Spent> CoreAsync(HttpClient http, PortalProcess portal)
    {
        var times = new List<Spent>();
        for (var i = 0; i < 8; i++)
        {
            var (spent, values) = await AskAsync(http, portal, "api/v1/metrics?ids=core&by=dealer&period=2026-10");
            var dealers = values.EnumerateArray().Count(v => v.GetProperty("id").GetString() == "SAL-01");
            times.Add(dealers == MetricsBenchDatabase.Dealers ? spent : throw new InvalidOperationException($"{dealers} dealers answered."));
        }

        return Median(times);
    }

    /// <summary>Median over dealers that nobody has asked for, after some that compile the way.</summary>
    private static async Task<Spent> SeriesAsync(HttpClient http, PortalProcess portal, string metric)
    {
        var times = new List<Spent>();
        for (var dealer = 0; dealer < 14; dealer++)
        {
            var (spent, values) = await AskAsync(http, portal, $"api/v1/metrics/{metric}/series?slice=dealer={MetricsBenchDatabase.Dealer(dealer * 97)}&until=2026-10&months=24");
            times.Add(values.GetArrayLength() == 24 && values[23].GetProperty("n").GetInt64() > 0 ? spent : throw new InvalidOperationException($"{metric} read nothing: {values[23]}"));
        }

        return Median(times);
    }

    /// <summary>Thousands of combinations that nobody has asked for before: the process must not be larger after the second half than after the first.</summary>
    private static async Task SoakAsync(BenchReport report, HttpClient http, PortalProcess portal)
    {
        var random = new Random(4);
        long half = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var metrics = s_combined.Where(_ => random.Next(2) == 0).Append("SAL-02").ToArray();
            random.Shuffle(metrics);
            await AskAsync(http, portal, $"api/v1/metrics?ids={string.Join(',', metrics)}&by=dealer&slice=dealer={MetricsBenchDatabase.Dealer(random.Next(3_000))}&period=2026-{1 + random.Next(10):00}");
            half = round == 1_499 ? portal.ResidentBytes : half;
        }

        var (before, after) = (half / 1e6, portal.ResidentBytes / 1e6);
        report.Add("soak_rss_3000_shapes", after, "MB", before, after / before, $"<={SoakRatio}", null, after <= SoakRatio * before);
    }

    private static Spent Median(List<Spent> times)
    {
        var warm = times.Skip(3).ToList();
        return new Spent(BenchReport.Percentile([.. warm.Select(t => t.Milliseconds)], 0.5), BenchReport.Percentile([.. warm.Select(t => t.Cpu)], 0.5));
    }

    private static async Task<(Spent Spent, JsonElement Values)> AskAsync(HttpClient http, PortalProcess portal, string path)
    {
        var (clock, cpu) = (Stopwatch.GetTimestamp(), portal.Cpu);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var spent = new Spent(Stopwatch.GetElapsedTime(clock).TotalMilliseconds, (portal.Cpu - cpu).TotalMilliseconds);
        using var json = JsonDocument.Parse(bytes);
        return answer.IsSuccessStatusCode ? (spent, json.RootElement.Clone()) : throw new InvalidOperationException(json.RootElement.ToString());
    }

    /// <param name="Cpu">Milliseconds of the portal, all threads.</param>
    private readonly record struct Spent(double Milliseconds, double Cpu);
}
