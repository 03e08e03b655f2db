using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G1 and G1b: order lines posted one batch after the other through the API; every viewer of <c>board:national</c> is timed from the start of the POST to the
/// first delta whose watermark covers the event. The floor is a bare hub with the same payload, half a flush, and a commit of the same run.
/// </summary>
internal static class BoardBench
{
    private const double Flush = 100;
    private const string Account = "executive@demo.local";

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var viewers = 100;
        var seconds = full ? 60 : 15;
        await using var portal = PortalProcess.Prepare(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ChannelPortal__Demo__Enabled"] = "true",
            ["ChannelPortal__Demo__Password"] = World.Password,
            ["ChannelPortal__Demo__Dealers"] = "60",
            ["ChannelPortal__Demo__Months"] = "13",
        });
        await portal.StartAsync();
        using var http = await portal.ApiAsync();
        var generator = new EventGenerator(300);
        foreach (var chunk in generator.Dimensions().Chunk(500))
        {
            await IngestBench.PostAsync(http, chunk);
        }

        var next = 0L;
        await SendAsync(http, generator, () => Interlocked.Add(ref next, 10) - 10, TimeSpan.FromSeconds(5));
        var commit = Commits();
        var (_, cpuAlone) = await MeasureAsync(portal, () => SendAsync(http, generator, () => Interlocked.Add(ref next, 10) - 10, TimeSpan.FromSeconds(seconds)));

        var cookie = await SignInAsync(portal.Url);
        var size = 0;
        await using var crowd = await Crowd.OpenAsync(viewers, () => new HubConnectionBuilder().WithUrl(new Uri(portal.Url, "hubs/live"), o => o.Headers["Cookie"] = cookie).Build(), async hub =>
        {
            var snapshot = await hub.InvokeAsync<JsonElement>("Subscribe", "board:national");
            size = snapshot.GetRawText().Length;
        });
        var (batches, cpuWatched) = await MeasureAsync(portal, () => SendAsync(http, generator, () => Interlocked.Add(ref next, 10) - 10, TimeSpan.FromSeconds(seconds)));
        await Task.Delay(1_500);

        var latencies = new List<double>();
        var unseen = 0;
        foreach (var deltas in crowd.Deltas)
        {
            var seen = deltas.OrderBy(d => d.At).ToList();
            foreach (var batch in batches)
            {
                var hit = seen.FirstOrDefault(d => d.Watermark >= batch.Seq && d.At >= batch.Start);
                if (hit.Watermark == 0)
                {
                    unseen++;
                }
                else
                {
                    latencies.Add(Stopwatch.GetElapsedTime(batch.Start, hit.At).TotalMilliseconds);
                }
            }
        }

        var updates = crowd.Deltas.Sum(d => d.Count(x => x.At >= batches[0].Start));
        var floor = await FloorAsync(viewers, size, seconds: 5);
        var (p50, p99) = (BenchReport.Percentile(latencies, 0.5), BenchReport.Percentile(latencies, 0.99));
        var (floor50, floor99) = ((Flush / 2) + floor.P50 + BenchReport.Percentile(commit, 0.5), Flush + floor.P99 + BenchReport.Percentile(commit, 0.99));
        report.Add("events_per_second", batches.Count * 10.0 / seconds, "events/s", null, null, null, "1000", null);
        report.Add("never_seen", unseen, "events", 0, null, "= 0", null, unseen == 0);
        report.Add("latency_p50", p50, "ms", floor50, p50 / floor50, "<=1.5", "75 ms", p50 <= 1.5 * floor50);
        report.Add("latency_p99", p99, "ms", floor99, p99 / floor99, "<=2", "160 ms", p99 <= 2 * floor99);
        report.Add("ack_p50", BenchReport.Percentile([.. batches.Select(b => b.Ack)], 0.5), "ms", BenchReport.Percentile(commit, 0.5), null, null, null, null);
        report.Add("updates_per_viewer", updates / (double)viewers / seconds, "1/s", 1_000 / Flush, null, null, null, null);
        var cpu = (cpuWatched - cpuAlone).TotalMicroseconds / Math.Max(updates, 1);
        report.Add("cpu_per_viewer_update", cpu, "us", floor.Cpu, cpu / floor.Cpu, "<=4", "<=2", cpu <= 4 * floor.Cpu);
        report.AddMachine();
    }

    private static async Task<(T Result, TimeSpan Cpu)> MeasureAsync<T>(PortalProcess portal, Func<Task<T>> work)
    {
        var before = portal.Cpu;
        var result = await work();
        return (result, portal.Cpu - before);
    }

    /// <summary>One sequential client: ten lines of today every 10 ms, as far as the answers allow.</summary>
    private static async Task<List<Sent>> SendAsync(HttpClient http, EventGenerator generator, Func<long> next, TimeSpan duration)
    {
        var sent = new List<Sent>();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed < duration; i++)
        {
            var wait = TimeSpan.FromMilliseconds(i * 10) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            var first = next();
            var lines = Enumerable.Range(0, 10).Select(n => generator.Line(first + n, day: today)).ToList();
            using var content = EventGenerator.Batch(lines);
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync(new Uri("api/v1/events", UriKind.Relative), content);
            var ack = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            if (!answer.IsSuccessStatusCode || json.RootElement.GetProperty("rejected").GetInt64() > 0)
            {
                throw new InvalidOperationException(json.RootElement.GetRawText()[..400]);
            }

            var seq = json.RootElement.GetProperty("results").EnumerateArray().Max(r => r.GetProperty("seq").GetInt64());
            sent.Add(new Sent(seq, start, ack));
        }

        return sent;
    }

    /// <summary>One-row commits on SQLite as the portal commits: WAL, synchronous full.</summary>
    private static List<double> Commits()
    {
        var folder = Directory.CreateTempSubdirectory("channelportal-commit-").FullName;
        var times = new List<double>();
        using (var connection = new SqliteConnection($"Data Source={folder}/c.db;Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a INTEGER)";
            command.ExecuteNonQuery();
            command.CommandText = "INSERT INTO t VALUES (1)";
            for (var i = 0; i < 200; i++)
            {
                var start = Stopwatch.GetTimestamp();
                command.ExecuteNonQuery();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Directory.Delete(folder, recursive: true);
        return times;
    }

    /// <summary>A bare hub in its own process: the same number of viewers, a delta of the same size ten times a second.</summary>
    private static async Task<(double P50, double P99, double Cpu)> FloorAsync(int viewers, int size, int seconds)
    {
        var port = PortalProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(BoardBench).Assembly.Location, "bench-floor", port]) { UseShellExecute = false })!;
        await Task.Delay(2_000);
        await using var crowd = await Crowd.OpenAsync(viewers, () => new HubConnectionBuilder().WithUrl($"http://localhost:{port}/hub").Build(), hub => hub.InvokeAsync("Join"));
        await using var sender = new HubConnectionBuilder().WithUrl($"http://localhost:{port}/hub").Build();
        await sender.StartAsync();
        var payload = new string('x', Math.Min(size, 2_000));
        var sent = new List<Sent>();
        var cpu = TimeSpan.Zero;
        const int WarmUp = 50;
        for (var i = 1; i <= WarmUp + (seconds * 10); i++)
        {
            if (i == WarmUp + 1)
            {
                process.Refresh();
                cpu = process.TotalProcessorTime;
            }

            sent.Add(new Sent(i, Stopwatch.GetTimestamp(), 0));
            await sender.InvokeAsync("Send", new { watermark = i, cells = payload });
            await Task.Delay(100);
        }

        await Task.Delay(500);
        process.Refresh();
        var used = process.TotalProcessorTime - cpu;
        var start = sent.ToDictionary(s => s.Seq, s => s.Start);
        var latencies = crowd.Deltas.SelectMany(d => d).Where(d => d.Watermark > WarmUp).Select(d => Stopwatch.GetElapsedTime(start[d.Watermark], d.At).TotalMilliseconds).ToList();
        process.Kill();
        await process.WaitForExitAsync();
        return (BenchReport.Percentile(latencies, 0.5), BenchReport.Percentile(latencies, 0.99), used.TotalMicroseconds / latencies.Count);
    }

    internal static async Task<string> SignInAsync(Uri url, string account = Account)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = url };
        var form = await http.GetStringAsync(new Uri("account/login", UriKind.Relative));
        var fields = Regex.Matches(form, @"<input[^>]*type=""hidden""[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(m => (Name: Attribute(m.Value, "name"), Value: Attribute(m.Value, "value")))
            .Where(f => f.Name.Length > 0)
            .Append((Name: "Email", Value: account))
            .Append((Name: "Password", Value: World.Password))
            .Select(f => KeyValuePair.Create(f.Name, f.Value));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri("account/login", UriKind.Relative), content);
        return answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther ? cookies.GetCookieHeader(url) : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");

        static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $@"\b{name}=""([^""]*)""", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);
    }

    private readonly record struct Sent(long Seq, long Start, double Ack);

    internal readonly record struct Received(long Watermark, long At);

    /// <summary>Viewers without browsers: hub connections that note when which watermark came.</summary>
    internal sealed class Crowd : IAsyncDisposable
    {
        private readonly List<HubConnection> connections = [];

        public List<ConcurrentQueue<Received>> Deltas { get; } = [];

        public static async Task<Crowd> OpenAsync(int viewers, Func<HubConnection> connect, Func<HubConnection, Task> join)
        {
            var crowd = new Crowd();
            for (var i = 0; i < viewers; i++)
            {
                var hub = connect();
                var deltas = new ConcurrentQueue<Received>();
                hub.On<JsonElement>("Delta", d => deltas.Enqueue(new Received(d.GetProperty("watermark").GetInt64(), Stopwatch.GetTimestamp())));
                await hub.StartAsync();
                await join(hub);
                crowd.connections.Add(hub);
                crowd.Deltas.Add(deltas);
            }

            return crowd;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
