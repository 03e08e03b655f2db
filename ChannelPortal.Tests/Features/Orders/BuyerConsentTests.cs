using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>Orders beyond their buyer's own limit: a colleague of the company consents before they reach the manufacturer.</summary>
public abstract class BuyerConsentTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB") with { UserId = "buyer", Name = "采购小李" };
    private static readonly Caller s_administrator = Some.DealerCaller("D0001") with { UserId = "da-1", Name = "管理员" };

    [Fact]
    public async Task Place_OverTheOwnLimit_WaitsWithStockAndWithoutCredit()
    {
        await using var ordering = await StartAsync(["DA"]);
        var placed = await OverAsync(ordering);
        Assert.Equal(("submitted", "approval", 100_000_00L), (placed.Status, placed.HoldReason, placed.Available));
        var standing = await ordering.CreditAsync();
        Assert.Equal((100_000_00L, placed.NetAmount), (standing.Available, standing.Pending));
        Assert.Equal((10, 0), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync()).Backordered));
        await using (var db = ordering.Database.Open())
        {
            Assert.NotNull((await db.Set<Reservation>().SingleAsync(Cancellation)).ExpiresAt);
        }

        Assert.Equal("confirmed", (await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0002", 1_000))).Value!.Status);
        var task = Assert.Single(await InboxAsync(ordering, s_administrator));
        Assert.Equal(("order_limit", placed.OrderId, placed.NetAmount, ""), (task.DocKind, task.DocId, task.Amount, task.RuleName));
        Assert.Empty(await InboxAsync(ordering, Some.DealerCaller("D0002")));
        Assert.Equal("not_found", (await DecideAsync(ordering, task, true, Some.DealerCaller("D0002"))).Errors[0].Code);
    }

    [Fact]
    public async Task Approve_GoesTheWayOfASubmit()
    {
        await using var ordering = await StartAsync(["DA"]);
        var placed = await OverAsync(ordering);
        ordering.Portal.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("approved", (await DecideAsync(ordering, await TaskAsync(ordering), true)).Value!.State);
        var order = await ordering.OrderAsync(placed.OrderId);
        Assert.Equal(("confirmed", null, 2d, false), (order.Status, order.HoldReason, order.HoldHours, order.WasHeld));
        Assert.Equal(100_000_00 - placed.NetAmount, (await ordering.CreditAsync()).Available);
        await using var db = ordering.Database.Open();
        Assert.Null((await db.Set<Reservation>().SingleAsync(Cancellation)).ExpiresAt);
        Assert.Equal(0, await db.Set<OrderRevision>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Approve_BeyondTheCredit_IsHeldForFinance()
    {
        await using var ordering = await StartAsync(["DA"], credit: 1_000_00);
        var placed = await OverAsync(ordering);
        Assert.True((await DecideAsync(ordering, await TaskAsync(ordering), true)).Ok);
        var order = await ordering.OrderAsync(placed.OrderId);
        Assert.Equal(("held", "over_limit", true), (order.Status, order.HoldReason, order.WasHeld));
        Assert.Equal(1_000_00, (await ordering.CreditAsync()).Available);
        Assert.Equal("confirmed", (await ordering.SendAsync(new DecideHeldOrder(order.OrderId, true, "paid"), Some.HeadOffice("FIN"))).Value!.Status);
    }

    [Fact]
    public async Task Approve_AfterPricesMoved_KeepsThePricesAndNotesTheNewOnes()
    {
        await using var ordering = await StartAsync(["DA"]);
        var placed = await OverAsync(ordering);
        var dearer = Some.Product("P0001", listPrice: 200_0000);
        await ordering.Portal.RecordAsync("dearer", dearer);
        Assert.True((await DecideAsync(ordering, await TaskAsync(ordering), true)).Ok);
        Assert.Equal(placed.NetAmount, (await ordering.OrderAsync(placed.OrderId)).NetAmount);
        var note = Assert.Single(await ordering.Portal.Get<IOrderRevisions>().OfAsync(placed.OrderId, DealerScope.Of("D0001"), Cancellation));
        Assert.Equal(("prices_moved", placed.NetAmount, 1_840_00L), (note.Kind, note.NetBefore, note.NetAfter));
    }

    [Fact]
    public async Task Reject_FreesTheStockAndSaysWhy()
    {
        await using var ordering = await StartAsync(["DA"]);
        var placed = await OverAsync(ordering);
        Assert.Equal("approval_reason_required", (await DecideAsync(ordering, await TaskAsync(ordering), false, reason: " ")).Errors[0].Code);
        Assert.True((await DecideAsync(ordering, await TaskAsync(ordering), false, reason: "本月预算已用完")).Ok);
        Assert.Equal("rejected", (await ordering.OrderAsync(placed.OrderId)).Status);
        Assert.Equal((0, 100_000_00L), ((await ordering.BalanceAsync()).Reserved, (await ordering.CreditAsync()).Available));
        var trail = (await ordering.Portal.Get<FindApprovals>().TrailAsync("order_limit", placed.OrderId, s_buyer.Scope, Cancellation))!;
        Assert.Equal("本月预算已用完", Assert.Single(trail.Marks).Reason);
        await using var db = ordering.Database.Open();
        Assert.Equal("cancelled", (await db.Set<OrderLineFact>().SingleAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task Approve_OwnOrder_IsRefused()
    {
        await using var ordering = await StartAsync(["DA"]);
        var own = (await ordering.PlaceAsync(s_administrator)).Value!;
        Assert.Equal("submitted", own.Status);
        Assert.Equal("approval_own_request", (await DecideAsync(ordering, await TaskAsync(ordering), true)).Errors[0].Code);
        Assert.Equal("submitted", (await ordering.OrderAsync(own.OrderId)).Status);
    }

    [Fact]
    public async Task Approver_RemovedWhileAnOrderWaits_IsStoodInForByAnotherAdministrator()
    {
        await using var ordering = await StartAsync([]);
        var approver = await UserAsync(ordering, "boss@example.com", "D0001", "DA");
        ordering.Portal.Get<Limit>().Approvers = ["user:" + approver.Id];
        var placed = await OverAsync(ordering);

        // While he is there nobody else is asked.
        Assert.Empty(await InboxAsync(ordering, s_administrator));
        await using (var db = ordering.Database.Open())
        {
            await db.Set<PortalUser>().Where(u => u.Id == approver.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsDisabled, true), Cancellation);
        }

        Assert.Empty(await InboxAsync(ordering, s_buyer));
        Assert.Empty(await InboxAsync(ordering, Some.DealerCaller("D0002")));
        var task = Assert.Single(await InboxAsync(ordering, s_administrator));
        Assert.Equal("not_found", (await DecideAsync(ordering, task, true, Some.HeadOffice("FIN"))).Errors[0].Code);
        Assert.True((await DecideAsync(ordering, task, true)).Ok);
        Assert.Equal("confirmed", (await ordering.OrderAsync(placed.OrderId)).Status);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("demoted")]
    [InlineData("moved")]
    public async Task Approver_WhoMayNotDecideAnyMore_IsStoodInFor(string how)
    {
        await using var ordering = await StartAsync([]);
        var approver = await UserAsync(ordering, "boss@example.com", "D0001", "DA");
        ordering.Portal.Get<Limit>().Approvers = ["user:" + approver.Id];
        await OverAsync(ordering);
        await using (var db = ordering.Database.Open())
        {
            var users = db.Set<PortalUser>().Where(u => u.Id == approver.Id);
            _ = how switch
            {
                "deleted" => await users.ExecuteDeleteAsync(Cancellation),
                "demoted" => await users.ExecuteUpdateAsync(u => u.SetProperty(x => x.RoleList, "DB"), Cancellation),
                _ => await users.ExecuteUpdateAsync(u => u.SetProperty(x => x.DealerId, "D0002"), Cancellation),
            };
        }

        Assert.Single(await InboxAsync(ordering, s_administrator));
        Assert.True((await DecideAsync(ordering, await TaskAsync(ordering), true)).Ok);
    }

    [Fact]
    public async Task Approval_NobodyAnswers_GoesToTheEscalationAsWell()
    {
        await using var ordering = await StartAsync(["DA"]);
        var placed = await OverAsync(ordering);
        ordering.Portal.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, (await ordering.SendAsync(new EscalateApprovals(), Caller.System("clock"))).Value);
        var executive = Some.HeadOffice("EXEC") with { UserId = "executive" };
        var task = Assert.Single(await InboxAsync(ordering, executive));
        Assert.True((await DecideAsync(ordering, task, true, executive)).Ok);
        Assert.Equal("confirmed", (await ordering.OrderAsync(placed.OrderId)).Status);
    }

    [Fact]
    public async Task Cancel_WhileItWaits_AsksNobodyAnyMore()
    {
        await using var ordering = await StartAsync(["DA"]);
        var placed = await OverAsync(ordering);
        var task = await TaskAsync(ordering);
        Assert.Equal("cancelled", (await ordering.SendAsync(new CancelOrder(placed.OrderId), s_buyer)).Value!.Status);
        Assert.Empty(await InboxAsync(ordering, s_administrator));
        Assert.Equal("approval_decided_already", (await DecideAsync(ordering, task, true)).Errors[0].Code);
        Assert.Equal(0, (await ordering.BalanceAsync()).Reserved);
    }

    [Fact]
    public async Task Rescore_LeavesWhatWaitsForAColleagueAlone()
    {
        await using var ordering = await StartAsync(["DA"]);
        var placed = await OverAsync(ordering);
        Assert.Equal(0, (await ordering.SendAsync(new ChannelPortal.Features.Risk.Commands.RescoreOrders("D0001"), Caller.System("sweep"))).Value!.Orders);
        Assert.Equal("submitted", (await ordering.OrderAsync(placed.OrderId)).Status);
    }

    [Fact]
    public async Task Work_CountsWhatTheListsShow()
    {
        await using var ordering = await StartAsync(["DA"]);
        await OverAsync(ordering);
        await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0002", 1_000));
        await ordering.PlaceAsync(Some.DealerCaller("D0002", "DB"), null, new PlaceOrderLine("P0002", 1_000));
        ordering.Portal.Time.Advance(TimeSpan.FromDays(20));
        var items = (await Task.WhenAll(ordering.Portal.Provider.GetServices<IWorkItemSource>().Select(s => s.OfAsync(s_buyer, Cancellation)))).SelectMany(i => i).Where(i => i.Href.StartsWith("orders?", StringComparison.Ordinal)).ToList();
        Assert.Equal([("orders_held", 0), ("orders_late", 1), ("orders_submitted", 1)], items.Select(i => (i.Kind, i.Count)));
        foreach (var item in items)
        {
            var page = await ordering.Portal.Get<IOrderReader>().FindAsync(new OrderFilter(item.Href.Split('=')[1]), s_buyer.Scope, 0, 50, Cancellation);
            Assert.Equal(page.Count, item.Count);
        }
    }

    private async Task<Ordering> StartAsync(IReadOnlyList<string> approvers, long credit = 100_000_00)
    {
        var ordering = await Ordering.StartAsync(Database, credit, s =>
        {
            s.AddSingleton(new Limit { Approvers = approvers });
            s.AddSingleton<IBuyerLimits>(p => p.GetRequiredService<Limit>());
        });
        await ordering.CountAsync("stock", Stocking.Count("P0001", 100), Stocking.Count("P0002", 100));
        return ordering;
    }

    private static async Task<PlacedOrder> OverAsync(Ordering ordering) => (await ordering.PlaceAsync(s_buyer)).Value!;

    private static Task<IReadOnlyList<ApprovalRow>> InboxAsync(Ordering ordering, Caller caller) => ordering.Portal.Get<FindApprovals>().InboxAsync(caller, Cancellation);

    private static async Task<ApprovalRow> TaskAsync(Ordering ordering) => Assert.Single(await InboxAsync(ordering, s_administrator));

    private static Task<Result<ApprovalDecision>> DecideAsync(Ordering ordering, ApprovalRow task, bool isApproved, Caller? by = null, string? reason = null) =>
        ordering.SendAsync(new DecideApproval(task.TaskId, isApproved, reason), by ?? s_administrator);

    private static async Task<PortalUser> UserAsync(Ordering ordering, string email, string dealer, string roles)
    {
        await using var db = ordering.Database.Open();
        var user = new PortalUser { Id = Guid.CreateVersion7(), UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), DisplayName = email, RoleList = roles, DealerId = dealer, RegionList = "" };
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }

    /// <summary>A thousand a single order, for everybody of D0001.</summary>
    private sealed class Limit : IBuyerLimits
    {
        public IReadOnlyList<string> Approvers { get; set; } = [];

        public Task<BuyerLimit?> ExceededAsync(AppDbContext db, Caller caller, long net, DateOnly day, CancellationToken cancellationToken) =>
            Task.FromResult(caller.DealerId == "D0001" && net > 1_000_00 ? new BuyerLimit("single", 1_000_00, 0, Approvers) : null);
    }
}

public sealed class BuyerConsentOnSqliteTests(SqliteDatabase database) : BuyerConsentTests(database), IClassFixture<SqliteDatabase>;

public sealed class BuyerConsentOnPostgreSqlTests(PostgreSqlDatabase database) : BuyerConsentTests(database), IClassFixture<PostgreSqlDatabase>;
