using ChannelPortal.Features.Company;
using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Identity;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Features.Identity;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Company;

/// <summary>Two dealer companies with people who have accounts: an administrator and a buyer in D0001, an administrator in D0002.</summary>
public sealed class Companies : IAsyncDisposable
{
    private Companies(Ordering ordering) => Ordering = ordering;

    public Ordering Ordering { get; }

    public Caller Chief { get; private set; } = null!;

    public Caller Buyer { get; private set; } = null!;

    public Caller Stranger { get; private set; } = null!;

    public static async Task<Companies> StartAsync(TestDatabase database, Action<IServiceCollection>? add = null)
    {
        var ordering = await Ordering.StartAsync(database, add: s =>
        {
            s.AddCompany();
            s.AddIdentityAdministration();
            add?.Invoke(s);
        });
        var companies = new Companies(ordering);
        companies.Chief = await companies.PersonAsync("chief", "DA");
        companies.Buyer = await companies.PersonAsync("buyer", "DB");
        companies.Stranger = await companies.PersonAsync("stranger", "DA", "D0002");
        return companies;
    }

    public async Task<Caller> PersonAsync(string name, string roles, string dealer = "D0001")
    {
        await using var scope = Ordering.Portal.Scope();
        var created = await scope.ServiceProvider.GetRequiredService<UserAccounts>().CreateAsync(
            new NewUser(name + "@test.local", name, TestPortal.Password, roles.Split(','), dealer), Caller.System("tests"), CancellationToken.None);
        Assert.Empty(created.Errors);
        return new Caller(created.Value.ToString(), name, roles.Split(',').ToHashSet(StringComparer.Ordinal), DealerScope.Own(dealer), dealer);
    }

    public static Guid IdOf(Caller person) => Guid.Parse(person.UserId);

    public Task<Result<T>> SendAsync<T>(ICommand<T> command, Caller? by = null) => Ordering.SendAsync(command, by ?? Chief);

    public async Task<string> CodeAsync<T>(ICommand<T> command, Caller? by = null) => Assert.Single((await SendAsync(command, by)).Errors).Code;

    public async Task SeatAsync(Caller person, SeatChange seat) =>
        Assert.Empty((await SendAsync(new ChangeColleague(IdOf(person), person.Name, [.. person.Roles], seat), person.DealerId == "D0002" ? Stranger : Chief)).Errors);

    /// <summary>A role of D0001 that takes effect everywhere before this returns.</summary>
    public async Task<string> RoleAsync(string name, params string[] permissions)
    {
        var saved = await SendAsync(new SaveCompanyRole(null, name, permissions, 0));
        Assert.Empty(saved.Errors);
        await DeliverAsync();
        return CustomRole.CodeOf(saved.Value);
    }

    public Task DeliverAsync() => Ordering.Portal.Get<OutboxPump>().DeliverAsync(CancellationToken.None);

    public async Task<PortalUser> UserAsync(Caller person)
    {
        var id = IdOf(person);
        await using var db = Ordering.Database.Open();
        return await db.Set<PortalUser>().AsNoTracking().SingleAsync(u => u.Id == id);
    }

    public async Task<SessionCircuit> OpenCircuitAsync(Caller person)
    {
        var circuit = new SessionCircuit(Ordering.Portal.Get<SessionRegistry>(), new FixedAuthentication(IdOf(person)));
        await circuit.OnCircuitOpenedAsync(null!, CancellationToken.None);
        return circuit;
    }

    public ValueTask DisposeAsync() => Ordering.DisposeAsync();
}
