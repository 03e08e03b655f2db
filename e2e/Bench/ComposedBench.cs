using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// The executive board, whose twelve tiles are metrics and not ready cells: order lines posted while a hundred viewers look at it, timed to the first delta that
/// covers them, and a click in a real browser timed to the frame in which the board shows the filtered figures (E3). The floor is a bare hub with the same payload.
/// </summary>
internal static class ComposedBench
{
    private const int Viewers = 100;
    private const int Clicks = 12;

    /// <summary>Resolves with the milliseconds from an action to the frame after the last tile has its answer.</summary>
    private const string Timed =
        """
        async act => {
          const root = document.querySelector('[data-topic]');
          const before = root.dataset.topic;
          const start = performance.now();
          act === 'clear' ? document.querySelector('[data-clear]').click() : document.querySelector('[data-tile=places] ol a').click();
          for (;;) {
            await new Promise(requestAnimationFrame);
            const known = window.cp.live.topics.get(root.dataset.topic);
            if (root.dataset.topic !== before && known?.painted) break;
            if (performance.now() - start > 30000) throw new Error('The board did not answer.');
          }

          // Tiles are drawn in a frame of their own; the figure has been written when the one after it comes.
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - start;
        }
        """;

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var seconds = full ? 60 : 20;
        await using var portal = PortalProcess.Prepare(World.SmallDemo);
        await portal.StartAsync();
        using var http = await portal.ApiAsync();
        var generator = new EventGenerator(300);
        foreach (var chunk in generator.Dimensions().Chunk(500))
        {
            await IngestBench.PostAsync(http, chunk);
        }

        var cookie = await BoardBench.SignInAsync(portal.Url);
        await using var screen = await Screen.OpenAsync();
        await using var context = await screen.ContextAsync(portal.Url, cookie);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(portal.Url, "boards/executive").ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => document.querySelector('[data-topic]')?.dataset.watermark !== undefined && document.querySelector('[data-tile=places] ol a')", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
        await AddFilterAsync(report, page);

        var topic = await page.EvaluateAsync<string>("() => document.querySelector('[data-topic]').dataset.topic");
        await page.CloseAsync();
        var size = 0;
        await using var crowd = await Crowd.OpenAsync(Viewers, () => new HubConnectionBuilder().WithUrl(new Uri(portal.Url, "hubs/live"), o => o.Headers["Cookie"] = cookie).Build(), async hub =>
            size = (await hub.InvokeAsync<JsonElement>("Subscribe", topic)).GetRawText().Length);
        var next = 0L;
        await SendAsync(http, generator, () => next++, TimeSpan.FromSeconds(10));
        var cpu = portal.Cpu;
        var batches = await SendAsync(http, generator, () => next++, TimeSpan.FromSeconds(seconds));
        await Task.Delay(3_000);
        cpu = portal.Cpu - cpu;
        var received = crowd.Deltas.ConvertAll(d => d.OrderBy(x => x.At).ToList());
        await crowd.DisposeAsync();
        var (latencies, unseen) = (new List<double>(), 0);
        foreach (var seen in received)
        {
            foreach (var (seq, start) in batches)
            {
                var hit = seen.FirstOrDefault(d => d.Watermark >= seq && d.At >= start);
                unseen += hit.Watermark == 0 ? 1 : 0;
                latencies.AddRange(hit.Watermark == 0 ? [] : [Stopwatch.GetElapsedTime(start, hit.At).TotalMilliseconds]);
            }
        }

        var floor = await BoardBench.FloorAsync(Viewers, size, screen, seconds: 5);
        var (p50, p99) = (BenchReport.Percentile(latencies, 0.5), BenchReport.Percentile(latencies, 0.99));
        report.Add("events_per_second", batches.Count * 10.0 / seconds, "events/s", null, null, null, null, null);
        report.Add("never_seen", unseen, "events", 0, null, "= 0", null, unseen == 0);
        report.Add("latency_p50", p50, "ms", floor.P50, p50 / floor.P50, null, null, null);
        report.Add("latency_p99", p99, "ms", floor.P99, p99 / floor.P99, "<=1000 ms", null, p99 <= 1_000);
        report.Add("updates_per_viewer", received.Sum(d => d.Count(x => x.At >= batches[0].Start)) / (double)Viewers / seconds, "1/s", null, null, null, null, null);
        report.Add("cpu_share", cpu.TotalSeconds / (seconds + 3), "cores", null, null, null, null, null);
        report.Add("memory", portal.ResidentBytes / 1_048_576.0, "MiB", null, null, null, null, null);
        report.AddMachine();
    }

    private static async Task AddFilterAsync(BenchReport report, IPage page)
    {
        var times = new List<double>();
        for (var i = 0; i < Clicks + 2; i++)
        {
            foreach (var act in new[] { "filter", "clear" })
            {
                var time = await page.EvaluateAsync<double>(Timed, act);
                times.AddRange(i < 2 ? [] : [time]);
                await Task.Delay(400);
            }
        }

        var (p50, p95) = (BenchReport.Percentile(times, 0.5), BenchReport.Percentile(times, 0.95));
        report.Add("cross_filter_p50", p50, "ms", null, null, "<=300", null, p50 <= 300);
        report.Add("cross_filter_p95", p95, "ms", null, null, null, null, null);
    }

    /// <summary>Ten lines of today every 100 ms.</summary>
    private static async Task<List<(long Seq, long Start)>> SendAsync(HttpClient http, EventGenerator generator, Func<long> next, TimeSpan duration)
    {
        var sent = new List<(long, long)>();
        var today = DateOnly.ParseExact(Events.Day(0), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed < duration; i++)
        {
            var wait = TimeSpan.FromMilliseconds(i * 100) - clock.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            using var content = EventGenerator.Batch([.. Enumerable.Range(0, 10).Select(_ => generator.Line(next(), day: today))]);
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync(new Uri("api/v1/events", UriKind.Relative), content);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            sent.Add((json.RootElement.GetProperty("results").EnumerateArray().Max(r => r.GetProperty("seq").GetInt64()), start));
        }

        return sent;
    }
}
