using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>Boards, metrics and alerts of dealer 1 do not exist for dealer 2, and what the manufacturer keeps about dealers to himself exists for none of them.</summary>
public sealed class MonitoringIsolationSpecs(World world)
{
    private const string NeverBoard = "01234567-89ab-cdef-0123-456789abcdef";

    [Fact]
    public async Task Board_OfAnotherDealer_IsWhatNeverWas()
    {
        await using var owner = await world.VisitAsync("dealer1", language: "en");
        await owner.GoAsync("/boards");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "New board" }).ClickAsync();
        await owner.Page.WaitForURLAsync("**/boards/*edit=1");
        var id = new Uri(owner.Page.Url).Segments[^1];
        var topic = (await owner.Page.Locator("[data-topic]").First.GetAttributeAsync("data-topic"))!;
        Assert.Contains(id, topic, StringComparison.Ordinal);

        await using var stranger = await world.VisitAsync("dealer2", language: "en");
        await stranger.GoAsync("/boards");
        Assert.DoesNotContain(id, await stranger.Page.Locator("main").InnerHTMLAsync(), StringComparison.Ordinal);
        var shown = new List<string>();
        foreach (var board in new[] { id, NeverBoard })
        {
            await stranger.GoAsync("/boards/" + board);
            shown.Add((await stranger.Page.Locator("main").InnerTextAsync()).Replace(board, "ID", StringComparison.Ordinal));
            foreach (var file in new[] { "board.pdf", "tiles/orders.csv", "tiles/orders.xlsx" })
            {
                Assert.Equal(404, (await stranger.Page.APIRequest.GetAsync($"/boards/{board}/{file}")).Status);
            }
        }

        Assert.Equal(shown[1], shown[0]);
        Assert.Equal(404, (await stranger.Page.APIRequest.GetAsync("/boards/s/" + new string('A', 43))).Status);
        await using var hub = await HubAsync("dealer2");
        Assert.Equal(
            (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<JsonElement>("Subscribe", topic.Replace(id, NeverBoard, StringComparison.Ordinal)))).Message,
            (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<JsonElement>("Subscribe", topic))).Message);
    }

    /// <summary>The standard board of all dealers, narrowed by its address to another one: nothing of his, and nothing that says he exists.</summary>
    [Fact]
    public async Task StandardBoard_NarrowedToAnotherDealer_ShowsNothingOfHis()
    {
        const string Order = "SO-OWN-D0001";
        await world.PostAsync(
            Events.Of("orders", new { order_id = Order, dealer_id = "D0001", ordered_on = Events.Day(), status = "submitted", net_amount = "100", line_count = 1 }),
            Events.Of("order_lines", new
            {
                order_id = Order, line_no = 1, dealer_id = "D0001", product_id = "PP01", ordered_on = Events.Day(), ordered_qty = 1, list_price = "100", net_price = "100", unit_cost = "50",
                list_amount = "100", net_amount = "100", cost_amount = "50",
            }));
        await using var stranger = await world.VisitAsync("dealer2", language: "en");
        var shown = new List<string>();
        foreach (var dealer in new[] { "D0001", "D9999" })
        {
            await stranger.GoAsync("/boards/dealer?from=now-2y&to=now&slice=dealer=" + dealer);
            await Assertions.Expect(stranger.Page.Locator("[data-tile][data-state]").First).ToBeVisibleAsync();
            await Assertions.Expect(stranger.Page.Locator("[data-tile]:not([data-state=ready]):not([data-state=empty])")).ToHaveCountAsync(0);
            var text = await stranger.Page.Locator("main").InnerTextAsync();
            Assert.DoesNotContain(Order, text, StringComparison.Ordinal);
            shown.Add(System.Text.RegularExpressions.Regex.Replace(text.Replace(dealer, "ID", StringComparison.Ordinal), @"\d\d:\d\d:\d\d", "T", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        Assert.Equal(shown[1], shown[0]);
        foreach (var tile in await stranger.Page.Locator("[data-tile]").EvaluateAllAsync<string[]>("tiles => tiles.map(t => t.dataset.tile)"))
        {
            var own = await stranger.Page.APIRequest.GetAsync($"/boards/dealer/tiles/{tile}.csv?from=now-2y&to=now&slice=dealer%3DD0001");
            Assert.DoesNotContain(Order, await own.TextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Metrics_OfAnotherDealerAndOfCosts_AreWhatNeverWas()
    {
        await using var stranger = await world.VisitAsync("dealer2", language: "en");
        foreach (var (asked, never) in new[]
        {
            ("/metrics/SAL-01?slice=dealer%3DD0001", "/metrics/SAL-01?slice=dealer%3DD9999"), ("/metrics/PRC-03", "/metrics/SAL-999"), ("/metrics/SAL-01?slice=segment%3Dgrowth", "/metrics/SAL-999"),
        })
        {
            Assert.Equal(await TextAsync(stranger, never), await TextAsync(stranger, asked));
        }

        foreach (var address in new[] { "/metrics/SAL-01/series.csv?slice=dealer%3DD0001", "/metrics/PRC-03/series.csv", "/metrics/PRC-03/series.xlsx", "/metrics/CMP-21/series.csv", "/metrics/SAL-999/series.csv" })
        {
            Assert.Equal(404, (await stranger.Page.APIRequest.GetAsync(address)).Status);
        }

        Assert.Equal(200, (await stranger.Page.APIRequest.GetAsync("/metrics/SAL-01/series.csv")).Status);
    }

    [Fact]
    public async Task MetricApi_WithADealersKey_TellsOfNobodyElseAndOfNoCosts()
    {
        var key = (await world.Portal.VerbAsync(["apikey", "create", "--name", "metrics of dealer 2", "--scopes", "metrics:read", "--dealer", "D0002"])).GetProperty("key").GetString()!;
        using var http = new HttpClient { BaseAddress = world.Url, DefaultRequestHeaders = { Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key) } };
        var month = Events.Day(-32)[..7];
        var table = await http.GetStringAsync(new Uri($"api/v1/metrics?ids=SAL-01&by=dealer&period={month}", UriKind.Relative));
        Assert.Contains("D0002", table, StringComparison.Ordinal);
        Assert.DoesNotContain("D0001", table, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await StatusAsync($"api/v1/metrics/PRC-03?period={month}"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await StatusAsync($"api/v1/metrics/PRC-03/series?from={month}&until={month}"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await StatusAsync($"api/v1/metrics?ids=SAL-01,PRC-03&by=dealer&period={month}"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await StatusAsync($"api/v1/metrics/CMP-21?period={month}"));
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, await StatusAsync($"api/v1/metrics?ids=SAL-01&by=segment&period={month}"));
        Assert.DoesNotContain("PRC-03", await http.GetStringAsync(new Uri($"api/v1/metrics?ids=core&by=dealer&period={month}", UriKind.Relative)), StringComparison.Ordinal);

        async Task<System.Net.HttpStatusCode> StatusAsync(string address) => (await http.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;
    }

    /// <summary>An alert about another dealer, asked for by its id: neither its story nor its dealer.</summary>
    [Fact]
    public async Task Alert_OfAnotherDealer_IsWhatNeverWas()
    {
        const string Name = "绍兴邻居建材";
        await world.PostAsync(
            Events.Of("products", new { product_id = "PNGB", name = "邻居砂浆", name_en = "Neighbour mortar", category = "砂浆", list_price = "1000", unit_cost = "800", launched_on = "2024-01-01" }),
            Events.Of("dealers", new { dealer_id = "DNGB", region_id = "3301", name = Name, name_en = "Shaoxing Neighbour", joined_on = "2024-01-01" }));
        await using var manager = await world.VisitAsync("manager", language: "en");
        var inbox = new AlertsPage(manager);
        await inbox.GoAsync();
        await world.PostAsync(Events.Of("inventory_snapshots", new
        {
            holder_id = "DNGB", dealer_id = "DNGB", product_id = "PNGB", snap_on = Events.Day(), on_hand = 0, in_transit = 0, unit_cost = "800", avg_daily_demand = 40, lead_time_days = 9.5,
        }));
        var row = inbox.Row("Stock-out risk", "Shaoxing Neighbour");
        await Assertions.Expect(row).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 15_000 });
        var id = (await row.GetAttributeAsync("data-alert"))!;

        await using var stranger = await world.VisitAsync("dealer2", language: "en");
        foreach (var alert in new[] { id, NeverBoard })
        {
            var text = await TextAsync(stranger, "/alerts?alert=" + alert);
            Assert.DoesNotContain("Shaoxing Neighbour", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Neighbour mortar", text, StringComparison.Ordinal);
            Assert.Equal(0, await stranger.Page.Locator($"[data-alert='{alert}']").CountAsync());
        }

        foreach (var page in new[] { "/notifications?status=all", "/notifications" })
        {
            Assert.DoesNotContain("Shaoxing Neighbour", await TextAsync(stranger, page), StringComparison.Ordinal);
        }
    }

    private static async Task<string> TextAsync(Visit visit, string address)
    {
        await visit.GoAsync(address);
        return await visit.Page.Locator("main").InnerTextAsync();
    }

    private async Task<HubConnection> HubAsync(string account)
    {
        var cookie = await Bench.BoardBench.SignInAsync(world.Url, account + "@demo.local");
        var hub = new HubConnectionBuilder().WithUrl(new Uri(world.Url, "hubs/live"), o => o.Headers["Cookie"] = cookie).Build();
        await hub.StartAsync();
        return hub;
    }
}
