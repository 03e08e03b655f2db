using System.Diagnostics;
using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>The national board in a browser moves by itself, and only for those who may see it.</summary>
public sealed class BoardSpecs(World world)
{
    [Fact]
    public async Task Board_WhenAnOrderLineIsPosted_MovesWithinTwoSeconds()
    {
        await using var visit = await world.VisitAsync("executive");
        await visit.GoAsync("/board");
        var figure = visit.Page.Locator("[data-cell=sellIn]").First;
        await Assertions.Expect(figure).Not.ToHaveTextAsync("—");
        await world.PostAsync(
            Events.Of("products", new { product_id = "PE2E", name = "测试砂浆", category = "砂浆", list_price = "100", unit_cost = "50", launched_on = "2024-01-01" }),
            Events.Of("dealers", new { dealer_id = "DE2E", region_id = "CN", name = "测试经销商", joined_on = "2024-01-01" }));

        // The second line is measured: the first one's figure must have arrived before, or it could be taken for the second's.
        foreach (var (id, amount) in new[] { ("warm", 1_000_000), ("measured", 2_000_000) })
        {
            var before = await figure.InnerTextAsync();
            var clock = Stopwatch.StartNew();
            await world.PostAsync(OrderLine(id, amount));
            await Assertions.Expect(figure).Not.ToHaveTextAsync(before, new LocatorAssertionsToHaveTextOptions { Timeout = 5_000 });
            Assert.True(id == "warm" || clock.Elapsed < TimeSpan.FromSeconds(2), $"The figure moved after {clock.Elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms.");
        }

        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task BoardTopic_ForADealer_DoesNotExist()
    {
        var cookie = await Bench.BoardBench.SignInAsync(world.Url, "dealer1@demo.local");
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(world.Url, "hubs/live"), o => o.Headers["Cookie"] = cookie).Build();
        await hub.StartAsync();
        var error = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<object>("Subscribe", "board:national"));
        Assert.Contains("not_found", error.Message);
    }

    [Fact]
    public async Task BoardPage_ForADealer_IsRefused()
    {
        await using var visit = await world.VisitAsync("dealer1");
        await visit.GoAsync("/board");
        Assert.Equal(0, await visit.Page.Locator("[data-cell=sellIn]").CountAsync());
        await Assertions.Expect(visit.Page.Locator("[data-state=no-permission]")).ToBeVisibleAsync();
    }

    private static string OrderLine(string order, long amount) => Events.Of("order_lines", new
    {
        order_id = "E2E-" + order, line_no = 1, dealer_id = "DE2E", product_id = "PE2E", ordered_on = Events.Day(), ordered_at = Events.Now, ordered_qty = amount / 100,
        list_price = "100", net_price = "100", unit_cost = "50", list_amount = amount, net_amount = amount, cost_amount = amount / 2,
    });
}
