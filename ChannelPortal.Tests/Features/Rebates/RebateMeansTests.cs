using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Features.Returns;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Rebates;

/// <summary>What becomes of a settled rebate: a balance that pays a part of orders, goods, or cash that was paid elsewhere.</summary>
public abstract class RebateMeansTests(TestDatabase database) : DatabaseTests(database)
{
    private const long Net = 1_177_60;
    private const long Share = 353_28;
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");

    [Fact]
    public async Task Offset_KeepsTheCreditNote_NeedsLessCredit_AndPaysTheOrdersOwnInvoice()
    {
        await using var ordering = await StartAsync();
        var owed = (await ordering.CreditAsync()).OpenAr;
        var no = await ordering.SettledAsync("offset");
        var note = (await ordering.InvoicesAsync()).Single(i => i.NetAmount < 0);
        Assert.Equal((-100_00L, -113_00L, -113_00L), (note.NetAmount, note.GrossAmount, note.PaidAmount));
        Assert.Equal((owed, 113_00L), ((await ordering.CreditAsync()).OpenAr, (await ordering.FundsAsync()).Offset));

        var before = (await ordering.CreditAsync()).Available;
        var placed = (await PlaceAsync(ordering, 100_00)).Value!;
        Assert.Equal(("confirmed", Net, before - Net + 100_00, before - Net + 100_00), (placed.Status, placed.NetAmount, placed.Available, (await ordering.CreditAsync()).Available));
        Assert.Equal(13_00, (await ordering.FundsAsync()).Offset);
        Assert.Equal(Net, (await ordering.OrderAsync(placed.OrderId)).NetAmount);

        await ordering.ShipAsync(placed.OrderId, new OrderLineQty(1, 10_000));
        await ordering.DeliverAsync(placed.OrderId);
        await ordering.BilledAsync(placed.OrderId);
        var invoice = (await ordering.InvoicesAsync()).Single(i => i.OrderId == placed.OrderId);
        Assert.Equal((Net, 100_00L), (invoice.NetAmount, invoice.PaidAmount));
        Assert.Equal(owed + invoice.GrossAmount - 100_00, (await ordering.CreditAsync()).OpenAr);
        var use = (await ordering.Portal.Get<IOrderRebates>().OfOrderAsync(placed.OrderId, s_buyer.Scope, Cancellation))!;
        Assert.Equal((100_00L, 100_00L, no), (use.Kept, use.Billed, Assert.Single(use.Sources).StatementNo));

        // Billing it moves nothing that the dealer owes: the statement shows the credit note, its way into the balance, and the use.
        var statement = (await ordering.Portal.Get<GetStatement>().RunAsync("D0001", Some.Day, Some.Day, DealerScope.All, Cancellation))!;
        Assert.Equal([113_00L, -100_00L], statement.Lines.Where(l => l.Kind == "rebate").Select(l => l.Amount));
        Assert.Equal(owed + invoice.GrossAmount - 100_00, statement.Closing);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Offset_PaysAtMostItsShare_AndNeverMoreThanThereIs()
    {
        await using var ordering = await StartAsync();
        await ordering.BoughtAsync("SO-BIG", 300_000_00);
        await ordering.SettledAsync("offset");
        Assert.Equal("order_rebate_share", (await PlaceAsync(ordering, Share + 1)).Errors[0].Code);
        Assert.Equal("order_rebate_positive", (await PlaceAsync(ordering, -1)).Errors[0].Code);
        Assert.True((await PlaceAsync(ordering, Share)).Ok);
        Assert.Equal("order_rebate_short", (await ordering.SendAsync(new PlaceOrder([new("P0002", 1_000)], IsIntended: true, RebateAmount: 1_00), Some.DealerCaller("D0002", "DB"))).Errors[0].Code);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Offset_ForTheLastOfTheBalance_IsTakenOnce_HoweverManyOrderAtOnce()
    {
        await using var ordering = await StartAsync();
        await ordering.SettledAsync("offset");
        var placed = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => PlaceAsync(ordering, 60_00, s_buyer with { UserId = "buyer" + i }))));
        Assert.Single(placed, p => p.Ok);
        Assert.All(placed.Where(p => !p.Ok), p => Assert.Equal("order_rebate_short", p.Errors[0].Code));
        Assert.Equal(53_00, (await ordering.FundsAsync()).Offset);
        await using var db = ordering.Database.Open();
        Assert.Equal([("grant", 113_00L), ("use", -60_00L)], (await db.Set<RebateMovement>().OrderBy(m => m.Amount < 0).ToListAsync(Cancellation)).Select(m => (m.Kind, m.Amount)));
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Offset_OfAnOrderThatEnds_GoesBack_OldestUsedFirstAndNewestGivenBackFirst()
    {
        await using var ordering = await StartAsync();
        var first = await ordering.SettledAsync("offset");
        await ordering.AddAsync("RP-2", Rebating.Rule() with { Means = RebateMeans.Offset });
        await ordering.RunAsync(program: "RP-2");
        var second = (await ordering.StatementAsync(program: "RP-2")).No;
        await ordering.ApprovedAsync(second);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        Assert.True((await ordering.SendAsync(new SettleRebate(second, null), Rebating.Clerk)).Ok);
        Assert.Equal(226_00, (await ordering.FundsAsync()).Offset);
        var available = (await ordering.CreditAsync()).Available;
        var kept = (await PlaceAsync(ordering, 100_00)).Value!.OrderId;
        var gone = (await PlaceAsync(ordering, 50_00)).Value!.OrderId;
        var sources = (await ordering.Portal.Get<IOrderRebates>().OfOrderAsync(gone, DealerScope.All, Cancellation))!.Sources;
        Assert.Equal([(first, 13_00L), (second, 37_00L)], sources.Select(s => (s.StatementNo, s.Amount)).OrderBy(s => s.Amount));
        Assert.True((await ordering.SendAsync(new CancelOrder(gone), s_buyer)).Ok);
        Assert.Equal((126_00L, available - Net + 100_00), ((await ordering.FundsAsync()).Offset, (await ordering.CreditAsync()).Available));
        var moves = await ordering.Portal.Get<FindRebateMovements>().OfDealerAsync("D0001", s_buyer.Scope, Cancellation);
        Assert.Equal((126_00L, 50_00L), (moves[0].Balance, moves.Where(m => m.Kind == "give_back").Sum(m => m.Amount)));
        Assert.Empty(await ordering.Portal.Get<FindRebateMovements>().OfDealerAsync("D0001", Rebating.Stranger.Scope, Cancellation));
        Assert.Null(await ordering.Portal.Get<IOrderRebates>().OfOrderAsync(kept, Rebating.Stranger.Scope, Cancellation));
        Assert.Equal(0, (await ordering.Portal.Get<IOrderRebates>().ReadAsync("D0001", Rebating.Stranger.Scope, Cancellation)).Offset);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Offset_OfAnOrderThatSplitsOrShrinks_FollowsItsLines()
    {
        await using var ordering = await StartAsync();
        await ordering.SettledAsync("offset");
        var placed = (await PlaceAsync(ordering, 100_00)).Value!.OrderId;
        var split = (await ordering.SendAsync(new SplitOrder(placed, 0, [new(1, null, 4_000)], "分批"), s_buyer)).Value!;
        var rebates = ordering.Portal.Get<IOrderRebates>();
        Assert.Equal((60_00L, 40_00L), ((await rebates.OfOrderAsync(placed, DealerScope.All, Cancellation))!.Kept, (await rebates.OfOrderAsync(split.NewOrderId!, DealerScope.All, Cancellation))!.Kept));
        Assert.Equal(13_00, (await ordering.FundsAsync()).Offset);
        Assert.True((await ordering.SendAsync(new AmendOrder(placed, 1, [new(1, null, 1_000)], "少要"), s_buyer)).Ok);
        var bears = (await ordering.OrderAsync(placed)).NetAmount * 30 / 100;
        Assert.Equal(bears, (await rebates.OfOrderAsync(placed, DealerScope.All, Cancellation))!.Kept);
        Assert.Equal(113_00 - 40_00 - bears, (await ordering.FundsAsync()).Offset);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Goods_AreAnOrderForNothing_ThatIsReservedLikeAnyOther_AndEarnsNothing()
    {
        await using var ordering = await StartAsync();
        await ordering.BoughtAsync("SO-BIG", 300_000_00);
        await ordering.SettledAsync("goods");
        Assert.Equal(3_100_00, (await ordering.FundsAsync()).Goods);
        Assert.DoesNotContain(await ordering.InvoicesAsync(), i => i.NetAmount < 0);
        Assert.Equal("order_goods_short", (await ordering.SendAsync(new PlaceOrder([new("P0001", 90_000)], IsIntended: true, TakesGoods: true), s_buyer)).Errors[0].Code);
        var before = (await ordering.CreditAsync()).Available;
        var placed = (await ordering.SendAsync(new PlaceOrder([new("P0001", 10_000), new("P0002", 1_000)], IsIntended: true, TakesGoods: true), s_buyer)).Value!;
        Assert.Equal((0L, "confirmed", before), (placed.NetAmount, placed.Status, (await ordering.CreditAsync()).Available));
        await using (var db = ordering.Database.Open())
        {
            var lines = await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == placed.OrderId).OrderBy(l => l.LineNo).ToListAsync(Cancellation);
            Assert.All(lines, l => Assert.Equal((0L, 0L, 0L, OrderLineFact.Rebate, 0L), (l.NetAmount, l.ListAmount, l.NetPrice, l.PriceSource, l.BackorderQty)));
            Assert.Equal([117_7600L, 41_8600L], lines.Select(l => l.ListPrice));
            await Stocking.CheckBookAsync(db);
        }

        var value = Net + 41_86;
        Assert.Equal(3_100_00 - value, (await ordering.FundsAsync()).Goods);
        Assert.Equal("order_line_goods", (await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(1, null, 12_000)], "多要"), s_buyer)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new(2, null, 0)], "不要"), s_buyer)).Ok);
        Assert.Equal(3_100_00 - Net, (await ordering.FundsAsync()).Goods);
        await ordering.ShipAsync(placed.OrderId, new OrderLineQty(1, 6_000));
        Assert.True((await ordering.SendAsync(new CancelRest(placed.OrderId, 1, "缺货"), Some.HeadOffice("SVC"))).Ok);
        Assert.Equal(3_100_00 - 706_56, (await ordering.FundsAsync()).Goods);
        Assert.Equal("invoice_nothing_unbilled", (await ordering.SendAsync(new IssueInvoice(placed.OrderId), Returning.Finance)).Errors[0].Code);

        // A programme by units would pay for goods that were free.
        await ordering.AddAsync("RP-UNITS", new RebateRule(
            new RebateTerms(RebateBasis.SellIn, RebateMethod.PerUnit, RebateMeasure.Quantity, [new(1, 1_00)]), RebateCycle.Month, RebateAudience.Everybody, true, false, false, false, 0, 0));
        var own = (await ordering.Portal.Get<GetOwnRebates>().RunAsync("D0001", s_buyer.Scope, Cancellation))!;
        Assert.Equal(0, own.Running.Single(r => r.ProgramId == "RP-UNITS").Standing.Input.Quantity);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Cash_NeedsAReceiptAndADay_AndTheRunLeavesItToFinance()
    {
        await using var ordering = await StartAsync();
        await ordering.AddAsync("RP-CASH", Rebating.Rule() with { Means = RebateMeans.Cash });
        await ordering.AddAsync("RP-GOODS", Rebating.Rule() with { Means = RebateMeans.Goods });
        var numbers = new List<string>();
        foreach (var program in new[] { Rebating.Program, "RP-CASH", "RP-GOODS" })
        {
            await ordering.RunAsync(program: program);
            numbers.Add((await ordering.StatementAsync(program: program)).No);
            await ordering.ApprovedAsync(numbers[^1]);
        }

        var payer = ordering.Portal.Get<RebatePayer>();
        var sum = await payer.PayAsync(null, null, Rebating.Clerk, null, Cancellation);
        Assert.Equal((2, 200_00L, 0, 1), (sum.Paid, sum.Amount, sum.Refused.Count, sum.Cash));
        Assert.Equal((0, 1), ((await payer.PayAsync(null, null, Rebating.Clerk, null, Cancellation)).Paid, (await payer.PayAsync(null, null, Rebating.Clerk, null, Cancellation)).Cash));
        Assert.Equal("rebate_receipt", (await ordering.SendAsync(new SettleRebate(numbers[1], null, " "), Rebating.Clerk)).Errors[0].Code);
        Assert.Equal("rebate_paid_on", (await ordering.SendAsync(new SettleRebate(numbers[1], null, "TT-1", Some.Day.AddDays(1)), Rebating.Clerk)).Errors[0].Code);
        Assert.Equal("rebate_paid_on", (await ordering.SendAsync(new SettleRebate(numbers[1], null, "TT-1", Rebating.September), Rebating.Clerk)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new SettleRebate(numbers[1], null, "TT-1", Some.Day.AddDays(-3)), Rebating.Clerk)).Ok);
        var view = (await ordering.Portal.Get<GetRebateStatement>().RunAsync(numbers[1], DealerScope.All, Cancellation))!;
        Assert.Equal(("cash", "TT-1", Some.Day.AddDays(-3), (DateOnly?)Some.Day.AddDays(-3)), (view.Payout!.Kind, view.Payout.Documents, view.Payout.PaidOn, view.Statement.SettledOn));
        var overview = await ordering.Portal.Get<FindRebates>().OverviewAsync(DealerScope.All, Cancellation);
        Assert.Equal([("credit_note", 100_00L, 0L), ("offset", 0L, 0L), ("goods", 100_00L, 100_00L), ("cash", 100_00L, 0L)], overview.Means.Select(m => (m.Means, m.Amount, m.Left)));
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Past_WithWhatIsLeft_OpensThePurse_AgainstTheOpeningOfTheBooks()
    {
        await using var ordering = await StartAsync(Rebating.Rule() with { Means = RebateMeans.Offset });
        await ordering.RunAsync();
        var owed = (await ordering.CreditAsync()).OpenAr;
        var done = await ordering.SendAsync(
            new RecordPastRebates(Rebating.Program, Rebating.Quarter, new Dictionary<string, DateOnly> { ["D0001"] = Some.Day.AddDays(-5) }, new Dictionary<string, long> { ["D0001"] = 40_00 }), Caller.System("past"));
        Assert.Equal(1, done.Value);
        Assert.Equal((40_00L, owed), ((await ordering.FundsAsync()).Offset, (await ordering.CreditAsync()).OpenAr));
        Assert.True((await PlaceAsync(ordering, 40_00)).Ok);
        await ordering.CheckBooksAsync();
    }

    /// <summary>D0001 bought for 10,000 in the quarter, which earns 1 %; there is stock.</summary>
    private async Task<Ordering> StartAsync(RebateRule? rule = null)
    {
        var ordering = await Rebating.StartAsync(Database, rule);
        await ordering.CountAsync("stock", Stocking.Count("P0001", 100), Stocking.Count("P0002", 50));
        await ordering.BoughtAsync("SO-1", 10_000_00);
        return ordering;
    }

    private static Task<Result<PlacedOrder>> PlaceAsync(Ordering ordering, long rebate, Caller? buyer = null) =>
        ordering.SendAsync(new PlaceOrder([new("P0001", 10_000)], IsIntended: true, RebateAmount: rebate), buyer ?? s_buyer);
}

public sealed class RebateMeansOnSqliteTests(SqliteDatabase database) : RebateMeansTests(database), IClassFixture<SqliteDatabase>;

public sealed class RebateMeansOnPostgreSqlTests(PostgreSqlDatabase database) : RebateMeansTests(database), IClassFixture<PostgreSqlDatabase>;
