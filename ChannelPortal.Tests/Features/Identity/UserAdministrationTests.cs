using ChannelPortal.Features.Identity;
using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Identity;

/// <summary>Accounts through the dispatcher: rights, the last administrator, one-time links, and sessions that end.</summary>
public abstract class UserAdministrationTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Create_WithoutThePermission_IsForbidden()
    {
        await using var run = await RunAsync();
        var result = await run.SendAsync(new CreateUser("a@test.local", "甲", ["DA"], "D0001", [], null), Some.DealerCaller());
        Assert.Equal("forbidden", Assert.Single(result.Errors).Code);
    }

    [Theory]
    [InlineData("not an address", "甲", "EXEC", null, null, "email_invalid")]
    [InlineData("a@test.local", "", "EXEC", null, null, "display_name_required")]
    [InlineData("a@test.local", "甲", "BOSS", null, null, "unknown_role")]
    [InlineData("a@test.local", "甲", "DA,ADM", "D0001", null, "roles_mixed")]
    [InlineData("a@test.local", "甲", "DA", null, null, "dealer_required")]
    [InlineData("a@test.local", "甲", "DA", "D9999", null, "identity_dealer_unknown")]
    [InlineData("a@test.local", "甲", "CHM", null, null, "identity_regions_required")]
    [InlineData("a@test.local", "甲", "CHM", null, "99", "identity_region_unknown")]
    [InlineData("a@test.local", "甲", "FIN", null, "33", "identity_regions_unused")]
    public async Task Create_BadInput_SaysWhichFieldAndMakesNothing(string email, string name, string roles, string? dealer, string? region, string code)
    {
        await using var run = await RunAsync();
        var result = await run.SendAsync(new CreateUser(email, name, roles.Split(','), dealer, region is null ? [] : [region], null), run.Admin);
        var error = Assert.Single(result.Errors);
        Assert.Equal(code, error.Code);
        Assert.NotNull(error.Field);
        await using var db = run.Database.Open();
        Assert.False(await db.Set<PortalUser>().AnyAsync(u => u.Email == email, Cancellation));
    }

    [Fact]
    public async Task Create_ThenLink_TheOwnerSetsThePasswordOnce()
    {
        await using var run = await RunAsync();
        var id = (await run.SendAsync(new CreateUser("new@test.local", "新人", ["CHM"], null, ["33"], "en"), run.Admin)).Value;
        Assert.Equal("user_exists", Assert.Single((await run.SendAsync(new CreateUser("NEW@test.local", "另一人", ["FIN"], null, [], null), run.Admin)).Errors).Code);
        Assert.True((await run.SendAsync(new ResetUserPassword(id), run.Admin)).Ok);

        await using var scope = run.Portal.Scope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserAccounts>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var token = await accounts.ResetTokenAsync(id);
        var user = await users.FindByIdAsync(id.ToString());
        Assert.False(await users.HasPasswordAsync(user!));
        Assert.True((await users.ResetPasswordAsync(user!, token, TestPortal.Password)).Succeeded);
        Assert.True(await users.CheckPasswordAsync(user!, TestPortal.Password));
        Assert.False((await users.ResetPasswordAsync(user!, token, "another password here")).Succeeded);

        var listed = Assert.Single((await run.Portal.Get<FindUsers>().ListAsync(new UserFilter("新人"), DealerScope.All, Cancellation)).Rows);
        Assert.Equal(("en", true, "33"), (listed.Language, listed.HasPassword, Assert.Single(listed.Regions)));
    }

    [Fact]
    public async Task Answers_OfCommands_HoldNoSecret()
    {
        await using var run = await RunAsync();
        var id = await run.UserAsync("x@test.local", "FIN");
        await run.SendAsync(new ResetUserPassword(id), run.Admin);
        await using var scope = run.Portal.Scope();
        var token = await scope.ServiceProvider.GetRequiredService<UserAccounts>().ResetTokenAsync(id);
        await using var db = run.Database.Open();
        Assert.DoesNotContain(await db.Set<CommandRecord>().Select(r => r.Answer).ToListAsync(Cancellation), a => a.Contains(token, StringComparison.Ordinal));
        Assert.All(await db.Set<AuditEntry>().ToListAsync(Cancellation), e => Assert.DoesNotContain("PasswordHash", e.After ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_OwnAdministratorRole_IsRefused()
    {
        await using var run = await RunAsync();
        await run.UserAsync("second@test.local", "ADM");
        Assert.Equal("own_administrator", await run.CodeAsync(new ChangeUser(run.AdminId, "我", ["FIN"], null, [], null)));
        Assert.Equal("own_account", await run.CodeAsync(new SetUserDisabled(run.AdminId, true)));
        Assert.Equal("identity_own_password", await run.CodeAsync(new ResetUserPassword(run.AdminId)));
    }

    [Fact]
    public async Task Change_TheLastAdministrator_IsRefusedAlsoForTheCommandLine()
    {
        await using var run = await RunAsync();
        var cli = Caller.System("tests");
        Assert.Equal("last_administrator", (await run.SendAsync(new ChangeUser(run.AdminId, "甲", ["FIN"], null, [], null), cli)).Errors[0].Code);
        Assert.Equal("last_administrator", (await run.SendAsync(new SetUserDisabled(run.AdminId, true), cli)).Errors[0].Code);

        // A disabled second one does not count.
        var second = await run.UserAsync("second@test.local", "ADM");
        Assert.True((await run.SendAsync(new SetUserDisabled(second, true), run.Admin)).Ok);
        Assert.Equal("last_administrator", (await run.SendAsync(new SetUserDisabled(run.AdminId, true), cli)).Errors[0].Code);
        Assert.True((await run.SendAsync(new SetUserDisabled(second, false), run.Admin)).Ok);
        Assert.True((await run.SendAsync(new SetUserDisabled(run.AdminId, true), cli)).Ok);
    }

    [Fact]
    public async Task Change_TwoAdministratorsRemoveEachOtherAtOnce_OneStays()
    {
        await using var run = await RunAsync();
        var secondId = await run.UserAsync("second@test.local", "ADM");
        var second = Run.AdminCaller(secondId);
        var results = await Task.WhenAll(
            run.SendAsync(new SetUserDisabled(secondId, true), run.Admin), run.SendAsync(new SetUserDisabled(run.AdminId, true), second));
        Assert.Single(results, r => r.Ok);
        await using var db = run.Database.Open();
        Assert.Equal(1, await db.Set<PortalUser>().CountAsync(u => u.RoleList == "ADM" && !u.IsDisabled, Cancellation));
    }

    [Theory]
    [InlineData("disable", true)]
    [InlineData("roles", true)]
    [InlineData("reset", true)]
    [InlineData("name", false)]
    [InlineData("unlock", false)]
    public async Task Change_OfRights_EndsTheOpenSessionsAfterTheCommit(string change, bool ends)
    {
        await using var run = await RunAsync();
        var id = await run.UserAsync("x@test.local", "FIN");
        var circuit = await run.OpenCircuitAsync(id);
        var other = await run.OpenCircuitAsync(run.AdminId);
        ICommand<bool> command = change switch
        {
            "disable" => new SetUserDisabled(id, true),
            "roles" => new ChangeUser(id, "x", ["RISK"], null, [], null),
            "reset" => new ResetUserPassword(id),
            "name" => new ChangeUser(id, "新名", ["FIN"], null, [], null),
            _ => new UnlockUser(id),
        };
        Assert.True((await run.SendAsync(command, run.Admin)).Ok);
        await run.Portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        Assert.Equal(ends, circuit.HasEnded);
        Assert.False(other.HasEnded);
    }

    [Fact]
    public async Task Change_OfRegionsAlone_LetsTheWindowsLoadAgain()
    {
        await using var run = await RunAsync();
        var id = await run.UserAsync("x@test.local", "CHM");
        var circuit = await run.OpenCircuitAsync(id);
        var renewals = 0;
        circuit.Renewed += () => renewals++;
        Assert.Empty((await run.SendAsync(new ChangeUser(id, "x", ["CHM"], null, ["3301"], null), run.Admin)).Errors);
        await run.Portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        Assert.Equal((1, false), (renewals, circuit.HasEnded));
        Assert.True((await run.SendAsync(new ChangeUser(id, "y", ["CHM"], null, ["3301"], null), run.Admin)).Ok);
        Assert.True((await run.SendAsync(new ChangeUser(id, "y", ["REC"], null, ["33"], null), run.Admin)).Ok);
        await run.Portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        Assert.Equal((1, true), (renewals, circuit.HasEnded));
    }

    [Fact]
    public async Task Unlock_AfterFailedSignIns_LetsInAgain()
    {
        await using var run = await RunAsync();
        var id = await run.UserAsync("x@test.local", "FIN");
        await using (var db = run.Database.Open())
        {
            await db.Set<PortalUser>().Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.LockoutEnd, run.Portal.Time.GetUtcNow().AddMinutes(15)), Cancellation);
        }

        var find = run.Portal.Get<FindUsers>();
        Assert.Equal(id, Assert.Single((await find.ListAsync(new UserFilter(State: "locked"), DealerScope.All, Cancellation)).Rows).Id);
        Assert.True((await run.SendAsync(new UnlockUser(id), run.Admin)).Ok);
        Assert.Empty((await find.ListAsync(new UserFilter(State: "locked"), DealerScope.All, Cancellation)).Rows);
    }

    [Fact]
    public async Task List_Filters_ByRoleDealerStateAndText()
    {
        await using var run = await RunAsync();
        var dealer = (await run.SendAsync(new CreateUser("dealer@test.local", "宏远管理员", ["DA", "DB"], "D0001", [], null), run.Admin)).Value;
        await run.SendAsync(new CreateUser("other@test.local", "恒基采购", ["DB"], "D0002", [], null), run.Admin);
        var find = run.Portal.Get<FindUsers>();
        Assert.Equal(["dealer@test.local", "other@test.local"], await EmailsAsync(new UserFilter(Role: "DB")));
        Assert.Equal(["dealer@test.local"], await EmailsAsync(new UserFilter(Role: "DA")));
        Assert.Equal(["other@test.local"], await EmailsAsync(new UserFilter(Dealer: "D0002")));
        Assert.Equal(["dealer@test.local"], await EmailsAsync(new UserFilter("DEALER@")));
        Assert.Equal(["other@test.local"], await EmailsAsync(new UserFilter("恒基")));
        Assert.Empty(await EmailsAsync(new UserFilter("%")));
        await run.SendAsync(new CreateUser("successor@test.local", "接任者", ["DA"], "D0001", [], null), run.Admin);
        Assert.True((await run.SendAsync(new SetUserDisabled(dealer, true), run.Admin)).Ok);
        Assert.Equal(["dealer@test.local"], await EmailsAsync(new UserFilter(State: "disabled")));

        async Task<IEnumerable<string>> EmailsAsync(UserFilter filter) => (await find.ListAsync(filter, DealerScope.All, Cancellation)).Rows.Select(r => r.Email);
    }

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddIdentityAdministration());
        await portal.RecordAsync("world", Some.World());
        var run = new Run(fresh, portal);
        run.AdminId = await run.UserAsync("admin@test.local", "ADM");
        return run;
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal) : IAsyncDisposable
    {
        private int count;

        public Guid AdminId { get; set; }

        public Caller Admin => AdminCaller(AdminId);

        public static Caller AdminCaller(Guid id) => new(id.ToString(), "管理员", new HashSet<string>(StringComparer.Ordinal) { "ADM" }, DealerScope.All);

        public Task<Result<T>> SendAsync<T>(ICommand<T> command, Caller caller) => Portal.Get<ICommandDispatcher>().SendAsync(
            command, caller, "c" + Interlocked.Increment(ref count).ToString(System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);

        public async Task<string> CodeAsync(ICommand<bool> command) => Assert.Single((await SendAsync(command, Admin)).Errors).Code;

        public async Task<Guid> UserAsync(string email, string role)
        {
            await using var scope = Portal.Scope();
            var created = await scope.ServiceProvider.GetRequiredService<UserAccounts>().CreateAsync(
                new NewUser(email, email.Split('@')[0], TestPortal.Password, [role]), Caller.System("tests"), CancellationToken.None);
            Assert.Empty(created.Errors);
            return created.Value;
        }

        public async Task<SessionCircuit> OpenCircuitAsync(Guid user)
        {
            var circuit = new SessionCircuit(Portal.Get<SessionRegistry>(), new FixedAuthentication(user));
            await circuit.OnCircuitOpenedAsync(null!, CancellationToken.None);
            return circuit;
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

/// <summary>A signed-in user of a circuit.</summary>
internal sealed class FixedAuthentication(Guid user) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new System.Security.Claims.ClaimsPrincipal(
        new System.Security.Claims.ClaimsIdentity([new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, user.ToString())], "test"))));
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class UserAdministrationOnSqliteTests(SqliteDatabase database) : UserAdministrationTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class UserAdministrationOnPostgreSqlTests(PostgreSqlDatabase database) : UserAdministrationTests(database), IClassFixture<PostgreSqlDatabase>;
