using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Company;

/// <summary>Roles that a company makes for itself: capped, its own, and without delay.</summary>
public abstract class CompanyRolesTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Role_GrantsInTheDispatcher_AndStopsWhenTheRightIsTaken()
    {
        await using var companies = await Companies.StartAsync(Database);
        var code = await companies.RoleAsync("下单员", "orders.place", "orders.read");
        Assert.True((await companies.SendAsync(new ChangeColleague(Companies.IdOf(companies.Buyer), "buyer", [code], SeatChange.Open))).Ok);
        var clerk = companies.Buyer with { Roles = new HashSet<string>(StringComparer.Ordinal) { code } };
        Assert.True((await companies.Ordering.PlaceAsync(clerk)).Ok);
        Assert.Equal("forbidden", await companies.CodeAsync(new UnlockColleague(Companies.IdOf(companies.Chief)), clerk));

        var (open, others) = (await companies.OpenCircuitAsync(clerk), await companies.OpenCircuitAsync(companies.Chief));
        Assert.True((await companies.SendAsync(new SaveCompanyRole(CustomRole.IdOf(code), "看单员", ["orders.read"], 0))).Ok);
        await companies.DeliverAsync();
        Assert.Equal((true, false), (open.HasEnded, others.HasEnded));
        Assert.Equal("forbidden", (await companies.Ordering.PlaceAsync(clerk)).Errors[0].Code);
        Assert.Equal("看单员", Permissions.Product.NameOf(code));
    }

    [Fact]
    public async Task Role_RenamedOnly_EndsNobodysSession()
    {
        await using var companies = await Companies.StartAsync(Database);
        var code = await companies.RoleAsync("看单员", "orders.read");
        await companies.SendAsync(new ChangeColleague(Companies.IdOf(companies.Buyer), "buyer", [code], SeatChange.Open));
        await companies.DeliverAsync();
        var open = await companies.OpenCircuitAsync(companies.Buyer);
        await companies.SendAsync(new SaveCompanyRole(CustomRole.IdOf(code), "订单查看", ["orders.read"], 0));
        await companies.DeliverAsync();
        Assert.False(open.HasEnded);
    }

    [Theory]
    [InlineData("company.manage")]
    [InlineData("credit.manage")]
    [InlineData("users.manage")]
    [InlineData("no.such")]
    public async Task Role_WithWhatTheCompanyDoesNotHave_IsRefused(string permission)
    {
        await using var companies = await Companies.StartAsync(Database);
        Assert.Equal("company_permissions", await companies.CodeAsync(new SaveCompanyRole(null, "x", ["orders.read", permission], 0)));
        Assert.Equal("company_permissions", await companies.CodeAsync(new SaveCompanyRole(null, "x", [], 0)));
    }

    [Fact]
    public async Task Role_OfAnotherCompany_IsNotFoundAndNotGiven()
    {
        await using var companies = await Companies.StartAsync(Database);
        var code = await companies.RoleAsync("看单员", "orders.read");
        var id = CustomRole.IdOf(code)!.Value;
        Assert.Equal("not_found", await companies.CodeAsync(new SaveCompanyRole(id, "mine", ["orders.read"], 0), companies.Stranger));
        Assert.Equal("not_found", await companies.CodeAsync(new DropCompanyRole(id), companies.Stranger));
        Assert.Equal("unknown_role", await companies.CodeAsync(new InviteColleague("x@test.local", "x", [code], SeatChange.Open), companies.Stranger));
        Assert.Equal("unknown_role", await companies.CodeAsync(new InviteColleague("x@test.local", "x", [CustomRole.CodeOf(Guid.CreateVersion7())], SeatChange.Open)));

        // Each company names its roles as it likes.
        Assert.True((await companies.SendAsync(new SaveCompanyRole(null, "看单员", ["orders.read"], 0), companies.Stranger)).Ok);
        Assert.Equal("company_name_taken", await companies.CodeAsync(new SaveCompanyRole(null, " 看单员 ", ["orders.read"], 0)));
    }

    [Fact]
    public async Task Role_ThatSomebodyHolds_IsNotDropped()
    {
        await using var companies = await Companies.StartAsync(Database);
        var code = await companies.RoleAsync("看单员", "orders.read");
        var id = CustomRole.IdOf(code)!.Value;
        await companies.SendAsync(new ChangeColleague(Companies.IdOf(companies.Buyer), "buyer", [code], SeatChange.Open));
        Assert.Equal("company_role_held", await companies.CodeAsync(new DropCompanyRole(id)));
        await companies.SendAsync(new ChangeColleague(Companies.IdOf(companies.Buyer), "buyer", ["DB"], SeatChange.Open));
        Assert.True((await companies.SendAsync(new DropCompanyRole(id))).Ok);
        await companies.DeliverAsync();
        Assert.Null(Permissions.Product.NameOf(code));
    }

    [Fact]
    public async Task Role_FromAnOlderVersion_IsRefused()
    {
        await using var companies = await Companies.StartAsync(Database);
        var id = CustomRole.IdOf(await companies.RoleAsync("看单员", "orders.read"));
        Assert.True((await companies.SendAsync(new SaveCompanyRole(id, "看单员", ["orders.read", "alerts.read"], 0))).Ok);
        Assert.Equal("changed_meanwhile", await companies.CodeAsync(new SaveCompanyRole(id, "看单员", ["orders.read"], 0)));
    }

    [Fact]
    public async Task Roles_AfterARestart_AreKnownAgain()
    {
        await using var companies = await Companies.StartAsync(Database);
        var code = await companies.RoleAsync("看单员", "orders.read");
        Permissions.Product.Forget(code);
        var holder = new HashSet<string>(StringComparer.Ordinal) { code };
        Assert.False(Permissions.Product.Allows(holder, "orders.read"));
        await companies.Ordering.Portal.Get<CustomRoles>().RunAsync(Cancellation);
        Assert.True(Permissions.Product.Allows(holder, "orders.read"));
    }

    [Fact]
    public async Task Holder_IsOfHisDealer_AlsoForTheScope()
    {
        await using var companies = await Companies.StartAsync(Database);
        var code = await companies.RoleAsync("看单员", "orders.read");
        var identity = new System.Security.Claims.ClaimsIdentity(
            [
                new(System.Security.Claims.ClaimTypes.NameIdentifier, companies.Buyer.UserId), new(PortalClaims.Role, code), new(PortalClaims.Dealer, "D0001"),
            ], "test");
        var principal = new System.Security.Claims.ClaimsPrincipal(identity);
        var caller = await companies.Ordering.Portal.Get<CallerFactory>().CreateAsync(principal, Cancellation);
        Assert.Equal(("D0001", "own:D0001"), (caller.DealerId, caller.Scope.Key));
        Assert.True(principal.Can("orders.read"));
        Assert.False(principal.Can("orders.place"));
        Assert.True(UserAccounts.IsDealerRole(code));
    }
}

public sealed class CompanyRolesOnSqliteTests(SqliteDatabase database) : CompanyRolesTests(database), IClassFixture<SqliteDatabase>;

public sealed class CompanyRolesOnPostgreSqlTests(PostgreSqlDatabase database) : CompanyRolesTests(database), IClassFixture<PostgreSqlDatabase>;
