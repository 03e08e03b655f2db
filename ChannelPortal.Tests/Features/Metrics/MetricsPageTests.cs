using System.Globalization;
using Bunit;
using ChannelPortal.Features.Identity.Contracts;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Commands;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Pages;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>The pages of metrics: languages, filters in the address, honest dashes, who sees what, and what the buttons send.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class MetricsPageTests : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly FixedMetrics metrics = new();
    private readonly SentCommands sent = new();
    private readonly TestDatabase database;

    public MetricsPageTests(SqliteDatabase database)
    {
        this.database = database;
        Services.AddLogging();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton(database.Factory);
        Services.AddSingleton((AppDbFactory)database.Factory);
        Services.AddSingleton<IMetricReader>(metrics);
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(new HandFeed());
        Services.AddSingleton<FirstReads>();
        Services.AddSingleton<ChannelPortal.Platform.Facts.IFactStream, ChannelPortal.Platform.Facts.FactStream>();
        Services.AddSingleton<RoleNames>();
        Services.AddMetricCatalog();
        Services.AddMetricUse<MetricsText>("Page_Title", "board", "boards.national", "SAL-01");
        AddAuthorization().SetAuthorized("someone").SetPolicies(MetricsPermissions.Define);
        As(Some.HeadOffice("CHM"));
    }

    [Theory]
    [InlineData("zh-CN", "进货净销售额", "指标目录", "尚无数据表 moon_landings")]
    [InlineData("en", "Sell-in net sales", "Metric catalogue", "No table moon_landings yet")]
    public void Catalogue_InBothLanguages_ShowsNamesValuesChangesAndAvailability(string culture, string name, string title, string missing)
    {
        var page = Show<MetricsPage>(culture, "/catalog?q=SAL-01");
        page.WaitForAssertion(() => Assert.Contains("1,234.50", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
        Assert.Equal(title, page.Find("h1").TextContent);
        var row = page.Find("tbody tr").TextContent;
        Assert.Contains(name, row, StringComparison.Ordinal);
        Assert.Contains("▲ 23.5%", row, StringComparison.Ordinal);
        Assert.Contains("2026-09", page.Markup, StringComparison.Ordinal);
        Assert.Equal("metrics/SAL-01", page.Find("tbody a").GetAttribute("href"));
        Assert.NotEmpty(page.FindAll("a[href='metrics/new']"));

        row = Assert.Single(Show<MetricsPage>(culture, "/catalog?q=MKT-06").FindAll("tbody tr")).TextContent;
        Assert.Contains(missing, row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?q=窜货", "CMP-21")]
    [InlineData("?q=diversion", "CMP-21")]
    [InlineData("?q=jhjxse", "SAL-01")]
    [InlineData("?q=sal-0&family=1&available=true&unit=CNY", "SAL-01")]
    [InlineData("?set=core&family=12", "DIG-19")]
    public void Catalogue_WithFilters_ShowsWhatMatches(string query, string id) =>
        Assert.Contains(Show<MetricsPage>("en", "/catalog" + query).FindAll("tbody tr"), r => r.TextContent.Contains(id, StringComparison.Ordinal));

    [Fact]
    public void Catalogue_CoreAndMine_AreExactSets()
    {
        Assert.Contains("40", Show<MetricsPage>("en", "/catalog?set=core").Find(".cp-table-foot").TextContent, StringComparison.Ordinal);
        Assert.All(ProductMetrics.Core, id => Assert.NotNull(metrics.Catalog.Find(id)));
        var page = Show<MetricsPage>("en", "/catalog?set=mine");
        Assert.Empty(page.FindAll("tbody tr"));
        Assert.Contains("No metric matches", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogue_ForADealer_HidesCostsAndWhatIsNobodys()
    {
        As(Some.DealerCaller());
        Assert.Single(Show<MetricsPage>("en", "/catalog?q=SAL-01").FindAll("tbody tr"));
        Assert.Empty(Show<MetricsPage>("en", "/catalog?q=PRC-03").FindAll("tbody tr"));
        Assert.Empty(Show<MetricsPage>("en", "/catalog?q=NET-16").FindAll("tbody tr"));
    }

    [Fact]
    public void Metric_ForHeadOffice_ExplainsItself()
    {
        for (var i = 1; i <= 5; i++)
        {
            metrics.Dealers[$"D000{i}"] = i * 100;
        }

        var page = Show<MetricPage>("en", "/metrics/SAL-01?slice=dealer%3DD0002&from=2026-10", "SAL-01");
        page.WaitForElement(".metric-figure");
        Assert.Equal("Sell-in net sales", page.Find("h1").TextContent);
        Assert.Contains("进货净销售额 · SAL-01", page.Find(".cp-page-heading").TextContent, StringComparison.Ordinal);
        Assert.Equal("1,234.50", page.Find(".metric-figure").TextContent);
        Assert.Contains("▲ 23.5%", page.Find(".metric-change").TextContent, StringComparison.Ordinal);
        Assert.Equal("the sum of net amount of order lines where status is not “cancelled”", page.Find(".metric-words").TextContent);
        Assert.Contains(page.FindAll("a.metric-door"), a => a.GetAttribute("href") == "orders?dealer=D0002&from=2026-10-01&to=2026-10-31");
        Assert.Contains(page.FindAll("a.metric-door"), a => a.GetAttribute("href") == "board");
        Assert.NotNull(page.Find("a[href='boards/add?metric=SAL-01&slice=dealer%3DD0002']"));
        Assert.NotNull(page.Find("a[href='alerts/rules/new?metric=SAL-01&slice=dealer%3DD0002']"));
        Assert.NotNull(page.Find("a[href='metrics/SAL-01/series.csv?slice=dealer%3DD0002&from=2026-10-01&to=2026-10-31']"));
        Assert.NotEmpty(page.FindAll("figure.cp-chart"));
        Assert.Contains("Median300.00", page.Find(".metric-quartiles").TextContent, StringComparison.Ordinal);
        Assert.Contains("200.00", page.Find(".metric-quartiles dd").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".box-own"));
        page.Find(".metric-figure").Click();
        Assert.Contains("the sum of net amount", page.Find("aside").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(5, false)]
    public void Metric_ForADealer_ShowsPeersOnlyWhenEnoughOthersContribute(int dealers, bool isShown)
    {
        As(Some.DealerCaller());
        for (var i = 1; i <= dealers; i++)
        {
            metrics.Dealers[$"D000{i}"] = i * 100;
        }

        var page = Show<MetricPage>("en", "/metrics/SAL-01", "SAL-01");
        page.WaitForElement(".metric-figure");
        Assert.Equal(isShown, page.FindAll(".box-plot").Count == 1);
        Assert.DoesNotContain("D0003", page.Markup, StringComparison.Ordinal);

        // The ends are single dealers.
        Assert.DoesNotContain("Smallest", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".threshold-form"));
    }

    [Theory]
    [InlineData("SAL-01", "?slice=dealer%3DD0002")]
    [InlineData("PRC-03", "")]
    [InlineData("SAL-99", "")]
    public void Metric_OutsideADealersReach_IsNotFound(string id, string query)
    {
        As(Some.DealerCaller());
        var page = Show<MetricPage>("en", $"/metrics/{id}{query}", id);
        page.WaitForElement("[data-state=empty]");
        Assert.Empty(page.FindAll(".metric-figure"));
    }

    [Fact]
    public void Metric_Threshold_SendsFractionsOfPercentages()
    {
        var page = Show<MetricPage>("en", "/metrics/STO-04", "STO-04");
        page.WaitForElement(".threshold-form");
        page.FindAll(".threshold-form input")[0].Change("80");
        page.FindAll(".threshold-form input")[1].Change("50");
        page.Find(".threshold-form").Submit();
        page.WaitForAssertion(() => Assert.Equal(new SetThreshold("STO-04", "", 0.8m, 0.5m), Assert.Single(sent.All)));
    }

    [Fact]
    public void Editor_EachKeystroke_IsJudgedWithThePlaceAndASuggestion()
    {
        var page = Show<MetricEditorPage>("en", "/metrics/new");
        page.Find("#formula").Input("SUM(order_lines: net_amont)");
        Assert.Equal("true", page.Find("#formula").GetAttribute("aria-invalid"));
        Assert.Equal("net_amont", page.Find("mark").TextContent);
        page.FindAll(".editor-suggestions button")[0].Click();
        Assert.Equal("SUM(order_lines: net_amount)", page.Find("#formula").GetAttribute("value"));
        Assert.Contains("the sum of net amount of order lines", page.Find("#formula-state").TextContent, StringComparison.Ordinal);
        page.Find("#formula").Input("COUNT(order_lines: *)/0");
        Assert.Contains("divides by zero", page.Find("#formula-state").TextContent, StringComparison.Ordinal);
        page.Find("#formula").Input("SUM(order_lines: net_amount)");
        page.Find("[data-action=try]").Click();
        page.WaitForAssertion(() => Assert.Contains("It works", page.Markup, StringComparison.Ordinal));
        page.Find("#name-zh").Change("甲");
        page.Find("#name-en").Change("A");
        sent.Refusal = Error.Of("metric_name_taken", "SAL-01");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("SAL-01", page.Find(".cp-error-panel").TextContent, StringComparison.Ordinal));
        var draft = Assert.IsType<DefineMetric>(Assert.Single(sent.All));
        Assert.Equal((null, "甲", "A", "CNY", "SUM(order_lines: net_amount)", true), (draft.Id, draft.NameZh, draft.NameEn, draft.Unit, draft.Formula, draft.HigherIsBetter));
        Assert.Equal(["dealer", "region"], draft.Grain);
    }

    private void As(Caller caller) => Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));

    private IRenderedComponent<TPage> Show<TPage>(string culture, string address, string? id = null)
        where TPage : IComponent
    {
        Assert.SkipWhen(database.SkipReason is not null, database.SkipReason ?? "");
        SetRendererInfo(new RendererInfo("Server", true));
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return id is null ? Render<TPage>() : Render<TPage>(p => p.TryAdd("Id", id));
    }
}
