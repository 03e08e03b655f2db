using Bunit;
using ChannelPortal.Features.Identity;
using ChannelPortal.Features.Identity.Administration;
using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Identity;

/// <summary>The list of accounts and its form.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class UsersPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();

    [Fact]
    public async Task List_ShowsRolesScopeAndStateInWords()
    {
        await ArrangeAsync();
        var page = Render<UsersPage>();
        page.WaitForElements("tbody tr", 3);
        var rows = page.FindAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("系统管理员", rows[0], StringComparison.Ordinal);
        Assert.Contains("全部经销商", rows[0], StringComparison.Ordinal);
        Assert.Contains("经销商管理员、经销商采购", rows[1], StringComparison.Ordinal);
        Assert.Contains("D0001", rows[1], StringComparison.Ordinal);
        Assert.Contains("待设密码", rows[1], StringComparison.Ordinal);
        Assert.Contains("已停用", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_WithoutMatch_SaysSo()
    {
        await ArrangeAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/users?role=MKT");
        var page = Render<UsersPage>();
        page.WaitForAssertion(() => Assert.Contains("没有符合条件的账号", page.Find("[data-state=empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_DealerRole_AsksForTheDealerAndSendsWhatWasChosen()
    {
        await ArrangeAsync();
        var page = Render<UsersPage>();
        page.Find(".cp-page-actions .cp-button-primary").Click();
        Assert.Empty(page.FindAll("#user-dealer"));
        page.Find("#user-email").Change("new@test.local");
        page.Find("#user-name").Change("新人");
        page.FindAll(".users-roles")[1].QuerySelectorAll("input")[1].Change(true);
        page.Find("#user-dealer").Change(" D0001 ");
        page.Find("#user-language").Change("en");
        page.Find("#user-form").Submit();
        var command = Assert.IsType<CreateUser>(Assert.Single(sent.All));
        Assert.Equal(("new@test.local", "新人", "DB", "D0001", "en"), (command.Email, command.DisplayName, Assert.Single(command.Roles), command.DealerId, command.Language));
        Assert.EndsWith($"users/{Guid.Empty}/link", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_Refused_KeepsTheFormAndSaysWhy()
    {
        await ArrangeAsync();
        sent.Refusal = Error.Of("last_administrator").On("roles");
        var page = Render<UsersPage>();
        page.WaitForElements("tbody tr", 3);
        page.FindAll("tbody tr")[0].Click();
        page.Find("#user-form").Submit();
        Assert.Contains("最后一位可用的系统管理员", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("#user-form").Submit();
        Assert.Single(sent.Ids.Distinct());
    }

    [Fact]
    public async Task Disable_FromTheDrawer_SendsTheCommandAndClosesIt()
    {
        await ArrangeAsync();
        var page = Render<UsersPage>();
        page.WaitForElements("tbody tr", 3);
        page.FindAll("tbody tr")[1].Click();
        page.Find(".users-buttons .cp-button-danger").Click();
        Assert.True(Assert.IsType<SetUserDisabled>(Assert.Single(sent.All)).IsDisabled);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cp-drawer")));
    }

    private async Task ArrangeAsync()
    {
        var fresh = await database.FreshAsync();
        await fresh.InsertAsync(User("a-admin", "ADM", null, "hash"), User("b-dealer", "DA,DB", "D0001", null), User("c-gone", "FIN", null, "hash", isDisabled: true));
        Services.AddErrorTexts<IdentityText>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton(new FindUsers(fresh.Factory, new FixedTime(Noon)));
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(Some.HeadOffice("ADM")));
    }

    private static PortalUser User(string name, string roles, string? dealer, string? hash, bool isDisabled = false) => new()
    {
        Id = Guid.CreateVersion7(),
        UserName = name + "@test.local",
        Email = name + "@test.local",
        NormalizedEmail = name.ToUpperInvariant() + "@TEST.LOCAL",
        NormalizedUserName = name.ToUpperInvariant() + "@TEST.LOCAL",
        DisplayName = name,
        RoleList = roles,
        DealerId = dealer,
        PasswordHash = hash,
        IsDisabled = isDisabled,
        CreatedAt = Noon,
    };
}
