using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.Playwright;
using UglyToad.PdfPig;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>The monthly diagnostic as the channel manager makes it.</summary>
public sealed class ReportSpecs(World world)
{
    [Fact]
    public async Task Diagnostic_RunForADealer_HoldsHisNameAndTheMetricsSellIn()
    {
        const string Name = "绍兴恒信建材有限公司";
        var month = Events.Day(-Events.Now.Day)[..7];
        await world.PostAsync(
            Events.Of("products", new { product_id = "PRPT", name = "报告砂浆", category = "砂浆", list_price = "100", unit_cost = "50", launched_on = "2024-01-01" }),
            Events.Of("dealers", new { dealer_id = "DRPT", region_id = "3301", name = Name, joined_on = "2024-01-01" }),
            Line("R1", "1234567.85", month + "-03"),
            Line("R2", "0.05", month + "-28"));
        using var metric = JsonDocument.Parse(await world.Api.GetStringAsync(new Uri($"api/v1/metrics/SAL-01?slice=dealer=DRPT&period={month}", UriKind.Relative)));
        var sellIn = metric.RootElement.GetProperty("value").GetDecimal();
        Assert.Equal(1_234_567.90m, sellIn);

        await using var manager = await world.VisitAsync("manager", language: "en");
        var reports = new ReportsPage(manager);
        await reports.MakeAsync("DRPT", month);
        await Assertions.Expect(reports.Progress).ToContainTextAsync("1 of 1 done", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await reports.Row("DRPT", month).GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(manager.Page.FrameLocator("iframe").GetByText(Name).First).ToBeVisibleAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        using var pdf = PdfDocument.Open(await reports.DownloadAsync("DRPT", month));
        var text = string.Join('\n', pdf.GetPages().Select(p => p.Text));
        Assert.Contains(Name, text);
        var amounts = Regex.Matches(text, @"\d{1,3}(,\d{3})*\.\d\d(?!\d)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => decimal.Parse(m.Value, NumberStyles.Number, CultureInfo.InvariantCulture));
        Assert.Contains(sellIn, amounts);
        Assert.Empty(manager.Faults);
    }

    [Fact]
    public async Task Diagnostic_OfADealerOutsideTheManagersRegions_IsUnknown()
    {
        await world.PostAsync(Events.Of("dealers", new { dealer_id = "DFAR", region_id = "CN-N", name = "北方建材", joined_on = "2024-01-01" }));
        await using var manager = await world.VisitAsync("manager", language: "en");
        var reports = new ReportsPage(manager);
        var said = new List<string>();
        foreach (var code in new[] { "DFAR", "DNEVER" })
        {
            await reports.MakeAsync(code, Events.Day(-Events.Now.Day)[..7]);
            said.Add((await manager.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).Replace(code, "CODE", StringComparison.Ordinal));
        }

        Assert.Equal(said[1], said[0]);
    }

    private static string Line(string order, string amount, string day) => Events.Of("order_lines", new
    {
        order_id = order, line_no = 1, dealer_id = "DRPT", product_id = "PRPT", ordered_on = day, ordered_qty = 10, list_price = "100", net_price = "100", unit_cost = "50",
        list_amount = amount, net_amount = amount, cost_amount = "1",
    });
}
