using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Company;

/// <summary>Inviting, changing and leaving inside one company; nobody reaches into another one.</summary>
public abstract class PeopleTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Invite_MakesAnAccountInTheOwnCompany_WithoutPassword()
    {
        await using var companies = await Companies.StartAsync(Database);
        var id = (await companies.SendAsync(new InviteColleague(" new@test.local ", " 新人 ", ["DS"], SeatChange.Open with { SingleLimit = 500_00 }))).Value;
        var view = (await companies.Ordering.Portal.Get<GetCompany>().RunAsync(companies.Chief, Cancellation))!;
        var person = Assert.Single(view.People, p => p.Id == id);
        Assert.Equal(("new@test.local", "新人", "invited", 500_00L), (person.Email, person.Name, person.State, person.Seat.SingleLimit));
        Assert.DoesNotContain((await companies.Ordering.Portal.Get<GetCompany>().RunAsync(companies.Stranger, Cancellation))!.People, p => p.Id == id);
        await using var db = companies.Ordering.Database.Open();
        Assert.Equal(["company.seat_changed", "user.created"], await db.Set<AuditEntry>().Where(e => e.EntityId == id.ToString() && e.UserId == companies.Chief.UserId).Select(e => e.Action).Order().ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData("ADM", "company_role_foreign")]
    [InlineData("FIN", "company_role_foreign")]
    [InlineData("", "unknown_role")]
    public async Task Invite_WithARoleOfTheManufacturerOrNone_IsRefused(string role, string code)
    {
        await using var companies = await Companies.StartAsync(Database);
        Assert.Equal(code, await companies.CodeAsync(new InviteColleague("new@test.local", "新人", role.Length == 0 ? [] : [role], SeatChange.Open)));
    }

    [Fact]
    public async Task Invite_WithoutThePermission_IsForbidden()
    {
        await using var companies = await Companies.StartAsync(Database);
        Assert.Equal("forbidden", await companies.CodeAsync(new InviteColleague("new@test.local", "新人", ["DB"], SeatChange.Open), companies.Buyer));
        Assert.Equal("not_found", await companies.CodeAsync(new InviteColleague("new@test.local", "新人", ["DB"], SeatChange.Open), Caller.System("no company")));
    }

    [Fact]
    public async Task AnotherCompanysPeople_AreNotFound()
    {
        await using var companies = await Companies.StartAsync(Database);
        var id = Companies.IdOf(companies.Buyer);
        var by = companies.Stranger;
        Assert.Equal("not_found", await companies.CodeAsync(new ChangeColleague(id, "x", ["DB"], SeatChange.Open), by));
        Assert.Equal("not_found", await companies.CodeAsync(new SetColleagueDisabled(id, true, null), by));
        Assert.Equal("not_found", await companies.CodeAsync(new SetColleagueDisabled(id, false, null), by));
        Assert.Equal("not_found", await companies.CodeAsync(new UnlockColleague(id), by));
        Assert.Equal("not_found", await companies.CodeAsync(new ResetColleaguePassword(id), by));
        var own = await companies.PersonAsync("second", "DB", "D0002");
        Assert.Equal("company_heir", await companies.CodeAsync(new SetColleagueDisabled(Companies.IdOf(own), true, id), by));
        Assert.Equal("company_approver", await companies.CodeAsync(new ChangeColleague(Companies.IdOf(own), "x", ["DB"], SeatChange.Open with { ApproverId = Companies.IdOf(companies.Chief) }), by));
        var unit = (await companies.SendAsync(new SaveOrgUnit(null, null, "branch", "杭州", 0))).Value;
        Assert.Equal("not_found", await companies.CodeAsync(new ChangeColleague(Companies.IdOf(own), "x", ["DB"], SeatChange.Open with { UnitId = unit }), by));
        Assert.Equal("buyer", (await companies.UserAsync(companies.Buyer)).DisplayName);
        Assert.All(await companies.Ordering.Portal.Get<GetCompany>().LogAsync(by, Cancellation), l => Assert.NotEqual("chief", l.UserName));
    }

    [Theory]
    [InlineData("branch", null, null, "company_access_needs_unit")]
    [InlineData("galaxy", null, null, "company_access_needs_unit")]
    [InlineData("company", 0L, null, "company_limit_positive")]
    [InlineData("company", null, -1L, "company_limit_positive")]
    public async Task Seat_BadInput_IsRefused(string access, long? single, long? monthly, string code)
    {
        await using var companies = await Companies.StartAsync(Database);
        Assert.Equal(code, await companies.CodeAsync(new ChangeColleague(Companies.IdOf(companies.Buyer), "b", ["DB"], new SeatChange(null, access, single, monthly, null))));
    }

    [Fact]
    public async Task Seat_ApproverWhoMayNotDecide_IsRefused()
    {
        await using var companies = await Companies.StartAsync(Database);
        var colleague = await companies.PersonAsync("colleague", "DB");
        var buyer = Companies.IdOf(companies.Buyer);
        Assert.Equal("company_approver", await companies.CodeAsync(new ChangeColleague(buyer, "b", ["DB"], SeatChange.Open with { ApproverId = Companies.IdOf(colleague) })));
        Assert.Equal("company_approver", await companies.CodeAsync(new ChangeColleague(buyer, "b", ["DB"], SeatChange.Open with { ApproverId = buyer })));
        Assert.Equal("company_limit_administrator", await companies.CodeAsync(new ChangeColleague(Companies.IdOf(companies.Chief), "c", ["DA"], SeatChange.Open with { SingleLimit = 1_00 })));
        Assert.True((await companies.SendAsync(new ChangeColleague(buyer, "b", ["DB"], SeatChange.Open with { ApproverId = Companies.IdOf(companies.Chief) }))).Ok);
    }

    [Fact]
    public async Task LastAdministrator_CannotGo_WhoeverAsks()
    {
        await using var companies = await Companies.StartAsync(Database);
        var (chief, admin) = (Companies.IdOf(companies.Chief), Some.HeadOffice("ADM"));
        Assert.Equal("last_company_administrator", await companies.CodeAsync(new ChangeColleague(chief, "c", ["DB"], SeatChange.Open)));
        Assert.Equal("own_account", await companies.CodeAsync(new SetColleagueDisabled(chief, true, null)));
        Assert.Equal("last_company_administrator", await companies.CodeAsync(new SetUserDisabled(chief, true), admin));
        Assert.Equal("last_company_administrator", await companies.CodeAsync(new ChangeUser(chief, "c", ["DB"], "D0001", [], null), admin));
        Assert.Equal("last_company_administrator", await companies.CodeAsync(new ChangeUser(chief, "c", ["DA"], "D0002", [], null), admin));

        // An administrator of another company does not count, nor does a disabled one.
        var second = await companies.PersonAsync("second", "DA,DF");
        Assert.True((await companies.SendAsync(new SetColleagueDisabled(Companies.IdOf(second), true, null))).Ok);
        Assert.Equal("last_company_administrator", await companies.CodeAsync(new SetUserDisabled(chief, true), admin));
        Assert.True((await companies.SendAsync(new SetColleagueDisabled(Companies.IdOf(second), false, null))).Ok);
        Assert.True((await companies.SendAsync(new SetUserDisabled(chief, true), admin)).Ok);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LastAdministrator_TwoWhoRemoveEachOtherAtOnce_OneStays(bool disable)
    {
        await using var companies = await Companies.StartAsync(Database);
        var second = await companies.PersonAsync("second", "DA");
        var results = await Task.WhenAll(OutAsync(second, companies.Chief), OutAsync(companies.Chief, second));
        Assert.Single(results, ok => ok);
        await using var db = companies.Ordering.Database.Open();
        Assert.Equal(1, await db.Set<PortalUser>().CountAsync(u => u.DealerId == "D0001" && u.RoleList == "DA" && !u.IsDisabled, Cancellation));

        async Task<bool> OutAsync(Caller person, Caller by) => disable
            ? (await companies.SendAsync(new SetColleagueDisabled(Companies.IdOf(person), true, null), by)).Ok
            : (await companies.SendAsync(new ChangeColleague(Companies.IdOf(person), person.Name, ["DB"], SeatChange.Open), by)).Ok;
    }

    [Fact]
    public async Task Leaver_HandsOverCartsAndApprovals()
    {
        await using var companies = await Companies.StartAsync(Database, s => s.AddCommand<Ask, ApprovalState, AskHandler>());
        var (leaver, heir) = (await companies.PersonAsync("leaver", "DA"), await companies.PersonAsync("heir", "DA"));
        await companies.SendAsync(new SaveCart("c1", "f1", [new CartLine("P0001", "5")], 0), leaver);
        await companies.SendAsync(new SaveCart("c2", "f2", [new CartLine("P0001", "5")], 0), leaver);
        await companies.SendAsync(new DescribeCart("c2", "月度补货", false, true), leaver);
        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { SingleLimit = 1_00, ApproverId = Companies.IdOf(leaver) });
        var rule = new SaveApprovalRule(Guid.CreateVersion7(), "quote", "named", 10, [], [new ApprovalStep(["user:" + leaver.UserId], false, 24), new ApprovalStep(["FIN", "user:" + leaver.UserId], true, 24)], true, 0);
        Assert.Empty((await companies.SendAsync(rule, Some.HeadOffice("ADM"))).Errors);
        await companies.SendAsync(new Ask("Q1"), companies.Buyer);
        await companies.SendAsync(new Ask("Q2"), heir);
        await companies.SendAsync(new DelegateApprovals("leaver@test.local", Some.Day, Some.Day.AddDays(3)), companies.Chief);
        var inbox = companies.Ordering.Portal.Get<FindApprovals>();
        Assert.Equal(2, await inbox.CountAsync(leaver, Cancellation));

        var moved = await companies.SendAsync(new SetColleagueDisabled(Companies.IdOf(leaver), true, Companies.IdOf(heir)));
        Assert.Equal(5, moved.Value);
        var carts = await companies.Ordering.Portal.Get<CartReader>().FindAsync(heir, Cancellation);
        Assert.Equal(["leaver", "月度补货"], carts.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.All(carts, c => Assert.Null(c.OwnerName));
        Assert.Empty(await inbox.DelegationsAsync(companies.Chief, Cancellation));

        // What the heir asked for himself goes to any administrator; the rest is his, the later step as well.
        Assert.Equal(["Q2"], (await inbox.InboxAsync(companies.Chief, Cancellation)).Select(r => r.DocId));
        var task = Assert.Single(await inbox.InboxAsync(heir, Cancellation), r => !r.IsOwnRequest);
        Assert.Equal("Q1", task.DocId);
        Assert.True((await companies.SendAsync(new DecideApproval(task.TaskId, true, null), heir)).Ok);
        Assert.Contains(await inbox.InboxAsync(heir, Cancellation), r => r is { DocId: "Q1", Step: 1 });
        var view = (await companies.Ordering.Portal.Get<GetCompany>().RunAsync(companies.Chief, Cancellation))!;
        Assert.Equal(Companies.IdOf(heir), view.People.Single(p => p.Name == "buyer").Seat.ApproverId);
        Assert.Equal(["Q1", "Q2"], (await companies.Ordering.Portal.Get<GetCompany>().WaitingAsync(companies.Chief, Cancellation)).Select(a => a.DocId).Order(StringComparer.Ordinal));
        Assert.Empty(await companies.Ordering.Portal.Get<GetCompany>().WaitingAsync(companies.Stranger, Cancellation));
    }

    [Fact]
    public async Task Disable_EndsTheSessions_AndKeepsOthersCarts()
    {
        await using var companies = await Companies.StartAsync(Database);
        var colleague = await companies.PersonAsync("colleague", "DB");
        await companies.SendAsync(new SaveCart("c1", "f1", [new CartLine("P0001", "5")], 0), colleague);
        var circuit = await companies.OpenCircuitAsync(companies.Buyer);
        Assert.Equal(0, (await companies.SendAsync(new SetColleagueDisabled(Companies.IdOf(companies.Buyer), true, null))).Value);
        await companies.DeliverAsync();
        Assert.True(circuit.HasEnded);
        Assert.Single(await companies.Ordering.Portal.Get<CartReader>().FindAsync(colleague, Cancellation));
    }

    [Fact]
    public async Task WorkItem_CountsWhatItsListShows()
    {
        await using var companies = await Companies.StartAsync(Database);
        await companies.SendAsync(new InviteColleague("a@test.local", "甲", ["DB"], SeatChange.Open));
        await companies.SendAsync(new InviteColleague("b@test.local", "乙", ["DB"], SeatChange.Open));
        var gone = (await companies.SendAsync(new InviteColleague("c@test.local", "丙", ["DB"], SeatChange.Open))).Value;
        await companies.SendAsync(new SetColleagueDisabled(gone, true, null));
        var work = companies.Ordering.Portal.Get<IEnumerable<IWorkItemSource>>().OfType<CompanyWork>().Single();
        var item = Assert.Single(await work.OfAsync(companies.Chief, Cancellation));
        var view = (await companies.Ordering.Portal.Get<GetCompany>().RunAsync(companies.Chief, Cancellation))!;
        Assert.Equal((view.People.Count(p => p.State == "invited"), "company?state=invited"), (item.Count, item.Href));
        Assert.Equal(2, item.Count);
        Assert.Empty(await work.OfAsync(companies.Stranger, Cancellation));
        Assert.Empty(await work.OfAsync(companies.Buyer, Cancellation));
    }

    [Permission("home")]
    internal sealed record Ask(string DocId) : ICommand<ApprovalState>;

    internal sealed class AskHandler(IApprovals approvals) : ICommandHandler<Ask, ApprovalState>
    {
        public async Task<Result<ApprovalState>> HandleAsync(Ask command, CommandContext context, CancellationToken cancellationToken) => await approvals.SubmitAsync(
            context, new ApprovalDocument("quote", command.DocId, "D0001", "v1", new Dictionary<string, decimal>(StringComparer.Ordinal), command.DocId), cancellationToken);
    }
}

/// <summary>The pages of a company over HTTP.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class CompanyAddressTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task LinkPage_OfAnotherCompanysPerson_SaysThatThereIsNone()
    {
        await using var portal = new TestPortal(database);
        using var chief = await portal.SignInAsRoleAsync("DA");
        using var stranger = await portal.SignInAsRoleAsync("DA", "D0002");
        using var buyer = await portal.SignInAsRoleAsync("DB");
        await using var scope = portal.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<PortalUser>>().FindByEmailAsync("db-d0001@test.local");
        var link = new Uri($"/company/people/{user!.Id}/link", UriKind.Relative);
        Assert.Contains("db-d0001@test.local", await chief.GetStringAsync(link, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var answer = await stranger.GetStringAsync(link, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("db-d0001@test.local", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" class=\"cp-form\"", answer, StringComparison.Ordinal);
        foreach (var page in new[] { link, new Uri("/company", UriKind.Relative) })
        {
            using var refused = await buyer.GetAsync(page, TestContext.Current.CancellationToken);
            Assert.True(refused.StatusCode is System.Net.HttpStatusCode.Found or System.Net.HttpStatusCode.Forbidden, refused.StatusCode.ToString());
        }
    }
}

public sealed class PeopleOnSqliteTests(SqliteDatabase database) : PeopleTests(database), IClassFixture<SqliteDatabase>;

public sealed class PeopleOnPostgreSqlTests(PostgreSqlDatabase database) : PeopleTests(database), IClassFixture<PostgreSqlDatabase>;
