using System.Diagnostics;
using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>G8: cold start to the first served page on a migrated database, against a bare Kestrel text endpoint in a process of its own.</summary>
internal static class StartBench
{
    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var rounds = full ? 9 : 5;
        await using var portal = PortalProcess.Prepare();
        await portal.StartAsync();
        await portal.StopAsync();
        var app = new List<(double Wall, double Cpu, double Rss)>();
        var floor = new List<(double Wall, double Cpu)>();
        for (var i = 0; i < rounds; i++)
        {
            floor.Add(await FloorAsync());
            app.Add(await PortalAsync(portal));
        }

        var (wall, cpu) = (Median(app.Select(a => a.Wall)), Median(app.Select(a => a.Cpu)));
        var (floorWall, floorCpu) = (Median(floor.Select(a => a.Wall)), Median(floor.Select(a => a.Cpu)));
        report.Add("start_cpu", cpu, "s", floorCpu, cpu / floorCpu, "<=4", "<=2.5", cpu / floorCpu <= 4);
        report.Add("start_wall", wall, "s", floorWall, wall / floorWall, "<=4", "<=2.5", wall / floorWall <= 4);
        report.Add("start_rss", Median(app.Select(a => a.Rss)), "MiB", null, null, null, "<=180", null);
    }

    private static async Task<(double Wall, double Cpu, double Rss)> PortalAsync(PortalProcess portal)
    {
        var clock = Stopwatch.StartNew();
        portal.Start();
        await PollAsync(new Uri(portal.Url, "account/login"));
        var result = (clock.Elapsed.TotalSeconds, portal.Cpu.TotalSeconds, portal.ResidentBytes / 1048576.0);
        await portal.StopAsync();
        return result;
    }

    private static async Task<(double Wall, double Cpu)> FloorAsync()
    {
        var port = PortalProcess.FreePort();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StartBench).Assembly.Location, "bench-floor", port.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        await PollAsync(new Uri($"http://localhost:{port}/"));
        var wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        var cpu = process.TotalProcessorTime.TotalSeconds;
        process.Kill();
        await process.WaitForExitAsync();
        return (wall, cpu);
    }

    private static async Task PollAsync(Uri address)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                if ((int)answer.StatusCode < 500)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(2))
            {
                // Not listening yet.
            }

            await Task.Delay(10);
        }
    }

    private static double Median(IEnumerable<double> values) => BenchReport.Percentile([.. values], 0.5);
}
