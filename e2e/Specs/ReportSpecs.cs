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
        await reports.MadeAsync(1);
        await reports.Row("DRPT", month).GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(manager.Page.FrameLocator("iframe").GetByText(Name).First).ToBeVisibleAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        using var pdf = PdfDocument.Open(await reports.DownloadAsync("DRPT", month));
        var text = string.Join('\n', pdf.GetPages().Select(p => p.Text));
        Assert.Contains(Name, text);
        Assert.Contains(sellIn, Amounts(text));

        // Who came after that run is not unknown to the next: nothing read for one run serves another.
        await world.PostAsync(Events.Of("dealers", new { dealer_id = "DRPN", region_id = "3301", name = "新来建材", joined_on = month + "-01" }));
        await reports.MakeAsync("DRPN", month);
        await Assertions.Expect(reports.Row("DRPN", month)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Empty(manager.Faults);
    }

    /// <summary>The report about an area is for those who see all of it: the manager of one area reads that one, and no dealer any.</summary>
    [Fact]
    public async Task AreaReport_OfTheManagersArea_HoldsTheBoardsSellIn_AndIsNobodyElses()
    {
        var month = Events.Day(-Events.Now.Day)[..7];
        await using var manager = await world.VisitAsync("manager", language: "en");
        var reports = new ReportsPage(manager);
        var areas = await reports.MakeAreasAsync(month);
        Assert.NotEmpty(areas);
        Assert.DoesNotContain("CN", areas);
        await reports.MadeAsync(areas.Count);

        var area = areas[0];
        using var metric = JsonDocument.Parse(await world.Api.GetStringAsync(new Uri($"api/v1/metrics/SAL-01?slice=region={area}&period={month}", UriKind.Relative)));
        var (path, pdf) = await reports.DownloadAreaAsync(area);
        using var document = PdfDocument.Open(pdf);
        Assert.Contains(Amounts(string.Join('\n', document.GetPages().Select(p => p.Text))), a => a == metric.RootElement.GetProperty("value").GetDecimal());
        Assert.Empty(manager.Faults);

        await using var dealer = await world.VisitAsync("dealer1", language: "en");
        await dealer.GoAsync("/reports");
        await Assertions.Expect(dealer.Page.Locator("[data-area-report]")).ToHaveCountAsync(0);
        foreach (var part in new[] { "file", "preview", "figures" })
        {
            Assert.Equal(404, (await dealer.Page.APIRequest.GetAsync(new Uri(new Uri(dealer.Page.Url), path.Replace("/file", "/" + part, StringComparison.Ordinal)).AbsoluteUri)).Status);
        }
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

    private static IEnumerable<decimal> Amounts(string text) =>
        Regex.Matches(text, @"\d{1,3}(,\d{3})*\.\d\d(?!\d)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => decimal.Parse(m.Value, NumberStyles.Number, CultureInfo.InvariantCulture));

    private static string Line(string order, string amount, string day) => Events.Of("order_lines", new
    {
        order_id = order, line_no = 1, dealer_id = "DRPT", product_id = "PRPT", ordered_on = day, ordered_qty = 10, list_price = "100", net_price = "100", unit_cost = "50",
        list_amount = amount, net_amount = amount, cost_amount = "1",
    });
}
