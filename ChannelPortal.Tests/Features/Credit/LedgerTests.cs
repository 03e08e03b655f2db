using System.Globalization;
using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Credit.Jobs;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Credit;

public abstract class LedgerTests(TestDatabase database) : DatabaseTests(database)
{
    private const long OrderNet = 1_177_60;
    private static readonly Caller s_finance = Some.HeadOffice("FIN");

    [Fact]
    public async Task Race_FiftyOrdersForTheLastHeadroom_ExactlyOnePasses()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: OrderNet + 100);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => ordering.PlaceAsync(Buyer(user: Text(i)), "race-" + Text(i)))));
        Assert.All(results, r => Assert.True(r.Ok));
        Assert.Single(results, r => r.Value!.Status == "confirmed");
        Assert.Equal(100, (await ordering.CreditAsync()).Available);
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task Race_OrdersAtTheMomentOfALimitChange_HonourOneOfBothLimits()
    {
        // Before: room for three. After: for six.
        await using var ordering = await Ordering.StartAsync(Database, limit: (OrderNet * 3) + 100);
        var orders = Enumerable.Range(0, 20).Select(i => Task.Run(() => ordering.PlaceAsync(Buyer(user: Text(i)), "moment-" + Text(i)))).ToList();
        var change = Task.Run(() => ordering.SendAsync(new SetCreditLimit("D0001", (OrderNet * 6) + 100, "旺季"), s_finance));
        var results = await Task.WhenAll(orders);
        Assert.True((await change).Ok);
        Assert.InRange(results.Count(r => r.Value!.Status == "confirmed"), 3, 6);
        Assert.Equal((OrderNet * (6 - results.Count(r => r.Value!.Status == "confirmed"))) + 100, (await ordering.CreditAsync()).Available);
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task Order_AmendedShippedCancelledAndOpenedAgain_LeavesNoHole()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 10_000_00);
        var accounts = ordering.Portal.Get<ICreditAccounts>();
        Assert.True((await InTurnAsync(ordering, db => accounts.TryReserveAsync(db, "D0001", "SO-X", 4_000_00, CreditCheckPoint.Submit, Cancellation))).Passes);
        Assert.True((await InTurnAsync(ordering, db => accounts.TryReserveAsync(db, "D0001", "SO-X", 4_000_00, CreditCheckPoint.Submit, Cancellation))).Passes);
        Assert.Equal(6_000_00, (await ordering.CreditAsync()).Available);
        Assert.Equal(CreditVerdict.Hold, (await InTurnAsync(ordering, db => accounts.AmendAsync(db, "D0001", "SO-X", 11_000_00, false, Cancellation))).Verdict);
        Assert.Equal(6_000_00, (await ordering.CreditAsync()).Available);
        await InTurnAsync(ordering, db => accounts.AmendAsync(db, "D0001", "SO-X", 9_000_00, false, Cancellation));
        await InTurnAsync(ordering, db => accounts.AmendAsync(db, "D0001", "SO-X", 5_000_00, false, Cancellation));
        await InTurnAsync(ordering, async db =>
        {
            await accounts.ShippedAsync(db, "D0001", "SO-X", 2_000_00, Cancellation);
            return true;
        });
        Assert.Equal((3_000_00L, 2_000_00L), await BoundAsync(ordering));
        await InTurnAsync(ordering, db => accounts.AmendAsync(db, "D0001", "SO-X", 2_000_00, false, Cancellation));
        Assert.Equal((0L, 2_000_00L), await BoundAsync(ordering));
        await InTurnAsync(ordering, async db =>
        {
            await accounts.CancelAsync(db, "D0001", "SO-X", Cancellation);
            await accounts.CancelAsync(db, "D0001", "SO-X", Cancellation);
            return true;
        });
        Assert.Equal(10_000_00, (await ordering.CreditAsync()).Available);
        Assert.True((await InTurnAsync(ordering, db => accounts.TryReserveAsync(db, "D0001", "SO-X", 1_500_00, CreditCheckPoint.Reopening, Cancellation))).Passes);
        Assert.Equal((1_500_00L, 0L), await BoundAsync(ordering));
        Assert.Equal(CreditVerdict.Pass, (await InTurnAsync(ordering, db => accounts.AmendAsync(db, "D0001", "SO-X", 20_000_00, true, Cancellation))).Verdict);
        Assert.Equal(-10_000_00, (await ordering.CreditAsync()).Available);
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task Follow_InvoiceAndPayment_ArePostedOnceAndCorrectionsByTheDifference()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var follower = ordering.Portal.Get<LedgerFollower>();
        var placed = (await ordering.PlaceAsync(Buyer())).Value!;
        await ordering.SendAsync(new PickOrder(placed.OrderId), Some.HeadOffice("SVC"));
        await ordering.SendAsync(new ShipOrder(placed.OrderId, "德邦", "DB1"), Some.HeadOffice("SVC"));
        Assert.Equal((0L, OrderNet), await BoundAsync(ordering));
        Assert.Equal(0, await follower.CatchUpAsync(Cancellation));

        await ordering.Portal.RecordAsync("bill", Invoice("IV1", placed.OrderId, OrderNet, 150_00));
        Assert.Equal(2, await follower.CatchUpAsync(Cancellation));
        Assert.Equal(0, await follower.CatchUpAsync(Cancellation));
        Assert.Equal(0, await follower.FollowAsync(new MovedDocuments("D0001", [], ["IV1"], [], false), Cancellation));
        var standing = await ordering.CreditAsync();
        Assert.Equal((OrderNet + 150_00, 0L), (standing.OpenAr, standing.OpenOrders));

        await ordering.Portal.RecordAsync("cash", Payment("PY1", 500_00, 100_00));
        Assert.Equal(1, await follower.CatchUpAsync(Cancellation));
        await ordering.Portal.RecordAsync("cash2", Payment("PY1", 500_00, 40_00));
        Assert.Equal(1, await follower.CatchUpAsync(Cancellation));
        standing = await ordering.CreditAsync();
        Assert.Equal((OrderNet + 150_00 - 460_00, 40_00L), (standing.OpenAr, standing.Unapplied));

        var red = Invoice("IV1", placed.OrderId, OrderNet, 150_00);
        red.EStatus = "red";
        await ordering.Portal.RecordAsync("red", red);
        Assert.Equal(2, await follower.CatchUpAsync(Cancellation));
        standing = await ordering.CreditAsync();
        Assert.Equal((-460_00L, OrderNet), (standing.OpenAr, standing.OpenOrders));
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task Follow_OrderConfirmedOutside_BindsCreditUntilItIsBilled()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var follower = ordering.Portal.Get<LedgerFollower>();
        await follower.CatchUpAsync(Cancellation);
        await ordering.Portal.RecordAsync("edi", Some.Order("ED-1", status: "submitted", netAmount: 700_00));
        Assert.Equal(0, await follower.CatchUpAsync(Cancellation));
        var standing = await ordering.CreditAsync();
        Assert.Equal((0L, 700_00L), (standing.OpenOrders, standing.Pending));
        await ordering.Portal.RecordAsync("edi2", Some.Order("ED-1", status: "confirmed", netAmount: 700_00));
        Assert.Equal(1, await follower.CatchUpAsync(Cancellation));
        Assert.Equal(700_00, (await ordering.CreditAsync()).OpenOrders);
        await ordering.Portal.RecordAsync("edi3", Some.Order("ED-1", status: "shipped", netAmount: 700_00), Invoice("IV9", "ED-1", 300_00, 39_00));
        Assert.Equal(2, await follower.CatchUpAsync(Cancellation));
        standing = await ordering.CreditAsync();
        Assert.Equal((400_00L, 339_00L), (standing.OpenOrders, standing.OpenAr));
        await ordering.Portal.RecordAsync("edi4", Some.Order("ED-1", status: "cancelled", netAmount: 700_00));
        await follower.CatchUpAsync(Cancellation);
        Assert.Equal(0, (await ordering.CreditAsync()).OpenOrders);
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task Opening_TakesTheSnapshotAndUnbilledOrders_AndLaterTotalsOnlyControl()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var follower = ordering.Portal.Get<LedgerFollower>();
        var old = Invoice("IV-OLD", null, 900_00, 100_00);
        old.InvoicedOn = Some.Day.AddDays(-9);
        await ordering.Portal.RecordAsync("old", Ordering.Snapshot("D0001", 100_000_00, openAr: 1_000_00), old, Some.Order("ED-1", status: "shipped", netAmount: 300_00));
        await follower.CatchUpAsync(Cancellation);
        var standing = await ordering.CreditAsync();
        Assert.Equal((1_000_00L, 300_00L, 98_700_00L), (standing.OpenAr, standing.OpenOrders, standing.Available));

        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        await ordering.Portal.RecordAsync("ar2", Ordering.Snapshot("D0001", 100_000_00, Some.Day, openAr: 1_250_00));
        await follower.CatchUpAsync(Cancellation);
        Assert.Equal(-250_00, (await RowAsync(ordering)).ControlDifference);
        Assert.Equal(1_000_00, (await ordering.CreditAsync()).OpenAr);
        await ordering.Portal.RecordAsync("late", Invoice("IV-NEW", null, 230_00, 20_00));
        await follower.CatchUpAsync(Cancellation);
        Assert.Equal(0, (await RowAsync(ordering)).ControlDifference);
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task Snapshot_WithAnotherLimit_IsAnAuditedExternalChangeAndOurOwnLimitStaysOtherwise()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var follower = ordering.Portal.Get<LedgerFollower>();
        await follower.CatchUpAsync(Cancellation);
        await ordering.SendAsync(new SetCreditLimit("D0001", 70_000_00, "复核"), s_finance);
        await ordering.Portal.RecordAsync("same", Ordering.Snapshot("D0001", 100_000_00, Some.Day));
        await follower.CatchUpAsync(Cancellation);
        Assert.Equal(70_000_00, (await ordering.CreditAsync()).Limit);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        await ordering.Portal.RecordAsync("other", Ordering.Snapshot("D0001", 50_000_00, Some.Day.AddDays(1)));
        await follower.CatchUpAsync(Cancellation);
        Assert.Equal(50_000_00, (await ordering.CreditAsync()).Limit);
        var view = (await ordering.Portal.Get<GetCreditAccount>().RunAsync("D0001", DealerScope.All, Cancellation))!;
        Assert.Equal(["external", "limit"], view.Changes.Select(c => c.Kind).Order(StringComparer.Ordinal));
        await using var db = ordering.Database.Open();
        Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.Action == "credit.external_limit" && e.EntityId == "D0001", Cancellation));
    }

    [Fact]
    public async Task TempLimit_ThatARuleSendsThroughApprovals_IsGrantedByTheLastApprover()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 1_000_00);
        await ordering.Portal.Get<IApprovalRuleBook>().AddIfNoneAsync([new("credit", "big", 1, [new ApprovalCondition("amount", "gt", 1_000)], [new ApprovalStep(["FIN"], false, 24), new ApprovalStep(["EXEC"], false, 24)])], Cancellation);
        var asked = await ordering.SendAsync(new RequestTempLimit("D0001", 5_000_00, Some.Day, "促销备货"), Some.DealerCaller("D0001", "DF"));
        Assert.Equal("credit_request_in_approval", (await ordering.SendAsync(new DecideTempLimit(asked.Value, true, null), s_finance)).Errors[0].Code);
        var inbox = ordering.Portal.Get<FindApprovals>();
        await ordering.SendAsync(new DecideApproval(Assert.Single(await inbox.InboxAsync(s_finance, Cancellation)).TaskId, true, null), s_finance);
        Assert.Equal(1_000_00, (await ordering.CreditAsync()).Available);
        var executive = Some.HeadOffice("EXEC");
        var decided = await ordering.SendAsync(new DecideApproval(Assert.Single(await inbox.InboxAsync(executive, Cancellation)).TaskId, true, null), executive);
        Assert.Equal("approved", decided.Value!.State);
        Assert.Equal(6_000_00, (await ordering.CreditAsync()).Available);
        Assert.Equal("credit_request_decided", (await ordering.SendAsync(new DecideTempLimit(asked.Value, false, "晚了"), s_finance)).Errors[0].Code);
    }

    [Fact]
    public async Task TempLimit_RequestedAndGranted_EndsAtMidnightOfTheBusinessZone()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 1_000_00);
        var dealerFinance = Some.DealerCaller("D0001", "DF");
        var asked = await ordering.SendAsync(new RequestTempLimit("D0001", 500_00, Some.Day, "促销备货"), dealerFinance);
        Assert.Equal("credit_request_open", (await ordering.SendAsync(new RequestTempLimit("D0001", 100_00, Some.Day, "再来"), dealerFinance)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new DecideTempLimit(asked.Value, true, null), dealerFinance)).Errors[0].Code);
        var both = new Caller(dealerFinance.UserId, "两职", new HashSet<string>(StringComparer.Ordinal) { "FIN" }, DealerScope.All);
        Assert.Equal("credit_request_own", (await ordering.SendAsync(new DecideTempLimit(asked.Value, true, null), both)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new DecideTempLimit(asked.Value, true, null), s_finance)).Value);
        Assert.Equal("credit_request_decided", (await ordering.SendAsync(new DecideTempLimit(asked.Value, false, "晚了"), s_finance)).Errors[0].Code);
        Assert.Equal(1_500_00, (await ordering.CreditAsync()).Available);

        // 15:59:59 UTC is the last second of the day in Shanghai.
        ordering.Portal.Time.SetUtcNow(new DateTimeOffset(2026, 10, 15, 15, 59, 59, TimeSpan.Zero));
        Assert.Equal("confirmed", (await ordering.PlaceAsync(Buyer())).Value!.Status);
        Assert.Equal(1_500_00 - OrderNet, (await ordering.CreditAsync()).Available);
        ordering.Portal.Time.SetUtcNow(new DateTimeOffset(2026, 10, 15, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal((0L, 1_000_00 - OrderNet), ((await ordering.CreditAsync()).TempLimit, (await ordering.CreditAsync()).Available));
        Assert.Equal("held", (await ordering.PlaceAsync(Buyer(), null, new PlaceOrderLine("P0002", 1_000))).Value!.Status);
    }

    [Fact]
    public async Task Block_ByFinance_RefusesOrdersWithTheReasonUntilItIsLifted()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        Assert.Equal("forbidden", (await ordering.SendAsync(new SetCreditBlock("D0001", true, "诉讼"), Buyer())).Errors[0].Code);
        Assert.Equal("credit_reason_required", (await ordering.SendAsync(new SetCreditBlock("D0001", true, " "), s_finance)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new SetCreditBlock("D0001", true, "诉讼"), s_finance)).Ok);
        var refused = await ordering.PlaceAsync(Buyer());
        Assert.Equal(("credit_blocked", "诉讼"), (refused.Errors[0].Code, refused.Errors[0].Args[2]));
        Assert.True((await ordering.SendAsync(new SetCreditBlock("D0001", false, "和解"), s_finance)).Ok);
        var placed = (await ordering.PlaceAsync(Buyer())).Value!;
        Assert.Equal(("SO-202610-00001", "confirmed"), (placed.OrderId, placed.Status));
    }

    [Fact]
    public async Task Overdue_HoldsOrBlocks_AndAPaymentByFinanceLetsTheNextOrderPass()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        var late = Invoice("IV1", null, 800_00, 104_00);
        late.DueOn = Some.Day.AddDays(-20);
        await ordering.Portal.RecordAsync("late", late);
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        var held = (await ordering.PlaceAsync(Buyer())).Value!;
        Assert.Equal(("held", "overdue"), (held.Status, held.HoldReason));
        var number = await ordering.SendAsync(new RecordPayment("D0001", 1_000_00, Some.Day, "bank"), s_finance);
        Assert.True(number.Ok);
        var standing = await ordering.CreditAsync();
        Assert.Equal((0L, 0L, 96_00L), (standing.OpenAr, standing.OverdueAr, standing.Unapplied));
        Assert.Equal("confirmed", (await ordering.PlaceAsync(Buyer())).Value!.Status);
        Assert.Equal(0, await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation));
        await using var db = ordering.Database.Open();
        Assert.Equal((904_00L, Some.Day), await db.Set<InvoiceFact>().Select(i => new ValueTuple<long, DateOnly>(i.PaidAmount, i.PaidOn!.Value)).SingleAsync(Cancellation));
        Assert.Equal(96_00, await db.Set<PaymentFact>().Where(p => p.PaymentId == number.Value).Select(p => p.UnappliedAmount).SingleAsync(Cancellation));
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task HandWrittenDocuments_MoveTheBooks_AndAreTakenBackOnce()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var note = await ordering.SendAsync(new PostDocument("D0001", "credit_note", 113_00, "质量问题", 13_00), s_finance);
        Assert.StartsWith("CN-202610-D0001-", note.Value, StringComparison.Ordinal);
        await ordering.SendAsync(new PostDocument("D0001", "adjustment", 50_00, "运费差额"), s_finance);
        await ordering.SendAsync(new PostDocument("D0001", "write_off", 7_00, "尾差"), s_finance);
        await ordering.SendAsync(new PostDocument("D0001", "deposit_in", 1_000_00, "履约保证金"), s_finance);
        Assert.Equal("credit_deposit_too_small", (await ordering.SendAsync(new PostDocument("D0001", "deposit_out", 1_000_01, "退还"), s_finance)).Errors[0].Code);
        await ordering.SendAsync(new PostDocument("D0001", "deposit_out", 400_00, "退还"), s_finance);
        var standing = await ordering.CreditAsync();
        Assert.Equal((-70_00L, 600_00L, 100_670_00L), (standing.OpenAr, standing.Deposit, standing.Available));
        var entry = (await ViewAsync(ordering)).Entries.Single(e => e.Number == note.Value);
        Assert.True((await ordering.SendAsync(new CorrectEntry("D0001", entry.EntryNo, "写错"), s_finance)).Ok);
        Assert.Equal("credit_corrected_already", (await ordering.SendAsync(new CorrectEntry("D0001", entry.EntryNo, "写错"), s_finance)).Errors[0].Code);
        Assert.Equal(43_00, (await ordering.CreditAsync()).OpenAr);
        Assert.Equal("not_found", (await ordering.SendAsync(new CorrectEntry("D0002", entry.EntryNo, "写错"), s_finance)).Errors[0].Code);
        await AssertBooksAsync(ordering);
    }

    [Fact]
    public async Task Postings_AreNeverChangedOrDeleted_AndNoStepIsPostedTwice()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.PlaceAsync(Buyer());
        await using var db = ordering.Database.Open();
        var posting = await db.Set<LedgerPosting>().FirstAsync(Cancellation);
        db.Entry(posting).Property(p => p.Amount).CurrentValue++;
        await Assert.ThrowsAsync<WrittenOnceException>(() => db.SaveChangesAsync(Cancellation));
        db.Entry(posting).State = EntityState.Deleted;
        await Assert.ThrowsAsync<WrittenOnceException>(() => db.SaveChangesAsync(Cancellation));
        db.ChangeTracker.Clear();
        db.Add(new LedgerPosting
        {
            DealerId = "D0002", EntryNo = 99, Line = posting.Line, Account = posting.Account, Amount = 1, Currency = "CNY", DocumentKind = posting.DocumentKind, DocumentNumber = posting.DocumentNumber,
            Step = posting.Step,
        });
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancellation));
    }

    [Fact]
    public async Task Invariant_BalanceChangedBesideTheLedger_IsFound()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.PlaceAsync(Buyer());
        await AssertBooksAsync(ordering);
        await using var db = ordering.Database.Open();
        await db.Set<CreditAccount>().ExecuteUpdateAsync(a => a.SetProperty(x => x.Confirmed, x => x.Confirmed - 1), Cancellation);
        var (ok, detail) = await ordering.Portal.Get<IInvariant>().CheckAsync(Cancellation);
        Assert.False(ok);
        Assert.EndsWith("D0001", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_OpeningAndMovements_GiveTheClosingOfTheLedger()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var old = Invoice("IV-OLD", null, 900_00, 100_00);
        old.InvoicedOn = Some.Day.AddDays(-9);
        var before = Payment("PY-OLD", 250_00, 0);
        before.ReceivedOn = Some.Day.AddDays(-3);
        await ordering.Portal.RecordAsync("old", Ordering.Snapshot("D0001", 100_000_00, openAr: 1_000_00), old, before);
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        await ordering.Portal.RecordAsync("new", Invoice("IV-NEW", null, 400_00, 52_00), Payment("PY-NEW", 300_00, 20_00));
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        var statement = await StatementAsync(Some.Day.AddDays(-30), Some.Day);
        Assert.Equal((250_00L, 4, 1_152_00L), (statement.Opening, statement.Lines.Count, statement.Closing));
        Assert.Equal(statement.Closing, statement.Opening + statement.Lines.Sum(l => l.Amount));
        var standing = await ordering.CreditAsync();
        Assert.Equal(standing.OpenAr - standing.Unapplied, statement.Closing);
        Assert.Equal(statement.Closing, statement.Opening + statement.Charges + statement.Credits);

        // Whatever day divides a period, the first part closes where the second opens.
        for (var day = Some.Day.AddDays(-12); day < Some.Day; day = day.AddDays(1))
        {
            Assert.Equal((await StatementAsync(Some.Day.AddDays(-30), day)).Closing, (await StatementAsync(day.AddDays(1), Some.Day)).Opening);
        }

        var buyerOfMoney = Some.DealerCaller("D0001", "DF");
        Assert.Equal("credit_reason_required", (await ordering.SendAsync(new MarkStatementLine("invoice", "IV-NEW", 1, false, ""), buyerOfMoney)).Errors[0].Code);
        Assert.Equal("disputed", (await ordering.SendAsync(new MarkStatementLine("invoice", "IV-NEW", 1, false, "数量不符"), buyerOfMoney)).Value);
        Assert.Equal("confirmed", (await ordering.SendAsync(new MarkStatementLine("invoice", "IV-OLD", 1, true, null), buyerOfMoney)).Value);
        Assert.Equal(["confirmed", null, "disputed", null], (await StatementAsync(Some.Day.AddDays(-30), Some.Day)).Lines.Select(l => l.Mark));

        async Task<Statement> StatementAsync(DateOnly from, DateOnly to) =>
            (await ordering.Portal.Get<GetStatement>().RunAsync("D0001", from, to, DealerScope.Of("D0001"), Cancellation))!;
    }

    [Fact]
    public async Task Posting_MovesTheOpenScreensOfTheDealer()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        var moved = new TaskCompletionSource<LiveDelta>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var screen = await ordering.Portal.Get<ILiveFeed>().OpenAsync("dealer:D0001:credit", Some.DealerCaller("D0001", "DF"), d => moved.TrySetResult(d), Cancellation);
        await screen!.SnapshotAsync(Cancellation);
        await ordering.SendAsync(new PostDocument("D0001", "credit_note", 100_00, "质量问题"), s_finance);
        var delta = await moved.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Equal(100_100_00, delta.Cells["available"].GetInt64());
    }

    [Fact]
    public async Task Payment_OnTheDayOfTheOpening_StandsOnceInTheStatement()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.RecordAsync("today", Ordering.Snapshot("D0001", 100_000_00, Some.Day, openAr: 500_00));
        await ordering.SendAsync(new RecordPayment("D0001", 200_00, Some.Day, "bank"), s_finance);
        Assert.Equal("payment_day_out_of_range", (await ordering.SendAsync(new RecordPayment("D0001", 1_00, Some.Day.AddDays(-1), "bank"), s_finance)).Errors[0].Code);
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        var statement = (await ordering.Portal.Get<GetStatement>().RunAsync("D0001", Some.Day.AddDays(-5), Some.Day, DealerScope.All, Cancellation))!;
        Assert.Equal((500_00L, 300_00L, 1), (statement.Opening, statement.Closing, statement.Lines.Count));
        Assert.Equal(300_00, (await ordering.CreditAsync()).OpenAr);
    }

    [Fact]
    public async Task Scope_AnotherDealersAccount_IsLikeOneThatNeverExisted()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        await ordering.PlaceAsync(Buyer());
        var stranger = Some.DealerCaller("D0002", "DF");
        Assert.Null(await ordering.Portal.Get<GetCreditAccount>().RunAsync("D0001", stranger.Scope, Cancellation));
        Assert.Null(await ordering.Portal.Get<GetStatement>().RunAsync("D0001", Some.Day, Some.Day, stranger.Scope, Cancellation));
        Assert.Equal(["D0002"], (await ordering.Portal.Get<FindCreditAccounts>().RunAsync(stranger.Scope, Cancellation)).Select(r => r.DealerId));
        var foreign = await ordering.SendAsync(new RequestTempLimit("D0001", 100_00, Some.Day, "x"), stranger);
        var unknown = await ordering.SendAsync(new RequestTempLimit("D9999", 100_00, Some.Day, "x"), stranger);
        Assert.Equal(unknown.Errors[0], foreign.Errors[0]);
        var order = (await ViewAsync(ordering)).Entries.First(e => e.Kind == "order");
        Assert.Equal("not_found", (await ordering.SendAsync(new MarkStatementLine("order", order.Number, 1, true, null), stranger)).Errors[0].Code);
        var manager = new Caller("chm", "王", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0002"));
        Assert.Equal("not_found", (await ordering.SendAsync(new RequestTempLimit("D0001", 100_00, Some.Day, "x"), manager)).Errors[0].Code);
        var feed = ordering.Portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync("dealer:D0001:credit", stranger, null, Cancellation));
        Assert.Null(await feed.OpenAsync("credit:accounts", stranger, null, Cancellation));
        using var own = await feed.OpenAsync("dealer:D0002:credit", stranger, null, Cancellation);
        Assert.Equal(100_000_00, (await own!.SnapshotAsync(Cancellation)).Cells["available"].GetInt64());
    }

    private static Caller Buyer(string dealer = "D0001", string user = "") => Some.DealerCaller(dealer, "DB") with { UserId = "buyer-" + dealer + user };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static InvoiceFact Invoice(string id, string? order, long net, long tax) => new()
    {
        InvoiceId = id, DealerId = "D0001", OrderId = order, InvoicedOn = Some.Day, DueOn = Some.Day.AddDays(30), NetAmount = net, TaxAmount = tax, GrossAmount = net + tax, EStatus = "issued",
        OccurredAt = Some.Noon,
    };

    private static PaymentFact Payment(string id, long amount, long unapplied) =>
        new() { PaymentId = id, DealerId = "D0001", ReceivedOn = Some.Day, Amount = amount, UnappliedAmount = unapplied, OccurredAt = Some.Noon };

    private static async Task AssertBooksAsync(Ordering ordering)
    {
        var (ok, detail) = await ordering.Portal.Get<IInvariant>().CheckAsync(Cancellation);
        Assert.True(ok, detail);
    }

    private static async Task<CreditAccountView> ViewAsync(Ordering ordering) => (await ordering.Portal.Get<GetCreditAccount>().RunAsync("D0001", DealerScope.All, Cancellation))!;

    private static async Task<CreditRow> RowAsync(Ordering ordering) => (await ordering.Portal.Get<FindCreditAccounts>().RunAsync(DealerScope.All, Cancellation)).Single(r => r.DealerId == "D0001");

    private static async Task<(long Confirmed, long Shipped)> BoundAsync(Ordering ordering)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<CreditAccount>().Where(a => a.DealerId == "D0001").Select(a => new ValueTuple<long, long>(a.Confirmed, a.Shipped)).SingleAsync(Cancellation);
    }

    /// <summary>Work in the dealer's turn, as a command of another feature would do it.</summary>
    private static async Task<T> InTurnAsync<T>(Ordering ordering, Func<AppDbContext, Task<T>> work)
    {
        await using var db = ordering.Database.Factory.Create(DealerScope.Of("D0001"));
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        await ordering.Portal.Get<ICreditAccounts>().LockAsync(db, "D0001", Cancellation);
        var result = await work(db);
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
        return result;
    }
}

public sealed class LedgerOnSqliteTests(SqliteDatabase database) : LedgerTests(database), IClassFixture<SqliteDatabase>;

public sealed class LedgerOnPostgreSqlTests(PostgreSqlDatabase database) : LedgerTests(database), IClassFixture<PostgreSqlDatabase>;
