using System.Diagnostics;
using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// A day in front of a wall: the events of 24 hours run past boards that stay open, an hour in some seconds; afterwards the server is restarted under them.
/// Memory is read after a forced collection at the end of each hour, and the last six hours are held against the six before noon.
/// </summary>
internal static class SoakBench
{
    private const int Hours = 24;
    private static readonly string[] s_boards = ["board", "boards/executive", "boards/operations"];

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var (seconds, restarts) = full ? (60, 5) : (5, 3);
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
        var viewers = new List<Viewer>();
        foreach (var board in s_boards)
        {
            viewers.Add(await Viewer.OpenAsync(context, new Uri(portal.Url, board)));
        }

        var (next, events) = (0L, 0);
        var midnight = Midnight();
        var server = new List<double>();
        for (var hour = 0; hour < Hours; hour++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; clock.Elapsed.TotalSeconds < seconds; i++)
            {
                // The past day's hours, so that none of it lies ahead.
                var at = midnight.AddDays(-1).AddHours(hour).AddSeconds(i % 3_600);
                await IngestBench.PostAsync(http, [.. Enumerable.Range(0, 10).Select(_ => generator.Line(next++, DateOnly.FromDateTime(at.DateTime).AddDays(i % 2), at))]);
                events += 10;
                var wait = TimeSpan.FromMilliseconds((i + 1) * 20) - clock.Elapsed;
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            }

            foreach (var viewer in viewers)
            {
                await viewer.SampleAsync();
            }

            server.Add(await ServerHeapAsync(portal));
        }

        report.Add("events", events, "events", null, null, null, null, null);
        foreach (var viewer in viewers)
        {
            report.Add($"{viewer.Name}_updates", await viewer.UpdatesAsync(), "updates", null, null, null, null, null);
            AddGrowth(report, $"{viewer.Name}_heap", "MiB", viewer.Heap, 1.05);
            AddGrowth(report, $"{viewer.Name}_nodes", "nodes", viewer.Nodes, 1.02);
            AddGrowth(report, $"{viewer.Name}_listeners", "listeners", viewer.Listeners, 1.02);
        }

        AddGrowth(report, "server_heap", "MiB", server, 1.10);
        var back = new List<double>();
        for (var i = 0; i < restarts; i++)
        {
            back.Add(await RestartAsync(portal, viewers, generator, () => next++));
        }

        report.Add("restart_to_live_slowest", back.Max(), "s", null, null, "<=15 s", null, back.Max() <= 15);
        report.AddMachine();
    }

    /// <summary>Stops and starts the server, and waits until each page by itself shows an event that came afterwards, at the address it had.</summary>
    /// <returns>Seconds since the server answered again.</returns>
    private static async Task<double> RestartAsync(PortalProcess portal, List<Viewer> viewers, EventGenerator generator, Func<long> next)
    {
        await portal.StopAsync();
        await portal.StartAsync();
        var clock = Stopwatch.StartNew();
        using var http = await portal.ApiAsync();
        while (clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            await IngestBench.PostAsync(http, [generator.Line(next(), DateOnly.FromDateTime(Midnight().DateTime))]);
            await Task.Delay(250);
            var live = true;
            foreach (var viewer in viewers)
            {
                live &= await viewer.IsLiveAsync();
            }

            if (live)
            {
                return clock.Elapsed.TotalSeconds;
            }
        }

        throw new InvalidOperationException("A board did not come back within a minute: " + string.Join(", ", viewers.Select(v => v.Url)));
    }

    private static void AddGrowth(BenchReport report, string figure, string unit, IReadOnlyList<double> hours, double gate)
    {
        var (morning, night) = (BenchReport.Percentile([.. hours.Skip(6).Take(6)], 0.5), BenchReport.Percentile([.. hours.Skip(Hours - 6)], 0.5));
        report.Add(figure, night, unit, morning, night / morning, string.Create(CultureInfo.InvariantCulture, $"<={gate}"), null, night <= gate * morning);
    }

    /// <summary>What the last collections left, from the portal's own counters.</summary>
    private static async Task<double> ServerHeapAsync(PortalProcess portal)
    {
        using var http = new HttpClient { BaseAddress = portal.Url };
        var text = await http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return text.Split('\n').Where(l => l.StartsWith("dotnet_gc_last_collection_heap_size_bytes", StringComparison.Ordinal))
            .Sum(l => double.Parse(l.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture)) / 1_048_576;
    }

    private static DateTimeOffset Midnight()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone);
        return new DateTimeOffset(now.Date, now.Offset);
    }

    /// <summary>A board in a page of its own and what it holds.</summary>
    private sealed class Viewer(IPage page, ICDPSession session, Uri url)
    {
        private const string Counter =
            """
            () => {
              const node = document.querySelector('[data-topic]');
              if (!node || window.benchUpdates !== undefined) return;
              window.benchUpdates = 0;
              new MutationObserver(changes => { window.benchUpdates += changes.length; }).observe(node, { attributes: true, attributeFilter: ['data-watermark'] });
            }
            """;

        public Uri Url => url;

        public string Name => url.AbsolutePath.Trim('/').Replace('/', '_');

        public List<double> Heap { get; } = [];

        public List<double> Nodes { get; } = [];

        public List<double> Listeners { get; } = [];

        public static async Task<Viewer> OpenAsync(IBrowserContext context, Uri url)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(url.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
            await page.WaitForFunctionAsync("() => document.querySelector('[data-topic]')?.dataset.watermark !== undefined", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
            await page.EvaluateAsync(Counter);
            return new Viewer(page, await context.NewCDPSessionAsync(page), url);
        }

        public async Task SampleAsync()
        {
            await session.SendAsync("HeapProfiler.collectGarbage");
            var heap = await session.SendAsync("Runtime.getHeapUsage");
            var counters = await session.SendAsync("Memory.getDOMCounters");
            Heap.Add(heap!.Value.GetProperty("usedSize").GetDouble() / 1_048_576);
            Nodes.Add(counters!.Value.GetProperty("nodes").GetDouble());
            Listeners.Add(counters.Value.GetProperty("jsEventListeners").GetDouble());
        }

        public async Task<double> UpdatesAsync() => await page.EvaluateAsync<double>("() => window.benchUpdates");

        /// <summary>Whether the page, as it is now, has shown a change since it came back. A page that was loaded again counts from its own start.</summary>
        public async Task<bool> IsLiveAsync()
        {
            try
            {
                if (page.Url != url.ToString())
                {
                    throw new InvalidOperationException($"{url} became {page.Url}.");
                }

                if (await page.EvaluateAsync<bool>("() => document.documentElement.hasAttribute('data-offline')"))
                {
                    await page.EvaluateAsync("() => { window.benchBefore = undefined; }");
                    return false;
                }

                await page.EvaluateAsync(Counter);
                return await page.EvaluateAsync<bool>("() => { window.benchBefore ??= window.benchUpdates; return window.benchUpdates > window.benchBefore; }");
            }
            catch (PlaywrightException)
            {
                // It is being loaded.
                return false;
            }
        }
    }
}
