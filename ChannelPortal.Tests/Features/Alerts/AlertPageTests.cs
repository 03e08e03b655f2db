using System.Globalization;
using Bunit;
using ChannelPortal.Features.Alerts;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Pages;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>The inbox, the rule builder with its trial, and the quiet times.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class AlertPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private static readonly AlertSetting s_setting = new("CN-E", "断货风险 · 杭州", "Stock-out risk · Hangzhou", false, TimeSpan.FromMinutes(30), TimeSpan.FromHours(24), TimeSpan.FromHours(72));
    private readonly SentCommands sent = new();
    private Alerting alerting = null!;

    [Fact]
    public async Task Inbox_GroupsSaysTheClockAndTakesOnByKeyboard()
    {
        var (urgent, other) = await ArrangeAsync(Some.HeadOffice("EXEC"));
        await using var world = alerting;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var page = Render<AlertsPage>();
        page.WaitForElements(".alerts-row", 2);
        Assert.Equal(["East China · Stock-out risk 2"], page.FindAll(".alerts-group h2").Select(h => string.Join(' ', h.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal([urgent.ToString(), other.ToString()], page.FindAll(".alerts-row").Select(r => r.GetAttribute("data-alert")));
        Assert.Contains("late", page.Find(".alerts-clock[data-late]").TextContent, StringComparison.Ordinal);
        var navigation = Services.GetRequiredService<NavigationManager>();
        Press(page, "j");
        Assert.EndsWith("alert=" + urgent, navigation.Uri, StringComparison.Ordinal);
        page.WaitForElement("aside .alert-sentence");
        Press(page, "x");
        Assert.Contains("1 selected", page.Find(".alerts-bulk").TextContent, StringComparison.Ordinal);
        Press(page, "a");
        Assert.Equal(new AcknowledgeAlert(urgent), Assert.Single(sent.All));
    }

    [Fact]
    public async Task Inbox_ForADealer_OffersNothingAndShowsItsOwnOnly()
    {
        await ArrangeAsync(Some.DealerCaller("D0002"));
        await using var world = alerting;
        var page = Render<AlertsPage>();
        page.WaitForElement("[data-state=empty]");
        Assert.Empty(page.FindAll("a[href^='alerts/']"));
    }

    [Fact]
    public async Task Rule_TrialThenSave_ShowsFiringsWithLinksAndSends()
    {
        await ArrangeAsync(Some.HeadOffice("EXEC"));
        await using var world = alerting;
        var monday = new DateOnly(2026, 10, 12);
        await alerting.Portal.RecordAsync("past", Enumerable.Range(1, 44).Select(back => Some.PosSale("W" + back.ToString(CultureInfo.InvariantCulture), on: monday.AddDays(2 - (7 * back)), amount: back == 3 ? 3_000_00 : 10_000_00)));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/alerts/rules/new?metric=STO-01&slice=dealer%3DD0001");
        var page = Render<AlertRulePage>();
        page.Find("[data-action=trial]").Click();
        page.WaitForElement(".rule-verdict", TimeSpan.FromSeconds(10));
        Assert.Equal("90 天内会触发 1 次", page.Find(".rule-verdict").TextContent);
        Assert.StartsWith("metrics/STO-01?slice=dealer%3DD0001&from=", page.Find(".rule-firings a").GetAttribute("href"), StringComparison.Ordinal);
        page.Find("input[name=name]").Change("门店周销售");
        page.Find("textarea[name=runbook]").Change("先核对数据。");
        page.Find("form").Submit();
        var draft = Assert.IsType<SaveAlertRule>(Assert.Single(sent.All)).Draft;
        Assert.Equal(("门店周销售", "STO-01", "dealer=D0001", "whole", "week", "seasonal"), (draft.Name, draft.MetricId, draft.Slice, draft.Each, draft.Bucket, draft.Detector));
    }

    [Fact]
    public async Task Silences_NeedAnEnd_AndComeFilledFromAnAlert()
    {
        await ArrangeAsync(Some.HeadOffice("EXEC"));
        await using var world = alerting;
        Services.GetRequiredService<NavigationManager>().NavigateTo("/alerts/silences?dealer=D0001&kind=stock");
        var page = Render<SilencesPage>();
        page.Find("input[name=end]").Change("2026-10-16T09:00");
        page.Find("input[name=reason]").Change("盘点");
        page.Find("#silence-form").Submit();
        Assert.Equal(new CreateSilence("D0001", null, "stock", null, new DateTimeOffset(2026, 10, 16, 1, 0, 0, TimeSpan.Zero), "盘点"), Assert.Single(sent.All));
        page.Find("input[name=muteName]").Change("夜间");
        page.Find("#mute-form").Submit();
        Assert.Equal(new CreateMuteTiming("夜间", null, null, null, 127, 1_320, 420), sent.All[1]);
    }

    private static void Press(IRenderedComponent<AlertsPage> page, string key) => page.Find(".alerts-keyboard").KeyDown(new KeyboardEventArgs { Key = key });

    private async Task<(Guid Urgent, Guid Other)> ArrangeAsync(Caller caller)
    {
        alerting = await Alerting.StartAsync(database);
        var now = alerting.Portal.Time.GetUtcNow();
        var (urgent, other) = (SequentialId.New(alerting.Portal.Time), SequentialId.New(alerting.Portal.Time));
        const string Gone = """{"left":0,"daily":4000,"lead":8}""";
        await alerting.Database.InsertAsync(
            Alert.Raise(urgent, Alerting.Finding(severity: "critical") with { Arguments = Gone }, s_setting, now.AddHours(-1)),
            Alert.Raise(other, Alerting.Finding(day: Some.Day.AddDays(-1)) with { Arguments = Gone }, s_setting, now.AddHours(-2)));
        Services.AddErrorTexts<AlertsText>();
        Services.AddSingleton<TimeProvider>(alerting.Portal.Time);
        Services.AddSingleton(alerting.Portal.Get<FindAlerts>());
        Services.AddSingleton(alerting.Portal.Get<FindAlertRules>());
        Services.AddSingleton(alerting.Portal.Get<AlertRuleChecks>());
        Services.AddSingleton(alerting.Portal.Get<RuleTrial>());
        Services.AddSingleton(alerting.Portal.Get<IMetricReader>());
        Services.AddSingleton<MetricLabels>();
        Services.AddSingleton<MetricNames>();
        Services.AddSingleton(alerting.Database.Factory);
        Services.AddDealerChoice();
        Services.AddSingleton<AlertSentences>();
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        Services.AddSingleton<ILiveFeed>(new HandFeed());
        Services.AddSingleton(alerting.Portal.Get<BusinessClock>());
        SetRendererInfo(new RendererInfo("Server", true));
        return (urgent, other);
    }
}
