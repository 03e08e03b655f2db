using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.Playwright;
using MiniExcelLibs;
using UglyToad.PdfPig;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>One dealer, one month: wherever the portal writes a figure it is the same, to the cent.</summary>
public sealed class OneNumberSpecs(World world)
{
    private const string Dealer = "D0001";

    [Fact]
    public async Task SellIn_IsTheSame_OnBoardMetricPageApiReportWorkbookIndexAndMatrix()
    {
        var today = DateOnly.Parse(Events.Day(), CultureInfo.InvariantCulture);
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var text = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var last = month.AddMonths(1).AddDays(-1);
        var span = $"from={month:yyyy-MM-dd}&to={last:yyyy-MM-dd}";
        var api = await ApiAsync(text);
        Assert.True(api > 0);

        await using var manager = await world.VisitAsync("manager", language: "en");
        var http = manager.Page.APIRequest;
        Uri At(string path) => new(world.Url, path);

        // The board's tile as a file, and the metric's own page.
        var tile = await http.GetAsync(At($"boards/executive/tiles/sellin.csv?slice=dealer={Dealer}&{span}").AbsoluteUri);
        Assert.Contains(api, Cells(await tile.TextAsync()));
        await manager.GoAsync($"/metrics/SAL-01?slice=dealer%3D{Dealer}&{span}");
        await manager.Page.Locator(".metric-figure").ClickAsync();
        Assert.Contains(api, Numbers(await manager.Page.Locator(".cp-drawer").InnerTextAsync()));
        var series = await http.GetAsync(At($"metrics/SAL-01/series.csv?slice=dealer%3D{Dealer}&{span}").AbsoluteUri);
        Assert.Contains(api, Cells(await series.TextAsync()));

        // The printed diagnostic and its workbook.
        var reports = new ReportsPage(manager);
        await reports.MakeAsync(Dealer, text);
        await reports.MadeAsync(1);
        using (var pdf = PdfDocument.Open(await reports.DownloadAsync(Dealer, text)))
        {
            Assert.Contains(api, Numbers(string.Join('\n', pdf.GetPages().Select(p => p.Text))));
        }

        var figures = await reports.Row(Dealer, text).GetByRole(AriaRole.Link, new() { Name = "XLSX" }).GetAttributeAsync("href");
        using (var workbook = new MemoryStream(await (await http.GetAsync(At(figures!).AbsoluteUri)).BodyAsync()))
        {
            var row = workbook.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().First(r => r.Values.Contains("SAL-01"));
            Assert.Contains(row.Values.OfType<double>(), v => Math.Round((decimal)v, 2) == api);
        }

        // The index reads the quarter, the matrix the twelve months.
        var quarter = month.AddMonths(-(month.Month - 1) % 3).AddMonths((month.Month % 3) == 0 ? 0 : -3);
        var named = $"{quarter.Year}-Q{((quarter.Month - 1) / 3) + 1}";
        var end = quarter.AddMonths(2).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        await world.Portal.VerbAsync("evaluate", "--quarter", named);
        await world.Portal.VerbAsync("evaluate", "--month", end);
        await manager.GoAsync($"/health/{Dealer}?quarter={named}");
        Assert.Equal(await ApiAsync(named), await PartAsync(manager, "sell-in"));
        using var year = JsonDocument.Parse(await world.Api.GetStringAsync(new Uri($"api/v1/metrics/SAL-01/series?slice=dealer={Dealer}&months=12&until={end}", UriKind.Relative)));
        Assert.Equal(year.RootElement.EnumerateArray().Sum(p => p.GetProperty("value").GetDecimal()), await PartAsync(manager, "sell-in-year"));

        // The quarter's report prints what the page shows.
        await reports.MakeQuarterAsync(Dealer, named);
        await reports.MadeAsync(1);
        using var evaluation = PdfDocument.Open(await reports.DownloadAsync(Dealer, named));
        Assert.Contains(decimal.Round(await ApiAsync(named), 0, MidpointRounding.AwayFromZero), Numbers(string.Join('\n', evaluation.GetPages().Select(p => p.Text))));
        Assert.Empty(manager.Faults);
    }

    private static async Task<decimal> PartAsync(Visit visit, string part)
    {
        var cell = visit.Page.Locator($"[data-part='{part}'] td[title]").First;
        return Assert.Single(Numbers((await cell.GetAttributeAsync("title"))!));
    }

    private static IReadOnlyList<decimal> Numbers(string text) =>
        [.. Regex.Matches(text, @"\d[\d,]*(\.\d+)?", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => decimal.Parse(m.Value, NumberStyles.Number, CultureInfo.InvariantCulture))];

    /// <summary>Numbers of a CSV file, where a comma ends a cell.</summary>
    private static IEnumerable<decimal> Cells(string csv) =>
        csv.Split([',', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries).Select(c => decimal.TryParse(c, CultureInfo.InvariantCulture, out var number) ? number : decimal.MinusOne);

    private async Task<decimal> ApiAsync(string period)
    {
        using var answer = JsonDocument.Parse(await world.Api.GetStringAsync(new Uri($"api/v1/metrics/SAL-01?slice=dealer={Dealer}&period={period}", UriKind.Relative)));
        return answer.RootElement.GetProperty("value").GetDecimal();
    }
}
