using System.Diagnostics;
using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>A fact that breaks a rule stands in the manager's inbox within five seconds and on the national board with it.</summary>
public sealed class AlertSpecs(World world)
{
    [Fact]
    public async Task StockOut_RaisesAnAlert_ThatIsTakenOnAndClosed()
    {
        const string Name = "湖州新材商贸";
        await world.PostAsync(
            Events.Of("products", new { product_id = "PALE", name = "警报砂浆", name_en = "Alarm mortar", category = "砂浆", list_price = "1000", unit_cost = "800", launched_on = "2024-01-01" }),
            Events.Of("dealers", new { dealer_id = "DALE", region_id = "3301", name = Name, name_en = "Huzhou Xincai Trading", joined_on = "2024-01-01" }));
        await using var executive = await world.VisitAsync("executive", language: "en");
        await executive.GoAsync("/board");
        var open = executive.Page.Locator("[data-cell=alertsCritical]");
        await Assertions.Expect(open).Not.ToHaveTextAsync("—");
        var before = int.Parse(await open.InnerTextAsync(), CultureInfo.InvariantCulture);
        await using var manager = await world.VisitAsync("manager", language: "en");
        var inbox = new AlertsPage(manager);
        await inbox.GoAsync();

        var clock = Stopwatch.StartNew();
        await world.PostAsync(Events.Of("inventory_snapshots", new
        {
            holder_id = "DALE", dealer_id = "DALE", product_id = "PALE", snap_on = Events.Day(), on_hand = 0, in_transit = 0, unit_cost = "800", avg_daily_demand = 40, lead_time_days = 9.5,
        }));
        var row = inbox.Row("Stock-out risk", "Huzhou Xincai Trading");
        await Assertions.Expect(row).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 8_000 });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"The alert came after {clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.");
        await Assertions.Expect(open).ToHaveTextAsync((before + 1).ToString(CultureInfo.InvariantCulture));

        await inbox.AcknowledgeAsync(row);
        await Assertions.Expect(row).ToContainTextAsync("Acknowledged by 渠道经理 Channel manager, " + Events.Now.ToString("d MMM yyyy", CultureInfo.InvariantCulture));
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Right, resolve" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await Assertions.Expect(open).ToHaveTextAsync(before.ToString(CultureInfo.InvariantCulture));
        Assert.Empty(manager.Faults.Concat(executive.Faults));
    }

    [Fact]
    public async Task SalesDrop_RaisesAnAlert_OnlyForThoseWhoSeeTheDealer()
    {
        await world.PostAsync(
            Events.Of("products", new { product_id = "PDRP", name = "跌落砂浆", category = "砂浆", list_price = "1000", unit_cost = "800", launched_on = "2024-01-01" }),
            Events.Of("dealers", new { dealer_id = "DDRP", region_id = "3301", name = "衢州跌落建材", name_en = "Quzhou Dropped", joined_on = "2024-01-01" }));
        await world.PostAsync(Sales(200, 9, 9_000));
        await using var manager = await world.VisitAsync("manager", language: "en");
        await using var other = await world.VisitAsync("dealer2", language: "en");
        await new AlertsPage(manager).GoAsync();
        await new AlertsPage(other).GoAsync();
        var clock = Stopwatch.StartNew();
        await world.PostAsync(Sales(8, 0, 400));
        var row = new AlertsPage(manager).Row("Sales drop", "Quzhou Dropped");
        await Assertions.Expect(row).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 8_000 });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"The alert came after {clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(manager.Page.GetByText("below the usual").First).ToBeVisibleAsync();
        Assert.DoesNotContain("Quzhou Dropped", await other.Page.Locator("main").InnerTextAsync());
        Assert.Empty(manager.Faults.Concat(other.Faults));

        static string[] Sales(int from, int to, long amount) => [.. Enumerable.Range(to, from - to + 1).SelectMany(day => Enumerable.Range(1, 3).Select(number => Events.Of("pos_sales", new
        {
            sale_id = string.Create(CultureInfo.InvariantCulture, $"E2E{day}-{number}"), dealer_id = "DDRP", product_id = "PDRP", sold_on = Events.Day(-day), qty = 1, amount, list_amount = amount, cost_amount = amount / 2,
        })))];
    }
}
