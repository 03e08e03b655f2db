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
    private static readonly string[] s_lists = ["/orders", "/shipments", "/quotes", "/returns", "/invoices", "/contracts"];
    private static readonly string[] s_kinds = ["/orders/", "/shipments/", "/quotes/", "/returns/", "/contracts/"];

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
        await using var owner = await world.VisitAsync("dealer1", language: "en");
        var topics = new List<string>
        {
            "order:" + id, "dealer:D0001:workbench:money+orders+stock", "dealer:D9999:workbench:money+orders+stock", "dealer:D0001:credit", "dealer:D0001:billing", "dealer:D0001:prices",
            "logistics:queue", "board:national", "credit:accounts", "risk:queue", "no:such",
        };
        foreach (var (list, topic) in new[] { ("/quotes", "quote:"), ("/returns", "return:") })
        {
            await owner.GoAsync(list);
            topics.AddRange((await LinksAsync(owner)).Take(1).Select(l => topic + NumberIn(l)));
        }

        Assert.Equal(13, topics.Count);
        foreach (var topic in topics)
        {
            Assert.Equal(never, await RefusalAsync(topic));
        }

        async Task<string> RefusalAsync(string topic) => (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<JsonElement>("Subscribe", topic))).Message;
    }

    /// <summary>
    /// Each document and file that dealer 1's own pages link to, asked for by dealer 2: refused exactly like one that never was. The lists themselves show dealer 2
    /// not one of these numbers.
    /// </summary>
    [Fact]
    public async Task EveryDocumentAndFile_OfAnotherDealer_IsWhatNeverWas()
    {
        await OrderAsync();
        await using var owner = await world.VisitAsync("dealer1", language: "en");
        await using var stranger = await world.VisitAsync("dealer2", language: "en");
        var (documents, texts) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var list in s_lists)
        {
            await owner.GoAsync(list);
            var links = await LinksAsync(owner);
            documents.UnionWith(links);
            foreach (var document in links.Take(2))
            {
                await owner.GoAsync(document);
                documents.UnionWith(await LinksAsync(owner));
            }

            await stranger.GoAsync(list);
            texts.Add(await stranger.Page.Locator("main").InnerTextAsync());
        }

        foreach (var kind in s_kinds)
        {
            Assert.Contains(documents, d => d.StartsWith(kind, StringComparison.Ordinal));
        }

        foreach (var document in documents)
        {
            var number = NumberIn(document);
            Assert.DoesNotContain(texts, t => t.Contains(number, StringComparison.Ordinal));
            var own = await owner.Page.APIRequest.GetAsync(document);
            Assert.True(own.Ok, $"{document} answers its owner {own.Status}.");
            var foreign = await stranger.Page.APIRequest.GetAsync(document);
            var never = await stranger.Page.APIRequest.GetAsync(document.Replace(number, NeverOf(number), StringComparison.Ordinal));
            Assert.True((foreign.Status, never.Status) == (404, 404), $"{document}: {foreign.Status}, one that never was: {never.Status}.");
            Assert.DoesNotContain("D0001", await foreign.TextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OrderApi_WithAnotherDealersKey_FindsNothing()
    {
        var id = await OrderAsync();
        using var http = await KeyAsync("--dealer", "D0002", "--scopes", "orders:read,orders:write");
        foreach (var address in new[] { id, NeverOrder })
        {
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync(new Uri("api/v1/orders/" + address, UriKind.Relative))).StatusCode);
        }

        Assert.DoesNotContain("D0001", await http.GetStringAsync(new Uri("api/v1/orders", UriKind.Relative)), StringComparison.Ordinal);
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
        var file = (await reports.Row("D0001", month).Locator("a[href$='/file']").GetAttributeAsync("href"))!;
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

    /// <summary>Addresses on the page that name one document: a path with a number in its second part.</summary>
    private static async Task<List<string>> LinksAsync(Visit visit)
    {
        var links = await visit.Page.Locator("main a[href]").EvaluateAllAsync<string[]>("links => links.map(a => a.pathname)");
        return [.. links.Where(l => s_kinds.Any(k => l.StartsWith(k, StringComparison.Ordinal)) && NumberIn(l).Any(char.IsAsciiDigit)).Distinct(StringComparer.Ordinal)];
    }

    private static string NumberIn(string path) => path.Split('/') is [_, "returns", "photos", var photo, ..] ? photo : path.Split('/')[2];

    /// <summary>A number of the same form that nobody has.</summary>
    private static string NeverOf(string number) => Guid.TryParse(number, out _) ? "01234567-89ab-cdef-0123-456789abcdef" : number[..^4] + "9999";

    private async Task<string> OrderAsync()
    {
        await using var dealer = await world.VisitAsync("dealer1", language: "en");
        return await new OrderFormPage(dealer).OrderFirstProductAsync();
    }

    private async Task<HttpClient> KeyAsync(params string[] more)
    {
        var key = (await world.Portal.VerbAsync(["apikey", "create", "--name", "second dealer", .. more.Contains("--scopes") ? more : ["--scopes", "metrics:read", .. more]])).GetProperty("key").GetString();
        return new HttpClient { BaseAddress = world.Url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }
}
