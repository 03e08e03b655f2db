using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G1 and G1b: order lines posted one batch after the other through the API; every viewer of <c>board:national</c> is timed from the start of the POST to the
/// first delta whose watermark covers the event, and one of them in a real browser to the first animation frame that shows it. The floor is a bare hub with
/// the same payload, half a flush, and a commit of the same run.
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
            ["Jobs__Enabled"] = "false",
        });
        await portal.StartAsync();
        using var http = await portal.ApiAsync();
        var generator = new EventGenerator(300);
        foreach (var chunk in generator.Dimensions().Chunk(500))
        {
            await IngestBench.PostAsync(http, chunk);
        }

        var next = 0L;
        var commit = Commits();
        var cookie = await SignInAsync(portal.Url);
        var size = 0;
        await using var screen = await Screen.OpenAsync();
        await using var watcher = await screen.WatchAsync(new Uri(portal.Url, "board"), "[data-topic='board:national']", "watermark", cookie);
        await using var crowd = await Crowd.OpenAsync(viewers - 1, () => new HubConnectionBuilder().WithUrl(new Uri(portal.Url, "hubs/live"), o => o.Headers["Cookie"] = cookie).Build(), async hub =>
        {
            var snapshot = await hub.InvokeAsync<JsonElement>("Subscribe", "board:national");
            size = snapshot.GetRawText().Length;
        });

        // Warm: what is measured runs all day, and compiling it takes this long.
        await SendAsync(http, generator, () => Interlocked.Add(ref next, 10) - 10, TimeSpan.FromSeconds(20));
        var (batches, cpuWatched) = await MeasureAsync(portal, () => SendAsync(http, generator, () => Interlocked.Add(ref next, 10) - 10, TimeSpan.FromSeconds(seconds)));
        await Task.Delay(1_500);
        var frames = await watcher.ReadAsync();
        await watcher.DisposeAsync();
        var received = crowd.Deltas.ConvertAll(d => d.OrderBy(x => x.At).ToList());
        await crowd.DisposeAsync();

        // The same events without anybody watching, last: a colder run would hide what the viewers cost.
        var (_, cpuAlone) = await MeasureAsync(portal, () => SendAsync(http, generator, () => Interlocked.Add(ref next, 10) - 10, TimeSpan.FromSeconds(seconds)));

        var latencies = new List<double>();
        var unseen = 0;
        foreach (var seen in received)
        {
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

        var updates = received.Sum(d => d.Count(x => x.At >= batches[0].Start));
        var floor = await FloorAsync(viewers, size, screen, seconds: 5);
        var (p50, p99) = (BenchReport.Percentile(latencies, 0.5), BenchReport.Percentile(latencies, 0.99));
        var (commit50, commit99) = (BenchReport.Percentile(commit, 0.5), BenchReport.Percentile(commit, 0.99));
        var (floor50, floor99) = ((Flush / 2) + floor.P50 + commit50, Flush + floor.P99 + commit99);
        report.Add("events_per_second", batches.Count * 10.0 / seconds, "events/s", null, null, null, "1000", null);
        report.Add("never_seen", unseen, "events", 0, null, "= 0", null, unseen == 0);
        report.Add("latency_p50", p50, "ms", floor50, p50 / floor50, "<=1.5", "75 ms", p50 <= 1.5 * floor50);
        report.Add("latency_p99", p99, "ms", floor99, p99 / floor99, "<=2", "160 ms", p99 <= 2 * floor99);
        var shown = Shown(batches, frames);
        var (page50, page99) = (BenchReport.Percentile(shown, 0.5), BenchReport.Percentile(shown, 0.99));
        var (screen50, screen99) = ((Flush / 2) + floor.Page50 + commit50, Flush + floor.Page99 + commit99);
        report.Add("browser_never_seen", batches.Count - shown.Count, "events", 0, null, "= 0", null, shown.Count == batches.Count);
        report.Add("browser_p50", page50, "ms", screen50, page50 / screen50, "<=1.5", "75 ms", page50 <= 1.5 * screen50);
        report.Add("browser_p99", page99, "ms", screen99, page99 / screen99, "<=2", "160 ms", page99 <= 2 * screen99);
        report.Add("ack_p50", BenchReport.Percentile([.. batches.Select(b => b.Ack)], 0.5), "ms", commit50, null, null, null, null);
        report.Add("ack_p99", BenchReport.Percentile([.. batches.Select(b => b.Ack)], 0.99), "ms", commit99, null, null, null, null);
        report.Add("updates_per_viewer", updates / (double)viewers / seconds, "1/s", 1_000 / Flush, null, null, null, null);
        var cpu = (cpuWatched - cpuAlone).TotalMicroseconds / Math.Max(updates, 1);
        report.Add("cpu_per_viewer_update", cpu, "us", floor.Cpu, cpu / floor.Cpu, "<=4", "<=2", cpu <= 4 * floor.Cpu);
        report.AddMachine();
    }

    /// <summary>From the start of each POST to the frame whose watermark covers it, on the browser's clock.</summary>
    private static List<double> Shown(List<Sent> batches, IReadOnlyList<Frame> frames)
    {
        var latencies = new List<double>();
        var next = 0;
        foreach (var batch in batches)
        {
            while (next < frames.Count && frames[next].Mark < batch.Seq)
            {
                next++;
            }

            if (next < frames.Count)
            {
                latencies.Add(frames[next].At - batch.At);
            }
        }

        return latencies;
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
            var (start, at) = (Stopwatch.GetTimestamp(), Screen.Now);
            using var answer = await http.PostAsync(new Uri("api/v1/events", UriKind.Relative), content);
            var ack = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            if (!answer.IsSuccessStatusCode || json.RootElement.GetProperty("rejected").GetInt64() > 0)
            {
                throw new InvalidOperationException(json.RootElement.GetRawText()[..400]);
            }

            var seq = json.RootElement.GetProperty("results").EnumerateArray().Max(r => r.GetProperty("seq").GetInt64());
            sent.Add(new Sent(seq, start, at, ack));
        }

        return sent;
    }

    /// <summary>One-row commits on SQLite as the portal commits: WAL, synchronous full.</summary>
    internal static List<double> Commits()
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

    /// <summary>A bare hub in its own process: the same number of viewers, one of them a bare page, a delta of the same size ten times a second.</summary>
    internal static async Task<Floor> FloorAsync(int viewers, int size, Screen screen, int seconds)
    {
        await using var host = await FloorProcess.StartAsync("bench-floor");
        var process = host.Process;
        await using var watcher = await screen.WatchAsync(new Uri(host.Url, "page"), "#mark", "watermark", cookie: null);
        await using var crowd = await Crowd.OpenAsync(viewers - 1, () => new HubConnectionBuilder().WithUrl(new Uri(host.Url, "hub")).Build(), hub => hub.InvokeAsync("Join"));
        await using var sender = new HubConnectionBuilder().WithUrl(new Uri(host.Url, "hub")).Build();
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

            sent.Add(new Sent(i, Stopwatch.GetTimestamp(), Screen.Now, 0));
            await sender.InvokeAsync("Send", new { watermark = i, cells = payload });
            await Task.Delay(100);
        }

        await Task.Delay(500);
        process.Refresh();
        var used = process.TotalProcessorTime - cpu;
        var start = sent.ToDictionary(s => s.Seq, s => s.Start);
        var latencies = crowd.Deltas.SelectMany(d => d).Where(d => d.Watermark > WarmUp).Select(d => Stopwatch.GetElapsedTime(start[d.Watermark], d.At).TotalMilliseconds).ToList();
        var shown = Shown([.. sent.Skip(WarmUp)], await watcher.ReadAsync());
        return new Floor(
            BenchReport.Percentile(latencies, 0.5), BenchReport.Percentile(latencies, 0.99), used.TotalMicroseconds / Math.Max(latencies.Count, 1),
            BenchReport.Percentile(shown, 0.5), BenchReport.Percentile(shown, 0.99));
    }

    internal static async Task<string> SignInAsync(Uri url, string account = Account)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = url };
        var page = await http.GetStringAsync(new Uri("account/login", UriKind.Relative));

        // The page may hold other ways in; theirs are other hidden fields.
        var form = Regex.Matches(page, "<form.*?</form>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Select(m => m.Value).First(f => f.Contains("name=\"Password\"", StringComparison.Ordinal));
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

    /// <param name="Cpu">Microseconds of the host per delta and viewer.</param>
    /// <param name="Page50">Median to the animation frame of the bare page.</param>
    internal sealed record Floor(double P50, double P99, double Cpu, double Page50, double Page99);

    /// <param name="At">The same instant as <paramref name="Start"/> on the clock that browsers read.</param>
    private readonly record struct Sent(long Seq, long Start, double At, double Ack);
}
