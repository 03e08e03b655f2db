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
        await PostOrderLineAsync("warm");
        await visit.Page.WaitForTimeoutAsync(2_000);
        var before = await figure.InnerTextAsync();
        var clock = Stopwatch.StartNew();
        await PostOrderLineAsync("measured");
        await Assertions.Expect(figure).Not.ToHaveTextAsync(before, new LocatorAssertionsToHaveTextOptions { Timeout = 5_000 });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"The figure moved after {clock.Elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms.");
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
    }

    /// <summary>A line of a million yuan, today in Shanghai, for a dealer and product of its own.</summary>
    private async Task PostOrderLineAsync(string id)
    {
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        string Event(string fact, string name, string data) =>
            $$"""{"specversion":"1.0","type":"com.channelportal.{{fact}}.v1","source":"/e2e/board","id":"{{name}}","time":"{{now:O}}","data":{{data}}}""";
        await Bench.IngestBench.PostAsync(world.Api,
        [
            Event("products", "p", """{"product_id":"PE2E","name":"测试砂浆","category":"砂浆","list_price":"100","unit_cost":"50","launched_on":"2024-01-01"}"""),
            Event("dealers", "d", """{"dealer_id":"DE2E","region_id":"CN","name":"测试经销商","joined_on":"2024-01-01"}"""),
            Event("order_lines", id, $$"""{"order_id":"E2E-{{id}}","line_no":1,"dealer_id":"DE2E","product_id":"PE2E","ordered_on":"{{now:yyyy-MM-dd}}","ordered_at":"{{now:O}}","ordered_qty":10000,"list_price":"100","net_price":"100","unit_cost":"50","list_amount":"1000000","net_amount":"1000000","cost_amount":"500000"}"""),
        ]);
    }
}
