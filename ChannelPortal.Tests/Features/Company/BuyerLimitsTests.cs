using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Data;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Company;

/// <summary>What a person may order alone. The default order of these tests is worth 1,177.60.</summary>
public abstract class BuyerLimitsTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Single_IsPassedByOneOrderAlone()
    {
        await using var companies = await Companies.StartAsync(Database);
        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { SingleLimit = 500_00 });
        Assert.Null(await ExceededAsync(companies, companies.Buyer, 500_00));
        var limit = (await ExceededAsync(companies, companies.Buyer, 500_01))!;
        Assert.Equal(("single", 500_00L, 0L, "DA"), (limit.Kind, limit.Limit, limit.Used, Assert.Single(limit.Approvers)));
        Assert.Null(await ExceededAsync(companies, companies.Chief, long.MaxValue));
        Assert.Null(await ExceededAsync(companies, await companies.PersonAsync("free", "DB"), long.MaxValue));
    }

    [Fact]
    public async Task Monthly_CountsOnesOwnOrdersThatStand()
    {
        await using var companies = await Companies.StartAsync(Database);
        var first = (await companies.Ordering.PlaceAsync(companies.Buyer)).Value!;
        var second = (await companies.Ordering.PlaceAsync(companies.Buyer, null, new PlaceOrderLine("P0001", 20_000))).Value!;
        await companies.Ordering.PlaceAsync(companies.Chief);
        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { MonthlyLimit = 5_000_00 });
        var limit = (await ExceededAsync(companies, companies.Buyer, 1_467_21))!;
        Assert.Equal(("monthly", 5_000_00L, first.NetAmount + second.NetAmount), (limit.Kind, limit.Limit, limit.Used));
        Assert.Null(await ExceededAsync(companies, companies.Buyer, 1_467_20));
        Assert.Equal(first.NetAmount + second.NetAmount, (await companies.Ordering.Portal.Get<GetCompany>().RunAsync(companies.Chief, Cancellation))!.People.Single(p => p.Name == "buyer").MonthUsed);
        Assert.True((await companies.SendAsync(new CancelOrder(second.OrderId), companies.Buyer)).Ok);
        Assert.Null(await ExceededAsync(companies, companies.Buyer, 5_000_00 - first.NetAmount));
        Assert.NotNull(await ExceededAsync(companies, companies.Buyer, long.MaxValue));
    }

    [Fact]
    public async Task Monthly_TurnsAtMidnightOfTheBusinessDay()
    {
        await using var companies = await Companies.StartAsync(Database);

        // 31 October 23:59 in Shanghai; a minute later it is November there, and still October in UTC.
        companies.Ordering.Portal.Time.SetUtcNow(new DateTimeOffset(2026, 10, 31, 15, 59, 0, TimeSpan.Zero));
        await companies.Ordering.PlaceAsync(companies.Buyer);
        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { MonthlyLimit = 2_000_00 });
        Assert.NotNull(await ExceededAsync(companies, companies.Buyer, 1_000_00));
        companies.Ordering.Portal.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await ExceededAsync(companies, companies.Buyer, 2_000_00));
        await companies.Ordering.PlaceAsync(companies.Buyer);
        Assert.NotNull(await ExceededAsync(companies, companies.Buyer, 1_000_00));
    }

    [Fact]
    public async Task Approver_WhoLeftOrMayNotDecide_IsReplacedByAnyAdministrator()
    {
        await using var companies = await Companies.StartAsync(Database);
        var code = await companies.RoleAsync("审批员", "approvals.decide");
        var approver = await companies.PersonAsync("approver", code);
        await companies.SeatAsync(companies.Buyer, SeatChange.Open with { SingleLimit = 1_00, ApproverId = Companies.IdOf(approver) });
        Assert.Equal(["user:" + approver.UserId], (await ExceededAsync(companies, companies.Buyer, 2_00))!.Approvers);
        await companies.SendAsync(new SaveCompanyRole(CustomRole.IdOf(code), "审批员", ["orders.read"], 0));
        await companies.DeliverAsync();
        Assert.Equal(["DA"], (await ExceededAsync(companies, companies.Buyer, 2_00))!.Approvers);
    }

    private async Task<BuyerLimit?> ExceededAsync(Companies companies, Caller caller, long net)
    {
        await using var db = companies.Ordering.Database.Factory.Create(caller.Scope);
        return await companies.Ordering.Portal.Get<BuyerLimits>().ExceededAsync(db, caller, net, companies.Ordering.Portal.Get<BusinessClock>().Today, Cancellation);
    }
}

public sealed class BuyerLimitsOnSqliteTests(SqliteDatabase database) : BuyerLimitsTests(database), IClassFixture<SqliteDatabase>;

public sealed class BuyerLimitsOnPostgreSqlTests(PostgreSqlDatabase database) : BuyerLimitsTests(database), IClassFixture<PostgreSqlDatabase>;
