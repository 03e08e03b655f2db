using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>What belongs to dealer 1 is for dealer 2 exactly what never existed: by page, API, file and hub.</summary>
public sealed class IsolationSpecs(World world)
{
    private const string NeverOrder = "SO-209901-99999";

    [Fact]
    public async Task OrderPage_OfAnotherDealer_IsTheNotFoundPage()
    {
        var id = await OrderAsync();
        await using var visit = await world.VisitAsync("dealer2", language: "en");
        var shown = new List<(int?, string)>();
        foreach (var address in new[] { id, NeverOrder })
        {
            var answer = await visit.GoAsync("/orders/" + address);
            shown.Add((answer?.Status, (await visit.Page.Locator("main").InnerTextAsync()).Replace(address, "ID", StringComparison.Ordinal)));
        }

        Assert.Contains("Page not found", shown[0].Item2);
        Assert.Equal(404, shown[0].Item1);
        Assert.Equal(shown[1], shown[0]);
        await visit.GoAsync("/orders?q=" + id);
        Assert.DoesNotContain(id, await visit.Page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task HubTopics_OfAnotherDealer_DoNotExist()
    {
        var id = await OrderAsync();
        var cookie = await Bench.BoardBench.SignInAsync(world.Url, "dealer2@demo.local");
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(world.Url, "hubs/live"), o => o.Headers["Cookie"] = cookie).Build();
        await hub.StartAsync();
        var own = await hub.InvokeAsync<JsonElement>("Subscribe", "dealer:D0002:workbench:money+orders+stock");
        Assert.Equal(JsonValueKind.Object, own.ValueKind);
        var never = await RefusalAsync("order:" + NeverOrder);
        Assert.Contains("not_found", never);
        foreach (var topic in new[] { "order:" + id, "dealer:D0001:workbench:money+orders+stock", "dealer:D9999:workbench:money+orders+stock", "logistics:queue", "board:national", "no:such" })
        {
            Assert.Equal(never, await RefusalAsync(topic));
        }

        async Task<string> RefusalAsync(string topic) => (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<JsonElement>("Subscribe", topic))).Message;
    }

    [Fact]
    public async Task MetricApi_WithAnotherDealersKey_KnowsNeitherHimNorTheOneWhoNeverWas()
    {
        using var http = await KeyAsync("--dealer", "D0002");
        var answers = new List<string>();
        foreach (var dealer in new[] { "D0001", "D9999" })
        {
            using var answer = await http.GetAsync(new Uri($"api/v1/metrics/SAL-01?slice=dealer={dealer}&period={Events.Day(-32)[..7]}", UriKind.Relative));
            var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await answer.Content.ReadAsStringAsync())!;
            body.Remove("traceId");
            answers.Add(string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {JsonSerializer.Serialize(body).Replace(dealer, "ID", StringComparison.Ordinal)}"));
        }

        Assert.Equal(answers[1], answers[0]);
        using var own = JsonDocument.Parse(await http.GetStringAsync(new Uri($"api/v1/metrics/SAL-01?slice=dealer=D0002&period={Events.Day()[..4]}", UriKind.Relative)));
        Assert.True(own.RootElement.GetProperty("value").GetDecimal() > 0);
    }

    [Fact]
    public async Task ReportFile_OfAnotherDealer_IsNotFoundLikeAnyOtherId()
    {
        await using var admin = await world.VisitAsync("admin", language: "en");
        var month = Events.Day(-Events.Now.Day)[..7];
        var reports = new ReportsPage(admin);
        await reports.MakeAsync("D0001", month);
        var file = (await reports.Row("D0001", month).GetByRole(Microsoft.Playwright.AriaRole.Link).GetAttributeAsync("href"))!;
        await using var visit = await world.VisitAsync("dealer2");
        await using var owner = await world.VisitAsync("dealer1");
        Assert.Equal(200, (await owner.Page.APIRequest.GetAsync("/" + file)).Status);
        foreach (var address in new[] { file, file.Replace("/file", "/preview", StringComparison.Ordinal) })
        {
            var foreign = await visit.Page.APIRequest.GetAsync("/" + address);
            var never = await visit.Page.APIRequest.GetAsync("/" + address.Replace(address.Split('/')[1], "01234567-89ab-cdef-0123-456789abcdef", StringComparison.Ordinal));
            Assert.Equal((404, await WithoutIdAsync(never)), (foreign.Status, await WithoutIdAsync(foreign)));
            Assert.Equal(404, never.Status);
        }

        static async Task<string> WithoutIdAsync(Microsoft.Playwright.IAPIResponse answer) =>
            System.Text.RegularExpressions.Regex.Replace(await answer.TextAsync(), "[0-9a-f]{32}", "TRACE", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private async Task<string> OrderAsync()
    {
        await using var dealer = await world.VisitAsync("dealer1", language: "en");
        return await new OrderFormPage(dealer).OrderFirstProductAsync();
    }

    private async Task<HttpClient> KeyAsync(params string[] more)
    {
        var key = (await world.Portal.VerbAsync(["apikey", "create", "--name", "second dealer", "--scopes", "metrics:read", .. more])).GetProperty("key").GetString();
        return new HttpClient { BaseAddress = world.Url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }
}
