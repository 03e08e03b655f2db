using System.Globalization;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Jobs;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>Placed orders change by revisions: money, credit and stock follow in the same transaction, and nobody overwrites another's change unseen.</summary>
public abstract class OrderChangeTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB") with { UserId = "buyer", Name = "采购小李" };
    private static readonly Caller s_stranger = Some.DealerCaller("D0002", "DB") with { UserId = "stranger" };

    [Fact]
    public async Task Amend_MoreLessDropAndAdd_RepricesAndMovesCreditAndStock()
    {
        await using var ordering = await StartAsync(limit: 100_000_00);
        await ordering.Portal.RecordAsync("third", Some.Product("P0003", listPrice: 10_0000));
        var placed = (await ordering.PlaceAsync(s_buyer, null, new("P0001", 10_000), new("P0002", 4_000))).Value!;
        await ordering.Portal.Get<IPriceBookLoader>().LoadAsync([Ordering.TierPrice("gold", 1_000)], [], [], Cancellation);

        // 128.00 × 0.90 × 6 = 691.20 at today's price; the other line goes, 10.00 × 0.90 × 5 = 45.00 comes.
        var amended = await ordering.SendAsync(
            new AmendOrder(placed.OrderId, 0, [new(1, null, 6_000), new(2, null, 0), new(null, "P0003", 5_000)], "项目缩减", 691_20 + 45_00), s_buyer);
        Assert.Equal(("confirmed", 1, 736_20L), (amended.Value!.Status, amended.Value.Revision, amended.Value.NetAmount));
        var order = await ordering.OrderAsync(placed.OrderId);
        Assert.Equal((736_20L, 2, 1), (order.NetAmount, order.LineCount, order.AmendedCount));
        Assert.Equal(100_000_00 - 736_20, (await ordering.CreditAsync()).Available);
        Assert.Equal((6, 0), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync("P0002")).Reserved));
        await using var db = ordering.Database.Open();
        var lines = await db.Set<OrderLineFact>().AsNoTracking().OrderBy(l => l.LineNo).ToListAsync(Cancellation);
        Assert.Equal([("open", 6_000L, 691_20L), ("cancelled", 4_000L, 167_44L), ("open", 5_000L, 45_00L)], lines.Select(l => (l.Status, l.OrderedQty, l.NetAmount)));
        Assert.Equal(736_20, await db.Set<OrderLineHour>().Where(h => h.Status != "cancelled").SumAsync(h => h.NetAmount, Cancellation));
        var trace = await ordering.Portal.Get<IPrices>().KeptAsync(s_buyer, placed.OrderId, 3, Cancellation);
        Assert.Equal(9_0000, trace!.NetPrice);
        var row = Assert.Single(await RevisionsAsync(ordering, placed.OrderId));
        Assert.Equal(("amend", "采购小李", "项目缩减", placed.NetAmount, 736_20L), (row.Kind, row.ByName, row.Reason, row.NetBefore, row.NetAfter));
        Assert.Equal([(1, 10_000L), (2, 4_000L)], row.Before.Select(l => (l.LineNo, l.Quantity)));
        Assert.Equal([(1, 6_000L), (3, 5_000L)], row.After.Select(l => (l.LineNo, l.Quantity)));
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Amend_OnAnOlderRevision_IsRefusedAndSoIsTheSecondOfTwoAtOnce()
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, (i + 1) * 1_000)], "改"), s_buyer with { UserId = "b" + i.ToString(CultureInfo.InvariantCulture) }))));
        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal("order_changed_meanwhile", r.Errors[0].Code));
        Assert.True((await ordering.SendAsync(new AmendOrder(placed.OrderId, 1, [new(1, null, 9_000)], "再改"), Stocking.Warehouse)).Ok);
        Assert.Equal(2, (await RevisionsAsync(ordering, placed.OrderId)).Count);
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Amend_WithoutTheCredit_ChangesNothing()
    {
        await using var ordering = await StartAsync(limit: 1_500_00);
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        var refused = await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 14_000)], "加量"), s_buyer);
        Assert.Equal("credit_over_limit", refused.Errors[0].Code);
        Assert.Equal((placed.NetAmount, 0), ((await ordering.OrderAsync(placed.OrderId)).NetAmount, (await RevisionsAsync(ordering, placed.OrderId)).Count));
        Assert.Equal((10, 1_500_00 - placed.NetAmount), ((await ordering.BalanceAsync()).Reserved, (await ordering.CreditAsync()).Available));
    }

    [Fact]
    public async Task Amend_FaultyLines_AreAllNamed()
    {
        await using var ordering = await StartAsync();
        await ordering.SendAsync(new CapAllocation("D0001", "P0002", 5_000), Stocking.Warehouse);
        var placed = (await ordering.PlaceAsync(s_buyer, null, new("P0001", 10_000), new("P0002", 4_000))).Value!;
        var refused = await ordering.SendAsync(
            new AmendOrder(placed.OrderId, 0, [new(1, null, -1), new(2, null, 6_000), new(9, null, 1_000), new(null, "P9999", 1_000), new(null, "P0001", 1_000)], "改"), s_buyer);
        Assert.Equal(
            [
                ("lines[0].quantity", "order_quantity_out_of_range"), ("lines[1].quantity", "order_over_allocation"), ("lines[2].lineNo", "order_line_unknown"),
                ("lines[3].productId", "order_product_unknown"), ("lines[4].productId", "order_product_twice"),
            ],
            refused.Errors.Select(e => (e.Field!, e.Code)));
        Assert.Equal("order_change_empty", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 10_000)], "改"), s_buyer)).Errors[0].Code);
        Assert.Equal("order_change_drops_all", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 0), new(2, null, 0)], "改"), s_buyer)).Errors[0].Code);
        Assert.Equal("order_reason_required", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 1_000)], ""), s_buyer)).Errors[0].Code);
        Assert.Equal("order_price_changed", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 1_000)], "改", 1), s_buyer)).Errors[0].Code);
    }

    [Fact]
    public async Task Amend_BeyondTheStock_WaitsForTheRest_AndLessGivesTheWaitingBackFirst()
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.True((await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 30_000)], "加量"), s_buyer)).Ok);
        Assert.Equal((19, 11), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync()).Backordered));
        Assert.Equal(11_000, (await LinesAsync(ordering, placed.OrderId))[0].BackorderQty);
        Assert.True((await ordering.SendAsync(new AmendOrder(placed.OrderId, 1, [new(1, null, 15_000)], "减量"), s_buyer)).Ok);
        Assert.Equal((15, 0), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync()).Backordered));
        Assert.Equal(0, (await LinesAsync(ordering, placed.OrderId))[0].BackorderQty);
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Amend_ThatWantsAReview_HoldsTheOrderWithoutCredit()
    {
        var screen = new Screen();
        await using var ordering = await StartAsync(add: s => s.AddSingleton<IRiskScreen>(screen));
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        screen.Band = RiskBand.ManagerReview;
        Assert.Equal("held", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 30_000)], "加量"), s_buyer)).Value!.Status);
        Assert.Equal(1_177_60, screen.Bound);
        var order = await ordering.OrderAsync(placed.OrderId);
        Assert.Equal(("held", "risk", 3_532_80L), (order.Status, order.HoldReason, order.NetAmount));
        Assert.Equal(100_000_00, (await ordering.CreditAsync()).Available);
        Assert.Equal((19, 0), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync()).Backordered));
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Split_SumsAreUnchanged_AndBothKnowEachOther()
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer, null, new("P0001", 30_000), new("P0002", 3_000))).Value!;
        var credit = await ordering.CreditAsync();
        var split = (await ordering.SendAsync(new SplitOrder(placed.OrderId, 0, [new(1, null, 12_000), new(2, null, 3_000)], "先发现货"), s_buyer)).Value!;
        var (old, young) = (await ordering.OrderAsync(placed.OrderId), await ordering.OrderAsync(split.NewOrderId!));
        Assert.Equal((placed.NetAmount, "confirmed", "confirmed"), (old.NetAmount + young.NetAmount, old.Status, young.Status));
        Assert.Equal((old.OrderedOn, old.SubmittedAt, 1, 2), (young.OrderedOn, young.SubmittedAt, old.LineCount, young.LineCount));
        Assert.Equal(credit.Available, (await ordering.CreditAsync()).Available);

        // Nineteen were there for gold, eleven waited: the waiting ones move first, then one of the others.
        Assert.Equal((19, 11), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync()).Backordered));
        Assert.Equal([11_000L, 0L], (await LinesAsync(ordering, young.OrderId)).Select(l => l.BackorderQty));
        Assert.Equal((18_000L, 0L), (await LinesAsync(ordering, old.OrderId)).Select(l => (l.OrderedQty, l.BackorderQty)).First());
        Assert.Equal(("split", young.OrderId), (await RevisionsAsync(ordering, old.OrderId)).Select(r => (r.Kind, r.OtherOrderId!)).Single());
        Assert.Equal(("split_off", old.OrderId), (await RevisionsAsync(ordering, young.OrderId)).Select(r => (r.Kind, r.OtherOrderId!)).Single());
        Assert.Equal(117_7600, (await ordering.Portal.Get<IPrices>().KeptAsync(s_buyer, young.OrderId, 1, Cancellation))!.NetPrice);
        await using (var db = ordering.Database.Open())
        {
            Assert.Equal(placed.NetAmount, await db.Set<OrderLineHour>().Where(h => h.Status != "cancelled").SumAsync(h => h.NetAmount, Cancellation));
        }

        Assert.True((await ordering.SendAsync(new CancelOrder(young.OrderId), s_buyer)).Ok);
        Assert.Equal(100_000_00 - old.NetAmount, (await ordering.CreditAsync()).Available);
        Assert.Equal((18, 0), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync()).Backordered));
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Split_RoundsNothingAway()
    {
        await using var ordering = await StartAsync();
        await ordering.Portal.RecordAsync("odd", Some.Product("P0007", listPrice: 3_3333));
        var placed = (await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0007", 7_000))).Value!;
        var revision = 0;
        foreach (var part in new[] { 1_000, 2_000, 1_000 })
        {
            Assert.True((await ordering.SendAsync(new SplitOrder(placed.OrderId, revision++, [new(1, null, part)], "拆"), s_buyer)).Ok);
        }

        await using var db = ordering.Database.Open();
        Assert.Equal((placed.NetAmount, placed.NetAmount), (await db.Set<OrderFact>().SumAsync(o => o.NetAmount, Cancellation), await db.Set<OrderLineFact>().SumAsync(l => l.NetAmount, Cancellation)));
        Assert.Equal(100_000_00 - placed.NetAmount, (await ordering.CreditAsync()).Available);
    }

    [Theory]
    [InlineData(1, 10_000, "order_split_all")]
    [InlineData(1, 11_000, "order_split_too_much")]
    [InlineData(1, 0, "order_change_empty")]
    [InlineData(2, 1_000, "order_line_unknown")]
    public async Task Split_Impossible_IsRefused(int line, long quantity, string code)
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal(code, (await ordering.SendAsync(new SplitOrder(placed.OrderId, 0, [new(line, null, quantity)], "拆"), s_buyer)).Errors[0].Code);
    }

    [Fact]
    public async Task CancelRest_AfterAPartialShipment_EndsTheRestWithItsCreditAndStock()
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer, null, new("P0001", 30_000), new("P0002", 2_000))).Value!;
        Assert.Equal("order_not_possible_now", (await ordering.SendAsync(new CancelRest(placed.OrderId, 0, "不要了"), s_buyer)).Errors[0].Code);
        await ordering.ShipAsync(placed.OrderId, new OrderLineQty(1, 10_000));
        var rest = await ordering.SendAsync(new CancelRest(placed.OrderId, 0, "不要了"), s_buyer);
        Assert.Equal(("shipped", 1_177_60L), (rest.Value!.Status, rest.Value.NetAmount));
        var lines = await LinesAsync(ordering, placed.OrderId);
        Assert.Equal([("shipped", 10_000L, 1_177_60L), ("cancelled", 2_000L, 83_72L)], lines.Select(l => (l.Status, l.OrderedQty, l.NetAmount)));
        Assert.Equal(100_000_00 - 1_177_60, (await ordering.CreditAsync()).Available);
        Assert.Equal((10, 0, 0), ((await ordering.BalanceAsync()).OnHand, (await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync()).Backordered));
        Assert.Equal("order_nothing_open", (await ordering.SendAsync(new CancelRest(placed.OrderId, 1, "再"), s_buyer)).Errors[0].Code);
        Assert.Equal("cancel_rest", (await RevisionsAsync(ordering, placed.OrderId)).Single().Kind);
        await ordering.CheckAllAsync();
        await ordering.DeliverAsync(placed.OrderId);
        Assert.Equal("delivered", (await ordering.OrderAsync(placed.OrderId)).Status);
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Amend_AfterAPartialShipment_TouchesOnlyWhatHasNotLeft()
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer, null, new("P0001", 10_000), new("P0002", 4_000))).Value!;
        await ordering.ShipAsync(placed.OrderId, new(1, 4_000), new(2, 4_000));
        Assert.Equal("order_line_shipped_already", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 3_000)], "减"), s_buyer)).Errors[0].Code);
        Assert.Equal("order_line_shipped_already", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(2, null, 6_000)], "加"), s_buyer)).Errors[0].Code);
        var amended = (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 6_000)], "减"), s_buyer)).Value!;
        Assert.Equal(("shipped", 706_56L + 167_44), (amended.Status, amended.NetAmount));
        Assert.Equal(2, (await ordering.BalanceAsync()).Reserved);
        var split = (await ordering.SendAsync(new SplitOrder(placed.OrderId, 1, [new(1, null, 2_000)], "另发"), s_buyer)).Value!;
        Assert.Equal(("confirmed", 235_52L), ((await ordering.OrderAsync(split.NewOrderId!)).Status, (await ordering.OrderAsync(split.NewOrderId!)).NetAmount));
        Assert.Equal(["shipped", "shipped"], (await LinesAsync(ordering, placed.OrderId)).Select(l => l.Status));
        Assert.Equal(100_000_00 - amended.NetAmount, (await ordering.CreditAsync()).Available);
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Close_OnlyDeliveredAndBilledInFull_AndReopenAsksTheCredit()
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        await ordering.ShipAsync(placed.OrderId, new OrderLineQty(1, 10_000));
        await ordering.DeliverAsync(placed.OrderId);
        var finance = Some.HeadOffice("FIN");
        Assert.Equal("order_not_billed", (await ordering.SendAsync(new CloseOrder(placed.OrderId), finance)).Errors[0].Code);
        await ordering.InvoiceAsync("I1", placed.OrderId, placed.NetAmount);
        Assert.Equal("forbidden", (await ordering.SendAsync(new CloseOrder(placed.OrderId), s_buyer)).Errors[0].Code);
        Assert.Equal("closed", (await ordering.SendAsync(new CloseOrder(placed.OrderId), finance)).Value!.Status);
        await ordering.CheckAllAsync();
        Assert.Equal("shipped", (await LinesAsync(ordering, placed.OrderId)).Single().Status);
        Assert.Equal("order_reason_required", (await ordering.SendAsync(new ReopenOrder(placed.OrderId, " "), finance)).Errors[0].Code);

        // The invoice is voided, so re-opening binds the amount again; a closed account does not let it.
        await ordering.InvoiceAsync("I1", placed.OrderId, placed.NetAmount, "red");
        Assert.True((await ordering.SendAsync(new ChannelPortal.Features.Credit.Commands.SetCreditBlock("D0001", true, "诉讼中"), finance)).Ok);
        Assert.Equal("credit_blocked", (await ordering.SendAsync(new ReopenOrder(placed.OrderId, "发票作废"), finance)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new ChannelPortal.Features.Credit.Commands.SetCreditBlock("D0001", false, "已和解"), finance)).Ok);
        Assert.Equal("delivered", (await ordering.SendAsync(new ReopenOrder(placed.OrderId, "发票作废"), finance)).Value!.Status);
        Assert.Equal(100_000_00 - placed.NetAmount, (await ordering.CreditAsync()).Available);
        Assert.Equal("reopen", (await RevisionsAsync(ordering, placed.OrderId)).Single().Kind);
        await ordering.CheckAllAsync();
    }

    [Fact]
    public async Task Close_ByTheCalendar_TakesWhatIsDeliveredSomeDaysAndBilled()
    {
        await using var ordering = await StartAsync();
        var orders = new List<string>();
        foreach (var billed in new[] { true, false })
        {
            var placed = (await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0001", 5_000))).Value!;
            await ordering.ShipAsync(placed.OrderId, new OrderLineQty(1, 5_000));
            await ordering.DeliverAsync(placed.OrderId);
            orders.Add(placed.OrderId);
            if (billed)
            {
                await ordering.InvoiceAsync("I-" + placed.OrderId, placed.OrderId, placed.NetAmount);
            }
        }

        var job = ActivatorUtilities.CreateInstance<CloseOrdersJob>(ordering.Portal.Provider);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(6));
        Assert.Empty(await job.SubjectsAsync(job.DuePeriods(ordering.Portal.Time.GetUtcNow())[0], Cancellation));
        ordering.Portal.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["D0001"], await job.SubjectsAsync(job.DuePeriods(ordering.Portal.Time.GetUtcNow())[0], Cancellation));
        await ordering.Portal.Get<JobRunner>().CatchUpAsync(CloseOrdersJob.JobName, Cancellation);
        Assert.Equal(["closed", "delivered"], [(await ordering.OrderAsync(orders[0])).Status, (await ordering.OrderAsync(orders[1])).Status]);
    }

    [Fact]
    public async Task Change_OfAnotherDealersOrder_IsLikeOneThatNeverExisted()
    {
        await using var ordering = await StartAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal("not_found", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 1_000)], "x"), s_stranger)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new SplitOrder(placed.OrderId, 0, [new(1, null, 1_000)], "x"), s_stranger)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new CancelRest(placed.OrderId, 0, "x"), s_stranger)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 1_000)], "x"), s_buyer)).Ok);
        Assert.Empty(await ordering.Portal.Get<IOrderRevisions>().OfAsync(placed.OrderId, s_stranger.Scope, Cancellation));
    }

    private Task<Ordering> StartAsync(long limit = 100_000_00, Action<IServiceCollection>? add = null) => OrderTrade.StartAsync(Database, limit, add);

    private static Task<IReadOnlyList<OrderRevisionRow>> RevisionsAsync(Ordering ordering, string orderId) =>
        ordering.Portal.Get<IOrderRevisions>().OfAsync(orderId, DealerScope.Of("D0001"), Cancellation);

    private static async Task<List<OrderLineFact>> LinesAsync(Ordering ordering, string orderId)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == orderId).OrderBy(l => l.LineNo).ToListAsync(Cancellation);
    }

    private sealed class Screen : IRiskScreen
    {
        public RiskBand Band { get; set; }

        public long Bound { get; private set; }

        public Task<RiskScreening> ScreenAsync(ChannelPortal.Platform.Commands.CommandContext context, RiskInput order, CancellationToken cancellationToken)
        {
            Bound = order.Bound;
            return Task.FromResult(new RiskScreening(Band == RiskBand.Clear ? 0 : 60, Band));
        }
    }
}

public sealed class OrderChangeOnSqliteTests(SqliteDatabase database) : OrderChangeTests(database), IClassFixture<SqliteDatabase>;

public sealed class OrderChangeOnPostgreSqlTests(PostgreSqlDatabase database) : OrderChangeTests(database), IClassFixture<PostgreSqlDatabase>;
