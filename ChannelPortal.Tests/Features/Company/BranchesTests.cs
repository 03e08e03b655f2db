using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Company;

/// <summary>The tree of a company, and whose shared carts its people see.</summary>
public abstract class BranchesTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Unit_Moved_TakesAlongWhatLiesBelow()
    {
        await using var companies = await Companies.StartAsync(Database);
        var (east, west) = (await UnitAsync(companies, "东区"), await UnitAsync(companies, "西区"));
        var town = await UnitAsync(companies, "杭州", east);
        await UnitAsync(companies, "西湖店", town);
        Assert.True((await companies.SendAsync(new SaveOrgUnit(town, west, "branch", "杭州", 0))).Ok);
        var units = (await companies.Ordering.Portal.Get<GetCompany>().RunAsync(companies.Chief, Cancellation))!.Units;
        Assert.Equal(["东区 1", "西区 1", "杭州 2", "西湖店 3"], units.Select(u => $"{u.Name} {u.Depth}"));
        Assert.Equal("company_unit_below_itself", await companies.CodeAsync(new SaveOrgUnit(west, town, "branch", "西区", 0)));
        Assert.Equal("company_unit_below_itself", await companies.CodeAsync(new SaveOrgUnit(west, west, "branch", "西区", 0)));
        Assert.Equal("company_unit_used", await companies.CodeAsync(new DropOrgUnit(town)));
        Assert.True((await companies.SendAsync(new DropOrgUnit(east))).Ok);
    }

    [Fact]
    public async Task Unit_TwoMovesAtOnce_NeverMakeARing()
    {
        await using var companies = await Companies.StartAsync(Database);
        var (east, west) = (await UnitAsync(companies, "东区"), await UnitAsync(companies, "西区"));
        var results = await Task.WhenAll(
            companies.SendAsync(new SaveOrgUnit(east, west, "branch", "东区", 0)), companies.SendAsync(new SaveOrgUnit(west, east, "branch", "西区", 0)));
        Assert.Single(results, r => r.Ok);
    }

    [Fact]
    public async Task Unit_TooDeepOrOfAnotherCompany_IsRefused()
    {
        await using var companies = await Companies.StartAsync(Database);
        Guid? parent = null;
        for (var level = 0; level < 5; level++)
        {
            parent = await UnitAsync(companies, "层" + level, parent);
        }

        Assert.Equal("company_unit_depth", await companies.CodeAsync(new SaveOrgUnit(null, parent, "store", "太深", 0)));
        Assert.Equal("not_found", await companies.CodeAsync(new SaveOrgUnit(null, parent, "store", "别家", 0), companies.Stranger));
        Assert.Equal("not_found", await companies.CodeAsync(new SaveOrgUnit(parent, null, "store", "别家", 0), companies.Stranger));
        Assert.Equal("not_found", await companies.CodeAsync(new DropOrgUnit(parent!.Value), companies.Stranger));
    }

    [Fact]
    public async Task SharedCarts_FollowTheAccessLevel_Everywhere()
    {
        await using var companies = await Companies.StartAsync(Database);
        var (east, west) = (await UnitAsync(companies, "东区"), await UnitAsync(companies, "西区"));
        var store = await UnitAsync(companies, "西湖店", east);
        var (below, beside) = (await companies.PersonAsync("below", "DB"), await companies.PersonAsync("beside", "DB"));
        await companies.SeatAsync(below, SeatChange.Open with { UnitId = store });
        await companies.SeatAsync(beside, SeatChange.Open with { UnitId = west });
        await ShareAsync(companies, below, "below");
        await ShareAsync(companies, beside, "beside");
        await ShareAsync(companies, companies.Buyer, "own");
        await ShareAsync(companies, await companies.PersonAsync("unplaced", "DB"), "unplaced");

        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { UnitId = east, Access = "branch" });
        Assert.Equal(["below", "own"], await SeenAsync());
        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { UnitId = east, Access = "own" });
        Assert.Equal(["own"], await SeenAsync());
        Assert.Null(await companies.Ordering.Portal.Get<CartReader>().GetAsync("below", companies.Buyer, Cancellation));
        Assert.Equal("order_cart_changed", await companies.CodeAsync(new SaveCart("below", "f", [new CartLine("P0001", "9")], 2), companies.Buyer));

        // Ordering "from" a cart that he does not see leaves it alone.
        Assert.True((await companies.SendAsync(new ChannelPortal.Features.Orders.Contracts.PlaceOrder([new("P0001", 10_000)], CartId: "below"), companies.Buyer)).Ok);
        Assert.NotNull(await companies.Ordering.Portal.Get<CartReader>().GetAsync("below", below, Cancellation));
        await companies.SeatAsync(companies.Buyer, SeatChange.Open);
        Assert.Equal(["below", "beside", "own", "unplaced"], await SeenAsync());

        async Task<IEnumerable<string>> SeenAsync() =>
            (await companies.Ordering.Portal.Get<CartReader>().FindAsync(companies.Buyer, Cancellation)).Select(c => c.CartId).Order(StringComparer.Ordinal);
    }

    private static async Task<Guid> UnitAsync(Companies companies, string name, Guid? parent = null)
    {
        var saved = await companies.SendAsync(new SaveOrgUnit(null, parent, "branch", name, 0));
        Assert.Empty(saved.Errors);
        return saved.Value;
    }

    private static async Task ShareAsync(Companies companies, Caller owner, string cart)
    {
        await companies.SendAsync(new SaveCart(cart, "f-" + cart, [new CartLine("P0001", "5")], 0), owner);
        Assert.True((await companies.SendAsync(new DescribeCart(cart, cart, true, false), owner)).Ok);
    }
}

public sealed class BranchesOnSqliteTests(SqliteDatabase database) : BranchesTests(database), IClassFixture<SqliteDatabase>;

public sealed class BranchesOnPostgreSqlTests(PostgreSqlDatabase database) : BranchesTests(database), IClassFixture<PostgreSqlDatabase>;
