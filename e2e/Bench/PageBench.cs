using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G9: bytes on the wire, requests, first paint and the first click that the server answers, with an empty cache and again with a full one, of the workbench
/// and the board against a bare Blazor page with MudBlazor. Pages take turns, so that all see the same machine. Then the workbench of a dealer with ten thousand
/// orders, whose first paint has a gate of its own (domain.md R13).
/// </summary>
internal static class PageBench
{
    private const int ManyOrders = 10_000;

    // The first rounds compile the pages: a server that has been up for a minute is what people meet.
    private const int WarmUp = 4;

    private const string FloorClick =
        "() => { document.querySelector('#bench-click')?.click(); return !['0', undefined].includes(document.querySelector('#bench-count')?.textContent); }";

    /// <summary>The command palette is on every page and answered by the circuit; a word that nothing matches shows its empty line.</summary>
    private const string PortalClick =
        """
        () => {
          const input = document.querySelector('#palette input');
          if (!input) return false;
          input.value = input.value === 'zzzz' ? 'zzzzz' : 'zzzz';
          input.dispatchEvent(new Event('input', { bubbles: true }));
          return document.querySelector('.cp-palette-empty') !== null;
        }
        """;

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var rounds = full ? 11 : 5;
        await using var portal = PortalProcess.Prepare(World.SmallDemo);
        await portal.StartAsync();
        await using var bare = await FloorProcess.StartAsync("bench-page");
        await using var screen = await Screen.OpenAsync();
        Target[] targets =
        [
            new("floor", bare.Url, FloorClick, null),
            new("workbench", new Uri(portal.Url, "workbench"), PortalClick, await BoardBench.SignInAsync(portal.Url, "dealer1@demo.local")),
            new("board", new Uri(portal.Url, "board"), PortalClick, await BoardBench.SignInAsync(portal.Url)),
        ];
        var visits = targets.ToDictionary(t => t.Name, _ => new List<(Visited First, Visited Again)>(), StringComparer.Ordinal);
        for (var i = 0; i < WarmUp + rounds; i++)
        {
            foreach (var target in targets)
            {
                var visit = await VisitAsync(screen, target);

                if (i >= WarmUp)
                {
                    visits[target.Name].Add(visit);
                }
            }
        }

        var floor = visits["floor"];
        foreach (var target in targets.Skip(1))
        {
            var seen = visits[target.Name];
            Add("kb", "KB", v => v.First.Kilobytes, 4, target.Name == "board" ? "<=450" : "<=250");
            Add("requests", "requests", v => v.First.Requests, null, "<=12");
            Add("fcp", "ms", v => v.First.Painted, null, "<=500");
            Add("tti", "ms", v => v.First.Interactive, 2.5, "<=1.5x");
            Add("repeat_kb", "KB", v => v.Again.Kilobytes, null, "<=40");
            Add("repeat_tti", "ms", v => v.Again.Interactive, null, null);

            void Add(string figure, string unit, Func<(Visited First, Visited Again), double> of, double? gate, string? aim)
            {
                var (value, least) = (BenchReport.Percentile([.. seen.Select(of)], 0.5), BenchReport.Percentile([.. floor.Select(of)], 0.5));
                report.Add($"{target.Name}_{figure}", value, unit, least, value / least, gate is null ? null : $"<={gate}", aim, gate is null ? null : value / least <= gate);
            }
        }

        await AddOrdersAsync(portal);
        var crowded = new List<Visited>();
        for (var i = 0; i <= rounds; i++)
        {
            var visit = await VisitAsync(screen, targets[1]);
            crowded.AddRange(i > 0 ? [visit.First] : []);
        }

        var paint = BenchReport.Percentile([.. crowded.Select(v => v.Painted)], 0.5);
        report.Add("workbench_10k_orders_fcp", paint, "ms", null, null, "<=1500", null, paint <= 1_500);
        report.Add("workbench_10k_orders_tti", BenchReport.Percentile([.. crowded.Select(v => v.Interactive)], 0.5), "ms", null, null, null, null, null);
        report.AddMachine();
    }

    /// <summary>Three years of orders for the first dealer, a hundred of them still on their way.</summary>
    private static async Task AddOrdersAsync(PortalProcess portal)
    {
        using var api = await portal.ApiAsync();
        foreach (var batch in Enumerable.Range(0, ManyOrders).Chunk(1_000))
        {
            await IngestBench.PostAsync(api, [.. batch.Select(i => Events.Of("orders", new
            {
                order_id = string.Create(CultureInfo.InvariantCulture, $"SO-BENCH-{i:00000}"),
                dealer_id = "D0001",
                ordered_on = Events.Day(-(i % 1_000)),
                status = i % 100 == 0 ? "shipped" : "closed",
                promised_on = Events.Day(5 - (i % 1_000)),
                net_amount = "1280.00",
                line_count = 3,
            }))]);
        }
    }

    private static async Task<(Visited First, Visited Again)> VisitAsync(Screen screen, Target target)
    {
        await using var context = await screen.ContextAsync(target.Url, target.Cookie);
        return (await OpenAsync(context, target), await OpenAsync(context, target));
    }

    private static async Task<Visited> OpenAsync(IBrowserContext context, Target target)
    {
        var page = await context.NewPageAsync();
        var network = await context.NewCDPSessionAsync(page);
        var bytes = 0.0;
        var requests = 0;

        // Playwright's own sizes are the decoded ones.
        network.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        network.Event("Network.responseReceived").OnEvent += (_, received) =>
        {
            if (received!.Value.GetProperty("response").GetProperty("url").GetString()!.StartsWith("http", StringComparison.Ordinal))
            {
                requests++;
            }
        };
        await network.SendAsync("Network.enable");
        await page.AddInitScriptAsync($$"""
            (() => {
              const click = {{target.Click}};
              const timer = setInterval(() => { if (click()) { clearInterval(timer); window.benchInteractive = performance.now(); } }, 10);
            })();
            """);
        await page.GotoAsync(target.Url.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => window.benchInteractive > 0", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var (interactive, painted) = (await page.EvaluateAsync<double>("() => window.benchInteractive"),
            await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"));
        await page.CloseAsync();
        return new Visited(bytes / 1024, requests, painted, interactive);
    }

    /// <param name="Click">Tries once; true when the server has answered.</param>
    private sealed record Target(string Name, Uri Url, string Click, string? Cookie);

    private sealed record Visited(double Kilobytes, int Requests, double Painted, double Interactive);
}
