using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G2: a dealer places orders of five lines in one browser, each timed from the click to the animation frame that shows its row in the warehouse's browser, while
/// other dealers have their workbenches open and must not be sent one byte of it. The floor is a one-row commit and a bare hub page of the same run.
/// </summary>
internal static class OrderTrackingBench
{
    private const int Lines = 5;

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var (orders, watchers) = full ? (100, 300) : (20, 30);
        // The same lines are ordered again and again, and meant.
        await using var portal = PortalProcess.Prepare(new Dictionary<string, string>(World.SmallDemo, StringComparer.Ordinal) { ["Orders__DuplicateMinutes"] = "0" });
        await portal.StartAsync();
        await using var screen = await Screen.OpenAsync();
        var floor = await BoardBench.FloorAsync(2, 500, screen, seconds: 5);
        var commit = BenchReport.Percentile(BoardBench.Commits(), 0.5);

        var dealer = await (await screen.ContextAsync(portal.Url, await BoardBench.SignInAsync(portal.Url, "dealer1@demo.local"))).NewPageAsync();
        await dealer.AddInitScriptAsync("""
            addEventListener('click', e => { if (e.target.closest?.('[data-action=submit-order]')) window.benchClick = performance.timeOrigin + performance.now(); }, true);
            """);
        var warehouse = await (await screen.ContextAsync(portal.Url, await BoardBench.SignInAsync(portal.Url, "logistics@demo.local"))).NewPageAsync();
        await warehouse.GotoAsync(new Uri(portal.Url, "orders").ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await warehouse.EvaluateAsync("""
            () => {
              window.benchSeen = {};
              const look = () => requestAnimationFrame(() => {
                for (const row of document.querySelectorAll('main a[href^="orders/"]')) window.benchSeen[row.getAttribute('href').slice(7)] ??= performance.timeOrigin + performance.now();
              });
              new MutationObserver(look).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
              look();
            }
            """);
        var circuits = await OpenCircuitsAsync(portal, watchers);
        var before = await SettleAsync(circuits);

        var random = new Random(7);
        var latencies = new List<double>();
        for (var i = 0; i <= orders; i++)
        {
            var latency = await PlaceAsync(portal, dealer, warehouse, random.Next(50, 150));

            // The first order compiles the way.
            if (i > 0)
            {
                latencies.Add(latency);
            }
        }

        await Task.Delay(1_000);
        var pushed = circuits.Sum(c => c.Batches) - before;
        foreach (var circuit in circuits)
        {
            await circuit.DisposeAsync();
        }

        var least = commit + floor.Page50;
        var (p50, p99) = (BenchReport.Percentile(latencies, 0.5), BenchReport.Percentile(latencies, 0.99));
        report.Add("order_to_row_p50", p50, "ms", least, p50 / least, "<=15", "40 ms", p50 <= 15 * least);
        report.Add("order_to_row_p99", p99, "ms", null, null, "<=300 ms", "150 ms", p99 <= 300);
        report.Add("orders", latencies.Count, "orders", null, null, null, null, null);
        report.Add("other_dealers_open", circuits.Count, "circuits", null, null, null, null, null);
        report.Add("other_dealers_batches", pushed, "batches", 0, null, "= 0", null, pushed == 0);
        report.AddMachine();
    }

    /// <summary>Workbenches of the dealers after the first.</summary>
    private static async Task<List<Circuit>> OpenCircuitsAsync(PortalProcess portal, int count)
    {
        var cookies = new List<string>();
        foreach (var account in Enumerable.Range(2, 9).SelectMany(n => new[] { "dealer", "buyer" }.Select(kind => kind + n.ToString(CultureInfo.InvariantCulture))))
        {
            cookies.Add(await BoardBench.SignInAsync(portal.Url, account + "@demo.local"));
        }

        var circuits = new List<Circuit>();
        foreach (var group in Enumerable.Range(0, count).Chunk(8))
        {
            circuits.AddRange(await Task.WhenAll(group.Select(n => Circuit.OpenAsync(new Uri(portal.Url, "workbench"), cookies[n % cookies.Count]))));
        }

        return circuits;
    }

    /// <returns>Batches once every circuit has drawn its page and nothing came for two seconds.</returns>
    private static async Task<int> SettleAsync(List<Circuit> circuits)
    {
        var patience = DateTimeOffset.UnixEpoch.AddMilliseconds(Screen.Now + 60_000);
        while (true)
        {
            var before = circuits.Sum(c => c.Batches);
            await Task.Delay(2_000);
            if (before == circuits.Sum(c => c.Batches) && circuits.TrueForAll(c => c.Batches > 0))
            {
                return before;
            }

            if (DateTimeOffset.UnixEpoch.AddMilliseconds(Screen.Now) > patience)
            {
                throw new InvalidOperationException($"{circuits.Count(c => c.Batches == 0)} circuits drew nothing.");
            }
        }
    }

    /// <returns>Milliseconds from the click to the row.</returns>
    private static async Task<double> PlaceAsync(PortalProcess portal, IPage dealer, IPage warehouse, int rest)
    {
        await dealer.GotoAsync(new Uri(portal.Url, "orders/new?cart=new").ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var count = dealer.Locator(".place-sum dd").First;
        for (var line = 1; line <= Lines; line++)
        {
            await dealer.Locator(".place-product > button.cp-button").Nth(line).ClickAsync();
            await Assertions.Expect(count).ToHaveTextAsync(line.ToString(CultureInfo.InvariantCulture));
        }

        var submit = dealer.Locator("[data-action=submit-order]");
        var next = dealer.Locator(".place-side .cp-button-primary");
        await next.ClickAsync();
        await Assertions.Expect(dealer.Locator(".place-lines")).ToBeVisibleAsync();
        await next.ClickAsync();
        await Assertions.Expect(submit).ToBeEnabledAsync();
        await Task.Delay(rest);
        await submit.ClickAsync();
        await dealer.WaitForURLAsync(url => url.Contains("/orders/SO-", StringComparison.Ordinal));
        var id = dealer.Url[(dealer.Url.LastIndexOf('/') + 1)..];
        await warehouse.WaitForFunctionAsync("id => window.benchSeen[id] > 0", id, new PageWaitForFunctionOptions { Timeout = 10_000 });
        var seen = await warehouse.EvaluateAsync<JsonElement>("id => window.benchSeen[id]", id);
        return seen.GetDouble() - await dealer.EvaluateAsync<double>("() => window.benchClick");
    }
}
