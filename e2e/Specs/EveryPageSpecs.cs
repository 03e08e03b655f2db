using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>
/// Each page in each look: no script error, no violation of the content policy, nothing wider than the window, nothing serious for axe. Pages
/// that several roles share are looked at once for a dealer and once for head office.
/// </summary>
public sealed class EveryPageSpecs(World world)
{
    /// <summary>An address without a page: its answer must be one.</summary>
    private const string Nowhere = "/nowhere";

    private static readonly string[] s_accounts = ["dealer1", "manager", "logistics", "finance", "risk", "executive", "admin"];

    private static readonly (string Theme, int Width)[] s_looks = [("light", 1440), ("dark", 1440), ("light", 360), ("dark", 360)];

    public static MatrixTheoryData<string, string, int> Looks => new(["light", "dark"], ["zh-CN", "en"], [1440, 360]);

    /// <summary>
    /// Each page loads once, in the first look, and is then shown in the others: in Chinese from the wide light one down, in English from the dark phone up. Nothing may be
    /// wider than any of the windows; axe reads each theme and each width in both languages, and each pair of theme and width in one.
    /// </summary>
    [Fact]
    public async Task Pages_InEachLook_AreCleanAndAccessible()
    {
        // The two languages side by side: a browser page keeps one of the two cores busy.
        var problems = await Task.WhenAll(CrawlAsync("zh-CN"), CrawlAsync("en"));
        Assert.True(problems.All(p => p.Count == 0), string.Join('\n', problems.SelectMany(p => p).Distinct(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task LoginPage_InALook_IsCleanAndAccessible(string theme, string language, int width)
    {
        await using var visit = await world.VisitAsync(null, new ViewportSize { Width = width, Height = 740 }, language, theme);
        await visit.GoAsync("/account/login");
        Assert.Empty((await visit.AxeAsync()).Concat(visit.Faults));
    }

    /// <summary>Hostile names arrive through the API like any other event; no page may run them.</summary>
    [Fact]
    public async Task Names_ThatAreMarkup_StayText()
    {
        const string Name = "坏<img src=x onerror=window.__pwned=1><script>window.__pwned=1</script>";
        await world.PostAsync(
            Events.Of("products", new { product_id = "PXSS", name = Name, category = Name, list_price = "100", unit_cost = "50", launched_on = "2024-01-01" }),
            Events.Of("dealers", new { dealer_id = "DXSS", region_id = "CN", name = Name, joined_on = "2024-01-01" }),
            Events.Of("order_lines", new
            {
                order_id = "XSS1", line_no = 1, dealer_id = "DXSS", product_id = "PXSS", ordered_on = Events.Day(), ordered_at = Events.Now, ordered_qty = 10, list_price = "100", net_price = "100",
                unit_cost = "50", list_amount = "900000000", net_amount = "900000000", cost_amount = "500",
            }));
        var shown = 0;
        foreach (var account in new[] { "executive", "dealer1", "admin" })
        {
            await using var visit = await world.VisitAsync(account);
            foreach (var path in await visit.NavigationAsync())
            {
                await visit.GoAsync(path);
                shown += await visit.Page.GetByText("onerror=").CountAsync();
                Assert.False(await visit.Page.EvaluateAsync<bool>("() => window.__pwned === 1"), $"{account} {path} ran the payload.");
            }

            Assert.Empty(visit.Faults);
        }

        Assert.True(shown > 0, "No page showed the name, so nothing was tried.");
    }

    private async Task<List<string>> CrawlAsync(string language)
    {
        var looks = language == "en" ? s_looks.Reverse().ToArray() : s_looks;
        var (first, size) = (looks[0].Theme, new ViewportSize { Width = looks[0].Width, Height = Visit.HeightOf(looks[0].Width) });
        var problems = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var account in s_accounts)
        {
            await using var visit = await world.VisitAsync(account, size, language, first);
            var side = account == "dealer1" ? "dealer " : "office ";
            var paths = new Queue<string>([.. await visit.NavigationAsync(), "/account/manage", Nowhere]);
            while (paths.TryDequeue(out var path))
            {
                if (!seen.Add(side + path.Split('?')[0]) && !path.Contains('?', StringComparison.Ordinal))
                {
                    continue;
                }

                var answer = await visit.GoAsync(path);
                if (answer is not { Ok: true } && path != Nowhere)
                {
                    problems.Add($"{account} {path}: {answer?.Status}");
                    continue;
                }

                foreach (var link in await DetailAsync(visit, path))
                {
                    paths.Enqueue(link);
                }

                foreach (var (theme, width) in looks)
                {
                    await visit.LookAsync(theme, width);
                    if ((language == "en") == (theme == "dark" ^ width == 360))
                    {
                        problems.AddRange((await visit.AxeAsync()).Select(p => $"{account} {path} {theme} {width}: {p}"));
                    }

                    var overflow = await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    if (overflow > 0)
                    {
                        problems.Add($"{account} {path} {theme}: {overflow} px wider than {width} px");
                    }
                }
            }

            problems.AddRange(visit.Faults.Select(f => $"{account} {f}"));
        }

        return problems;
    }

    /// <summary>The first order, contract, return, rebate, alert or metric of a list, whose page no navigation offers.</summary>
    private static async Task<string[]> DetailAsync(Visit visit, string path)
    {
        string[] links = path switch
        {
            "/orders" => ["orders/SO-"],
            "/contracts" => ["contracts/C"],
            "/quotes" => ["quotes/QT-"],
            "/returns" => ["returns/RM-"],
            "/rebates" => ["rebates/RB-"],
            "/rebates/programmes" => ["rebates/programmes/RP-", "rebates/programmes/new"],
            "/my/rebates" => ["rebates/RB-"],
            "/targets" => ["targets/TP-"],
            "/alerts" => ["alert=", "alerts/silences"],
            "/alerts/rules" => ["alerts/rules/new"],
            "/boards" => ["boards/"],
            "/catalog" => ["metrics/SAL-01", "metrics/new"],
            "/notifications" => ["notifications/preferences"],
            "/notifications/endpoints" => ["notifications/templates"],
            _ => [],
        };
        var found = new List<string>();
        foreach (var link in links)
        {
            found.AddRange(await visit.Page.Locator($"main a[href*='{link}']").EvaluateAllAsync<string[]>("links => links.slice(0, 1).map(a => a.pathname + a.search)"));
        }

        return [.. found];
    }
}
