using Bunit;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Policies;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Pages;
using ChannelPortal.Features.Policies.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static ChannelPortal.Tests.Features.Policies.Deciding;

namespace ChannelPortal.Tests.Features.Policies;

/// <summary>The matrix as each role sees it, the editor with its preview, and what each button sends. Today is 15 October 2026.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class PoliciesPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();

    [Fact]
    public async Task Manager_PicksACell_SeesWhoChanges_AndProposes()
    {
        await using var run = await StartAsync(database);
        var old = await run.ApprovedAsync(Draft(45, "gold"));
        Arrange(run, Manager);
        var page = Render<PoliciesPage>();
        page.WaitForElement(".policy-matrix");
        Assert.Equal(PolicyKeys.All.Count, page.FindAll(".policy-matrix tbody tr").Count);
        Assert.Contains("仅向经销商展示", page.Find("tr[data-key=free-freight]").TextContent, StringComparison.Ordinal);
        page.FindAll("tr[data-key=credit-term] .policy-pick")[1].Click();
        page.WaitForElement("#policy-value");
        Assert.Equal("gold", page.Find("#policy-tier").GetAttribute("value"));
        page.Find("#policy-value").Change("50");
        page.WaitForElement(".policy-other");
        Assert.Contains(old, page.Find(".policy-other").TextContent, StringComparison.Ordinal);
        page.Find("#policy-gives-way").Change(true);
        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-cell=moves]").TextContent));
        Assert.Equal(["D0001", "D0002"], page.FindAll(".policy-preview tbody tr").Select(r => r.GetAttribute("data-dealer")));
        page.Find("#policy-reason").Change("竞争");
        page.Find("[data-action=send-policy]").Click();
        var command = Assert.IsType<ProposePolicy>(Assert.Single(sent.All));
        Assert.Equal((Draft(50, "gold", from: Some.Day.AddDays(1), replaces: old), "竞争"), (command.Draft, command.Reason));
        Assert.Empty(page.FindAll("[data-action=approve]"));
    }

    [Fact]
    public async Task Executive_SeesWhatWaits_LooksAtTheEffect_AndApproves()
    {
        await using var run = await StartAsync(database);
        var no = await run.ProposeAsync(Draft(45, "gold", "CN-E"));
        Arrange(run, Executive);
        var page = Render<PoliciesPage>();
        page.WaitForElement($"[data-policy='{no}']");
        page.Find("[data-action=preview]").Click();
        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-cell=moves]").TextContent));
        page.Find("[data-action=approve]").Click();
        Assert.Equal(new DecidePolicy(no, true, null), Assert.Single(sent.All));
        Assert.Contains("policies:matrix", feed.Opened);
    }

    [Fact]
    public async Task Finance_ReadsOnly_AndAnEmptyBookSaysSo()
    {
        await using var run = await StartAsync(database);
        Arrange(run, Some.HeadOffice("FIN"));
        var page = Render<PoliciesPage>();
        page.WaitForElement(".policy-matrix");
        Assert.Empty(page.FindAll("[data-action=new-policy]"));
        Assert.Empty(page.FindAll(".policy-pick"));
        Assert.Equal(2, page.FindAll("[data-state=empty]").Count);
    }

    [Fact]
    public async Task Exceptions_OfDealersOutsideTheScope_AreNotThere()
    {
        await using var run = await StartAsync(database);
        await run.ApprovedAsync(Draft(52, dealer: "D0003"));
        await run.ApprovedAsync(Draft(53, dealer: "D0001"));
        Arrange(run, EastManager);
        var page = Render<PoliciesPage>();
        page.WaitForElement("a[href='health/D0001/benefits']");
        Assert.DoesNotContain("D0003", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("广州南方", page.Markup, StringComparison.Ordinal);
    }

    private void Arrange(Deciding run, Caller caller)
    {
        Services.AddErrorTexts<PoliciesText>();
        Services.AddSingleton<TimeProvider>(run.Portal.Time);
        Services.AddSingleton(run.Portal.Get<BusinessClock>());
        Services.AddSingleton<IAppDbFactory>(run.Database.Factory);
        Services.AddSingleton(run.Portal.Get<FindPolicies>());
        Services.AddSingleton(run.Portal.Get<PreviewPolicy>());
        Services.AddSingleton(run.Portal.Get<FindDealers>());
        Services.AddSingleton<PolicyWords>();
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }
}
