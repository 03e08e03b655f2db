using Bunit;
using ChannelPortal.Features.Approvals;
using ChannelPortal.Features.Company;
using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Components;
using ChannelPortal.Features.Company.Pages;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Tests.Features.Company;

/// <summary>The company page: its sections, its forms and what they send.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class CompanyPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();

    [Fact]
    public async Task People_ShowRolesLimitsAndStateInWords_OfTheOwnCompanyAlone()
    {
        await using var companies = await ArrangeAsync();
        var page = Open("/company");
        page.WaitForElements("tbody tr", 3);
        var rows = page.FindAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(rows, r => r.Contains("buyer@test.local", StringComparison.Ordinal) && r.Contains("采购", StringComparison.Ordinal) && r.Contains("¥500.00", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("new@test.local", StringComparison.Ordinal) && r.Contains("待接受邀请", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, r => r.Contains("stranger", StringComparison.Ordinal));
        page = Open("/company?state=invited");
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        page = Open("/company?state=locked");
        page.WaitForElement("[data-state=empty]");
    }

    [Fact]
    public async Task Invite_SendsWhatWasChosen_AndLeadsToTheLink()
    {
        await using var companies = await ArrangeAsync();
        var page = Open("/company");
        page.WaitForElement("[data-action=invite]").Click();
        Assert.Contains("不发送邮件", page.Find(".cp-help").TextContent, StringComparison.Ordinal);
        page.Find("#person-email").Change("x@test.local");
        page.Find("#person-name").Change("小王");
        page.Find("#person-single").Change("1200.5");
        page.Find("#person-form").Submit();
        var command = Assert.IsType<InviteColleague>(Assert.Single(sent.All));
        Assert.Equal(("x@test.local", "小王", "DB", 1_200_50L), (command.Email, command.Name, Assert.Single(command.Roles), command.Seat.SingleLimit));
        Assert.EndsWith($"company/people/{Guid.Empty}/link", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_OfAnAdministrator_AsksForNoLimit()
    {
        await using var companies = await ArrangeAsync();
        var page = Open("/company");
        page.WaitForElements("tbody tr", 3);
        page.FindAll("tbody tr").Single(r => r.TextContent.Contains("chief@", StringComparison.Ordinal)).Click();
        Assert.Empty(page.FindAll("#person-single"));
        Assert.Empty(page.FindAll("[data-action=disable]"));
    }

    [Fact]
    public async Task Disable_NamesTheHeir_AndARefusalKeepsTheForm()
    {
        await using var companies = await ArrangeAsync();
        var heir = await companies.PersonAsync("heir", "DB");
        sent.Refusal = Error.Of("company_heir").On("heir");
        var page = Open("/company");
        page.WaitForElements("tbody tr", 4);
        page.FindAll("tbody tr").Single(r => r.TextContent.Contains("buyer@", StringComparison.Ordinal)).Click();
        page.Find("#person-heir").Change(heir.UserId);
        page.Find("[data-action=disable]").Click();
        var command = Assert.IsType<SetColleagueDisabled>(Assert.Single(sent.All));
        Assert.Equal((Companies.IdOf(companies.Buyer), true, Companies.IdOf(heir)), (command.Id, command.IsDisabled, command.HeirId));
        Assert.Contains("接手人", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=disable]").Click();
        Assert.Single(sent.Ids.Distinct());
    }

    [Fact]
    public async Task Roles_OfferWhatTheCompanyHas_AndSendTheChosen()
    {
        await using var companies = await ArrangeAsync();
        var page = Open("/company?tab=roles");
        page.WaitForElement("[data-action=new-role]").Click();
        Assert.Equal(Permissions.Product.Grantable, page.FindAll(".roles-rights input").Select(i => i.GetAttribute("value")!));
        page.Find("#role-name").Change("看单员");
        page.Find("input[value='orders.read']").Change(true);
        page.Find("#role-form").Submit();
        var command = Assert.IsType<SaveCompanyRole>(Assert.Single(sent.All));
        Assert.Equal(("看单员", "orders.read"), (command.Name, Assert.Single(command.Permissions)));
    }

    [Fact]
    public async Task Rights_AllHaveWords()
    {
        await using var companies = await ArrangeAsync();
        var words = Services.GetRequiredService<IStringLocalizer<CompanyText>>();
        Assert.NotEmpty(Permissions.Product.Grantable);
        Assert.Empty(Permissions.Product.Grantable.Where(p => words[RolesPanel.KeyOf(p)].ResourceNotFound));
    }

    [Fact]
    public async Task Units_ShowTheTree_AndSendTheParent()
    {
        await using var companies = await ArrangeAsync();
        var east = (await companies.SendAsync(new SaveOrgUnit(null, null, "branch", "东区", 0))).Value;
        await companies.SendAsync(new SaveOrgUnit(null, east, "store", "西湖店", 0));
        var page = Open("/company?tab=units");
        Assert.Equal(["东区", "西湖店"], page.WaitForElements(".units-tree strong", 2).Select(u => u.TextContent));
        page.Find("[data-action=new-unit]").Click();
        page.Find("#unit-name").Change("滨江店");
        page.Find("#unit-kind").Change("store");
        page.Find("#unit-parent").Change(east.ToString());
        page.Find("#unit-form").Submit();
        Assert.Equal(new SaveOrgUnit(null, east, "store", "滨江店", 0), Assert.Single(sent.All));
    }

    [Fact]
    public async Task Approvals_MoveByThemselves_AndTheLogSpeaksWords()
    {
        await using var companies = await ArrangeAsync();
        var page = Open("/company?tab=approvals");
        page.WaitForElement("[data-state=empty]");
        page = Open("/company?tab=log");
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tbody tr"), r => r.TextContent.Contains("新建账号", StringComparison.Ordinal)));
        Assert.DoesNotContain("Action_", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<CompanyPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<CompanyPage>();
    }

    private async Task<Companies> ArrangeAsync()
    {
        var companies = await Companies.StartAsync(database);
        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { SingleLimit = 500_00 });
        await companies.SendAsync(new InviteColleague("new@test.local", "新人", ["DB"], SeatChange.Open));
        Services.AddErrorTexts<CompanyText>();
        Services.AddErrorTexts<ApprovalsText>();
        Services.AddSingleton<TimeProvider>(companies.Ordering.Portal.Time);
        Services.AddSingleton(companies.Ordering.Portal.Get<GetCompany>());
        Services.AddSingleton(companies.Ordering.Portal.Get<FirstReads>());
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(companies.Chief));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return companies;
    }
}
