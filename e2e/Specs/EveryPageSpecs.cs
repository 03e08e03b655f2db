using ChannelPortal.EndToEnd.Fixtures;
using Deque.AxeCore.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>Each page that an account's navigation offers: no fault in the browser, nothing serious for axe, in both themes.</summary>
public sealed class EveryPageSpecs(World world)
{
    public static TheoryData<string, string> Looks => new()
    {
        { "executive", "light" }, { "executive", "dark" }, { "manager", "light" }, { "logistics", "light" }, { "logistics", "dark" },
        { "admin", "light" }, { "dealer1", "light" }, { "dealer1", "dark" },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_OfAnAccount_AreCleanAndAccessible(string account, string theme)
    {
        await using var visit = await world.VisitAsync(account, theme: theme, language: theme == "dark" ? "en" : "zh-CN");
        var problems = new List<string>();
        foreach (var path in await visit.NavigationAsync())
        {
            var answer = await visit.GoAsync(path);
            if (answer is not { Ok: true })
            {
                problems.Add($"{path}: {answer?.Status}");
                continue;
            }

            await visit.Page.WaitForTimeoutAsync(700);
            var axe = await visit.Page.RunAxe();
            problems.AddRange(axe.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{path}: {v.Id} ({v.Impact}) at {string.Join("; ", v.Nodes.Take(3).Select(n => n.Target.ToString()))}"));
        }

        problems.AddRange(visit.Faults);
        Assert.Empty(problems);
    }

    [Fact]
    public async Task LoginPage_IsCleanAndAccessible()
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            await using var visit = await world.VisitAsync(null, theme: theme);
            await visit.GoAsync("/account/login");
            var axe = await visit.Page.RunAxe();
            Assert.Empty(axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{theme}: {v.Id} {v.Nodes[0].Target}"));
            Assert.Empty(visit.Faults);
        }
    }

    /// <summary>Hostile names arrive through the API like any other event; no page may run them.</summary>
    [Fact]
    public async Task Names_ThatAreMarkup_StayText()
    {
        const string Payload = "<img src=x onerror=window.__pwned=1><script>window.__pwned=1</script>";
        var name = System.Text.Json.JsonSerializer.Serialize("坏" + Payload);
        string Event(string fact, string id, string data) =>
            $$"""{"specversion":"1.0","type":"com.channelportal.{{fact}}.v1","source":"/e2e/xss","id":"{{id}}","time":"2026-11-20T04:00:00Z","data":{{data}}}""";
        await Bench.IngestBench.PostAsync(world.Api,
        [
            Event("products", "p", $$"""{"product_id":"PXSS","name":{{name}},"category":{{name}},"list_price":"100","unit_cost":"50","launched_on":"2024-01-01"}"""),
            Event("dealers", "d", $$"""{"dealer_id":"DXSS","region_id":"CN","name":{{name}},"joined_on":"2024-01-01"}"""),
            Event("order_lines", "l", """{"order_id":"XSS1","line_no":1,"dealer_id":"DXSS","product_id":"PXSS","ordered_on":"2026-11-20","ordered_qty":10,"list_price":"100","net_price":"100","unit_cost":"50","list_amount":"900000000","net_amount":"900000000","cost_amount":"500"}"""),
        ]);
        foreach (var account in new[] { "executive", "manager", "dealer1", "admin" })
        {
            await using var visit = await world.VisitAsync(account);
            foreach (var path in await visit.NavigationAsync())
            {
                await visit.GoAsync(path);
                await visit.Page.WaitForTimeoutAsync(500);
                Assert.False(await visit.Page.EvaluateAsync<bool>("() => window.__pwned === 1"), $"{account} {path} ran the payload.");
            }

            Assert.Empty(visit.Faults);
        }
    }
}
