using System.Diagnostics;
using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G8: cold start on a migrated database to the first page, and on to the first page of a signed-in dealer, against a bare Kestrel text endpoint in a
/// process of its own. The two take turns, so that both see the same machine.
/// </summary>
internal static class StartBench
{
    private static readonly string[] s_workbench = ["account/login", "workbench"];

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var rounds = full ? 15 : 7;
        await using var portal = PortalProcess.Prepare();
        await portal.StartAsync();
        await portal.VerbAsync("user", "create", "start@bench.local", "--roles", "DA", "--dealer", "B0001", "--password", World.Password);
        var cookie = await BoardBench.SignInAsync(portal.Url, "start@bench.local");
        await portal.StopAsync();
        var app = new List<Start[]>();
        var floor = new List<Start>();
        for (var i = 0; i <= rounds; i++)
        {
            var bare = await FloorAsync();
            var served = await PortalAsync(portal, cookie);

            // The first round fills the page cache of the operating system.
            if (i > 0)
            {
                floor.Add(bare);
                app.Add(served);
            }
        }

        var (floorWall, floorCpu) = (Median(floor, s => s.Wall), Median(floor, s => s.Cpu));
        var (wall, cpu) = (Median(app, s => s[0].Wall), Median(app, s => s[0].Cpu));
        report.Add("start_cpu", cpu, "s", floorCpu, cpu / floorCpu, "<=4", "<=2.5", cpu / floorCpu <= 4);
        report.Add("start_wall", wall, "s", floorWall, wall / floorWall, "<=4", "<=2.5", wall / floorWall <= 4);
        report.Add("start_rss", Median(app, s => s[0].Rss), "MiB", null, null, null, "<=180", null);
        report.Add("start_workbench_cpu", Median(app, s => s[1].Cpu), "s", floorCpu, Median(app, s => s[1].Cpu) / floorCpu, null, null, null);
        report.Add("start_workbench_wall", Median(app, s => s[1].Wall), "s", floorWall, Median(app, s => s[1].Wall) / floorWall, null, null, null);
        report.AddMachine();
    }

    /// <summary>The login page, then the workbench of the cookie's owner, both since the launch.</summary>
    private static async Task<Start[]> PortalAsync(PortalProcess portal, string cookie)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        var clock = Stopwatch.StartNew();
        portal.Start();
        var starts = new List<Start>();
        foreach (var page in s_workbench)
        {
            await PollAsync(http, new Uri(portal.Url, page));
            starts.Add(new Start(clock.Elapsed.TotalSeconds, portal.Cpu.TotalSeconds, portal.ResidentBytes / 1048576.0));
        }

        await portal.StopAsync();
        return [.. starts];
    }

    private static async Task<Start> FloorAsync()
    {
        var port = PortalProcess.FreePort();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StartBench).Assembly.Location, "bench-floor", port.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        await PollAsync(http, new Uri($"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}/"));
        var wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        var start = new Start(wall, process.TotalProcessorTime.TotalSeconds, process.WorkingSet64 / 1048576.0);
        process.Kill();
        await process.WaitForExitAsync();
        return start;
    }

    private static async Task PollAsync(HttpClient http, Uri address)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }

                if (patience.Elapsed > TimeSpan.FromMinutes(2))
                {
                    throw new InvalidOperationException($"{address} answers {answer.StatusCode}.");
                }
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(2))
            {
                // Not listening yet.
            }

            await Task.Delay(10);
        }
    }

    private static double Median<T>(IEnumerable<T> rounds, Func<T, double> figure) => BenchReport.Percentile([.. rounds.Select(figure)], 0.5);

    private readonly record struct Start(double Wall, double Cpu, double Rss);
}
