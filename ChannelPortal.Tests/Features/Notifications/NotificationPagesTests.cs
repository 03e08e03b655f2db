using Bunit;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Contracts;
using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Jobs;
using ChannelPortal.Features.Notifications.Pages;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Notifications;

/// <summary>Bell, centre, settings, endpoints and templates over a real database.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class NotificationPagesTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Centre_ShowsTheOwn_FiltersByAddress_MarksByKeyAndInBulk_AndTheBellFollows()
    {
        await using var run = await Notifying.StartAsync(database);
        var own = Notifying.CallerOf(Notifying.Dealer1, "DA", "D0001");
        await run.TellAsync(
            run.Occurrence(NotificationKinds.OrderHeld, "SO1", arguments: [("reason", "over_limit"), ("amount", "12800000")]), run.Occurrence(NotificationKinds.CreditExceeded, "D0001"),
            run.Occurrence(NotificationKinds.OrderHeld, "SO2", "D0002"));
        Arrange(run, own);
        var bell = Render<NotificationBell>();
        bell.WaitForAssertion(() => Assert.Equal("2", bell.Find("a").GetAttribute("data-bell")));
        var page = Render<NotificationsPage>();
        page.WaitForElements("[data-notice]", 2);
        Assert.Contains("宏远建材有限公司 D0001 的订单 SO1（¥128,000.00）被暂扣：超出信用额度", page.Find(".notices").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("SO2", page.Find(".notices").TextContent, StringComparison.Ordinal);
        Go("/notifications?kind=order_held&state=all");
        page = Render<NotificationsPage>();
        var row = page.WaitForElement("[data-kind=order_held]");
        Assert.Equal("orders/SO1", row.QuerySelector("a")!.GetAttribute("href"));
        row.KeyDown("r");
        page.WaitForElement("[data-state=read]");
        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find("a").GetAttribute("data-bell")));
        page.Find("[data-action=all]").Change(true);
        page.Find("[data-action=bulk-done]").Click();
        page.WaitForElement("[data-state=done]");

        // A notice that comes while the page is open appears by itself.
        run.Portal.Time.Advance(TimeSpan.FromHours(1));
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO9"));
        page.WaitForElements("[data-notice]", 2);
        bell.WaitForAssertion(() => Assert.Equal("2", bell.Find("a").GetAttribute("data-bell")));
        Go("/notifications?severity=warn&state=done&kind=credit_exceeded");
        Render<NotificationsPage>().WaitForElement("[data-state=empty]");
    }

    [Fact]
    public async Task Settings_KeepTheMandatoryOn_SayWhatIsOff_AndSaveOnlyDifferences()
    {
        await using var run = await Notifying.StartAsync(database);
        Arrange(run, Notifying.CallerOf(Notifying.Dealer1, "DA", "D0001"));
        var page = Render<NotificationPreferencesPage>();
        page.WaitForElement("[data-kind=order_held]");
        Assert.True(page.Find("[data-kind=credit_exceeded] [data-channel=in_app]").HasAttribute("disabled"));
        Assert.True(page.Find("[data-kind=order_held] [data-channel=email]").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[data-kind=risk_review]"));
        page.Find("[data-kind=order_held] [data-channel=in_app]").Change(false);
        page.Find("[name=quiet-to]").Change("9");
        page.Find("[name=digest]").Change("daily");
        page.Find("[data-action=save]").Click();
        page.WaitForElement("[role=status]");
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO1"));
        Assert.Empty(await run.NoticesAsync(Notifying.Dealer1));
        var saved = await run.Portal.Get<FindPreferences>().OfAsync(Notifying.CallerOf(Notifying.Dealer1, "DA", "D0001"), Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((9, "daily", "order_held.in_app"), (saved.QuietTo, saved.Digest, Assert.Single(saved.Switches).Key));
    }

    [Fact]
    public async Task Endpoints_ShowANewSecretOnce_RefuseAWrongAddress_AndReplay()
    {
        await using var run = await Notifying.StartAsync(database);
        Arrange(run, Notifying.CallerOf(Notifying.Administrator, "ADM"));
        var page = Render<NotificationEndpointsPage>();
        page.WaitForElement("[data-state=empty]");
        page.Find("[data-action=new]").Click();
        page.Find("#endpoint-name").Change("ERP");
        page.Find("#endpoint-url").Change("ftp://erp.test/hook");
        page.Find("[data-action=save]").Click();
        page.WaitForElement("[role=dialog] [role=alert]");
        page.Find("#endpoint-url").Change("http://127.0.0.1:9/hook");
        page.Find("[data-action=save]").Click();
        Assert.StartsWith("whsec_", page.WaitForElement(".endpoint-secret code").TextContent, StringComparison.Ordinal);
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO1"));
        for (var attempt = 1; attempt <= NotificationDelivery.MostAttempts; attempt++)
        {
            await run.DeliverAsync();
            run.Portal.Time.Advance(NotificationDelivery.PauseAfter(attempt));
        }

        var endpoint = Assert.Single(await run.Portal.Get<FindEndpoints>().ListAsync(DealerScope.All, Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(1, endpoint.Dead);
        Go("/notifications/endpoints?endpoint=" + endpoint.Id);
        page = Render<NotificationEndpointsPage>();
        page.WaitForElement("[data-action=replay]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-action=replay]")));
        Assert.DoesNotContain("whsec_", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_ShowTheLineOfAnError_AndTheSavedWordsReachTheCentre()
    {
        await using var run = await Notifying.StartAsync(database);
        Arrange(run, Notifying.CallerOf(Notifying.Administrator, "ADM"));
        Go("/notifications/templates?kind=order_held&channel=in_app");
        var page = Render<NotificationTemplatesPage>();
        Assert.Contains("杭州宏远建材有限公司", page.WaitForElement(".template-preview pre").TextContent, StringComparison.Ordinal);
        page.Find("#template-body").Input("第一行\n{{ dealer | }}");
        Assert.Equal("2", page.WaitForElement("[data-line]").GetAttribute("data-line"));
        Assert.True(page.Find("[data-action=save]").HasAttribute("disabled"));
        page.Find("#template-body").Input("速看 {{ entity }}！");
        Assert.Contains("速看 SO-202611-00042！", page.Find(".template-preview pre").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=save]").Click();
        page.WaitForElement("[role=status]");
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO1"));
        var seen = await run.Portal.Get<FindNotifications>().ListAsync(Notifying.CallerOf(Notifying.Finance, "FIN"), new NotificationFilter(), Xunit.TestContext.Current.CancellationToken);
        Assert.Equal("速看 SO1！", Assert.Single(seen.Rows).Text);
        page.Find("[data-action=reset]").Click();
        page.WaitForAssertion(() => Assert.Contains("被暂扣", page.Find(".template-preview pre").TextContent, StringComparison.Ordinal));
    }

    private void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    private void Arrange(Notifying run, Caller caller)
    {
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        Services.AddSingleton(run.Portal.Get<ICommandDispatcher>());
        Services.AddSingleton(run.Portal.Get<FindNotifications>());
        Services.AddSingleton(run.Portal.Get<FindPreferences>());
        Services.AddSingleton(run.Portal.Get<FindEndpoints>());
        Services.AddSingleton(run.Portal.Get<NotificationSignals>());
        Services.AddSingleton(run.Portal.Get<EndpointSecrets>());
        Services.AddSingleton(run.Portal.Get<DeliverySignal>());
        Services.AddSingleton(run.Portal.Get<MessageTexts>());
        Services.AddSingleton(run.Portal.Get<MessageValues>());
        Services.AddSingleton(run.Portal.Get<TemplateEngine>());
    }
}
