using System.Globalization;
using System.Text;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Contracts;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Features.Quotes.Jobs;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Quotes;

/// <summary>Quotes on a real database, from the request to the order, with a second dealer who tries each way in.</summary>
public abstract class QuoteTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_stranger = Quoting.Buyer("D0002");

    [Fact]
    public async Task Ask_IsNumberedKeptAndTold()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        Assert.Equal("QT-202610-00001", await quoting.AskAsync());
        Assert.Equal("quote_product_unknown", (await quoting.Ordering.SendAsync(new AskForQuote(null, [new AskLine("P9999", [1_000])], null), Quoting.Buyer())).Errors[0].Code);
        Assert.Equal("QT-202610-00002", await quoting.AskAsync(s_stranger));
        var view = (await quoting.ViewAsync("QT-202610-00001", Quoting.Buyer()))!;
        Assert.Equal((QuoteStatus.Asked, "市政项目", 2), (view.Status, view.Note, view.Lines.Count));
        Assert.Equal((117_7600L, 100_0000L, "急"), (view.Lines[0].Breaks[0].Present, view.Lines[0].AskPrice, view.Lines[0].Note));
        Assert.Equal(view.AskedAt!.Value.AddHours(24), view.DueAt);
        await using var db = quoting.Ordering.Database.Open();
        var fact = await db.Set<QuoteFact>().SingleAsync(q => q.QuoteId == "QT-202610-00001", Cancellation);
        Assert.Equal(("asked", "D0001", Some.Day, 0L), (fact.Status, fact.DealerId, fact.QuotedOn, fact.Amount));
        Assert.Equal("quotes.ask", (await db.Set<AuditEntry>().SingleAsync(e => e.EntityId == "QT-202610-00001", Cancellation)).Action);
    }

    [Fact]
    public async Task Ask_FaultyLines_AreAllNamed()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var result = await quoting.Ordering.SendAsync(
            new AskForQuote(
                null,
                [
                    new AskLine("P0001", [10_000, 10_000]), new AskLine("P9999", [1_000]), new AskLine("P0001", [1_000]), new AskLine("P0002", [500]),
                ],
                new string('x', 501)),
            Quoting.Buyer());
        Assert.Equal(
            [
                ("note", "quote_words"), ("lines[0].quantities", "quote_quantities"), ("lines[1].productId", "quote_product_unknown"), ("lines[2].productId", "quote_product_twice"),
                ("lines[3].quantities", "quote_packs"),
            ],
            result.Errors.Select(e => (e.Field!, e.Code)));
        Assert.Equal("quote_needs_dealer", (await quoting.Ordering.SendAsync(new AskForQuote(null, [new AskLine("P0001", [1_000])], null), Some.HeadOffice("DB"))).Errors[0].Code);
        Assert.Equal("forbidden", (await quoting.Ordering.SendAsync(new AskForQuote(null, [new AskLine("P0001", [1_000])], null), Some.DealerCaller("D0001", "DF"))).Errors[0].Code);
    }

    [Fact]
    public async Task File_IsCheckedAndOnlyTheOwnSideGetsIt()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        AskForQuote Ask(string name, byte[] content) => new(null, [new AskLine("P0001", [1_000])], null, new QuoteUpload(name, content));
        Assert.Equal("quote_file_type", (await quoting.Ordering.SendAsync(Ask("a.exe", "MZ"u8.ToArray()), Quoting.Buyer())).Errors[0].Code);
        Assert.Equal("quote_file_type", (await quoting.Ordering.SendAsync(Ask("a.pdf", "<html>"u8.ToArray()), Quoting.Buyer())).Errors[0].Code);
        Assert.Equal("quote_file_size", (await quoting.Ordering.SendAsync(Ask("a.csv", []), Quoting.Buyer())).Errors[0].Code);
        Assert.Equal("quote_file_size", (await quoting.Ordering.SendAsync(Ask("a.csv", new byte[(5 * 1024 * 1024) + 1]), Quoting.Buyer())).Errors[0].Code);
        var no = Quoting.Ok(await quoting.Ordering.SendAsync(Ask("../../图纸\"1.pdf", Encoding.ASCII.GetBytes("%PDF-1.7")), Quoting.Buyer()));
        var quotes = quoting.Portal.Get<GetQuote>();
        Assert.Equal("图纸1.pdf", (await quotes.FileAsync(no, Quoting.Buyer(), Cancellation))!.Value.Name);
        Assert.NotNull(await quotes.FileAsync(no, Quoting.Manager, Cancellation));
        Assert.Null(await quotes.FileAsync(no, s_stranger, Cancellation));
    }

    [Fact]
    public async Task Send_AtTheProposedPrice_NeedsNobodyAndIsExplained()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync();
        var open = (await quoting.ViewAsync(no, Quoting.Manager))!.Lines[0].Breaks[0];
        Assert.Equal((Quoting.Proposed, 86_9566L, 80_0000L), (open.Inside!.Proposed, open.Inside.Floor, open.Inside.UnitCost));
        Assert.Null(open.Inside.Chance);
        Assert.Equal(QuoteStatus.Sent, Quoting.Ok(await quoting.OfferAsync(no)).Status);
        var inside = (await quoting.ViewAsync(no, Quoting.Manager))!;
        Assert.Equal([QuoteStepKind.List, QuoteStepKind.Tier, QuoteStepKind.QuoteTier], inside.Lines[0].Breaks[0].Inside!.Steps.Select(s => s.Kind));
        Assert.Equal(Quoting.Proposed, QuoteStep.Replay(inside.Lines[0].Breaks[0].Inside!.Steps));
        var outside = (await quoting.ViewAsync(no, Quoting.Buyer()))!;
        Assert.Equal((Quoting.Proposed, 117_7600L, "请查收"), (outside.Lines[0].Breaks[0].Offer!.Value, outside.Lines[0].Breaks[0].Present, outside.Message));
        Assert.False(outside.Lines[1].IsOffered);
        Assert.All(outside.Lines.SelectMany(l => l.Breaks), b => Assert.Null(b.Inside));
        Assert.Null(outside.PastLines);
        Assert.Equal("quote_not_possible_now", (await quoting.OfferAsync(no)).Errors[0].Code);
    }

    [Fact]
    public async Task Send_AnotherPrice_NeedsAReasonAndKeepsIt()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync();
        Assert.Equal(("quote_reason_required", "offers[1/10000]"), (await quoting.OfferAsync(no, 115_0000)).Errors[0] is var error ? (error.Code, error.Field!) : default);
        Assert.Equal("quote_offer_price", (await quoting.OfferAsync(no, 0, "x")).Errors[0].Code);
        Assert.Equal("quote_valid_until", (await quoting.OfferAsync(no, until: Some.Day.AddDays(-1))).Errors[0].Code);
        Assert.Equal("quote_offers_nothing", (await quoting.Ordering.SendAsync(new SendQuote(no, [], Some.Day, null), Quoting.Manager)).Errors[0].Code);
        Assert.Equal("forbidden", (await quoting.OfferAsync(no, by: Quoting.Buyer())).Errors[0].Code);
        Assert.Equal(QuoteStatus.Sent, Quoting.Ok(await quoting.OfferAsync(no, 115_0000, "竞品")).Status);
        var part = (await quoting.ViewAsync(no, Quoting.Manager))!.Lines[0].Breaks[0];
        Assert.Equal(("竞品", QuoteStepKind.Override, 115_0000L), (part.Inside!.Reason, part.Inside.Steps[^1].Kind, QuoteStep.Replay(part.Inside.Steps)));
    }

    [Fact]
    public async Task Send_SeveralQuantities_CostNoMoreForMore()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync(null, 10_000, 30_000);
        SendQuote Offers(long few, long many) => new(no, [new OfferPrice(1, 10_000, few, "r"), new OfferPrice(1, 30_000, many, "r")], Some.Day, null);
        Assert.Equal("quote_more_is_dearer", (await quoting.Ordering.SendAsync(Offers(114_0000, 115_0000), Quoting.Manager)).Errors[0].Code);
        Assert.Equal("quote_offer_incomplete", (await quoting.Ordering.SendAsync(new SendQuote(no, [new OfferPrice(1, 10_000, 114_0000, "r")], Some.Day, null), Quoting.Manager)).Errors[0].Code);
        Quoting.Ok(await quoting.Ordering.SendAsync(Offers(115_0000, 113_0000), Quoting.Manager));
        var placed = Quoting.Ok(await quoting.AcceptAsync(no, 20_000));
        Assert.Equal(2_300_00, placed.NetAmount);
        Assert.Equal("quote_line_used", (await quoting.AcceptAsync(no, 30_000)).Errors[0].Code);
    }

    [Fact]
    public async Task Send_BeyondTheLimitWithoutARule_IsRefused()
    {
        await using var quoting = await Quoting.StartAsync(Database, withRules: false);
        var no = await quoting.AskAsync();
        Assert.Equal("quote_without_rule", (await quoting.OfferAsync(no, 110_0000, "竞品")).Errors[0].Code);
        Assert.Equal(QuoteStatus.Asked, await quoting.StatusAsync(no));
    }

    [Fact]
    public async Task Approval_BeyondTheLimit_GoesToTheExecutiveAndThenToTheDealer()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync();
        Assert.Equal(QuoteStatus.Review, Quoting.Ok(await quoting.OfferAsync(no, 110_0000, "竞品")).Status);
        var outside = (await quoting.ViewAsync(no, Quoting.Buyer()))!;
        Assert.Equal(QuoteStatus.Asked, outside.Status);
        Assert.Null(outside.Lines[0].Breaks[0].Offer);
        Assert.Null(outside.Message);
        Assert.Null(outside.ValidUntil);
        Assert.Equal("quote_not_possible_now", (await quoting.AcceptAsync(no)).Errors[0].Code);
        Quoting.Ok(await quoting.DecideAsync(Quoting.Executive));
        Assert.Equal(110_0000, (await quoting.ViewAsync(no, Quoting.Buyer()))!.Lines[0].Breaks[0].Offer);
        await using var db = quoting.Ordering.Database.Open();
        var fact = await db.Set<QuoteFact>().SingleAsync(Cancellation);
        Assert.Equal(("sent", 1_100_00L, 1_280_00L, 1, true, false), (fact.Status, fact.Amount, fact.ListAmount, fact.Revisions, fact.ApprovalNeeded, fact.FloorBreach));
    }

    [Fact]
    public async Task Approval_BelowTheFloor_AsksFinanceAndTheExecutive()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync();
        Assert.Equal("quote_reason_required", (await quoting.OfferAsync(no, 85_0000)).Errors[0].Code);
        Quoting.Ok(await quoting.OfferAsync(no, 85_0000, "清库存"));
        Quoting.Ok(await quoting.DecideAsync(Quoting.Finance));
        Assert.Equal(QuoteStatus.Review, await quoting.StatusAsync(no));
        Quoting.Ok(await quoting.DecideAsync(Quoting.Executive));
        Assert.Equal(QuoteStatus.Sent, await quoting.StatusAsync(no));
        await using var db = quoting.Ordering.Database.Open();
        Assert.True((await db.Set<QuoteFact>().SingleAsync(Cancellation)).FloorBreach);
    }

    [Fact]
    public async Task Approval_OwnOffer_IsRefused()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var both = new Caller("both", "李兼", new HashSet<string>(StringComparer.Ordinal) { "CHM", "EXEC" }, DealerScope.All);
        var no = await quoting.AskAsync();
        Quoting.Ok(await quoting.OfferAsync(no, 110_0000, "竞品", by: both));
        Assert.Equal("approval_own_request", (await quoting.DecideAsync(both)).Errors[0].Code);
        Assert.Equal(QuoteStatus.Review, await quoting.StatusAsync(no));
    }

    [Fact]
    public async Task Approval_ChangedOrDuplicatedOffer_StartsOver()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync();
        await quoting.OfferAsync(no, 110_0000, "竞品");
        await quoting.DecideAsync(Quoting.Executive);
        Quoting.Ok(await quoting.MoveAsync(no, QuoteTrigger.Recall, Quoting.Manager));
        Assert.Null((await quoting.ViewAsync(no, Quoting.Buyer()))!.Lines[0].Breaks[0].Offer);

        // The same prices were approved; one cent less was not.
        Assert.Equal(QuoteStatus.Sent, Quoting.Ok(await quoting.OfferAsync(no, 110_0000, "竞品")).Status);
        Quoting.Ok(await quoting.MoveAsync(no, QuoteTrigger.Recall, Quoting.Manager));
        Assert.Equal(QuoteStatus.Review, Quoting.Ok(await quoting.OfferAsync(no, 109_9900, "竞品")).Status);
        Quoting.Ok(await quoting.MoveAsync(no, QuoteTrigger.Recall, Quoting.Manager));
        Assert.Empty(await quoting.Portal.Get<FindApprovals>().InboxAsync(Quoting.Executive, Cancellation));
        var copy = Quoting.Ok(await quoting.Ordering.SendAsync(new DuplicateQuote(no), Quoting.Manager));
        Assert.Null(await quoting.ViewAsync(copy, Quoting.Buyer()));
        Assert.Equal(109_9900, (await quoting.ViewAsync(copy, Quoting.Manager))!.Lines[0].Breaks[0].Offer);
        Assert.Equal(QuoteStatus.Review, Quoting.Ok(await quoting.OfferAsync(copy, 110_0000, "竞品")).Status);
        Assert.Null(await quoting.ViewAsync(copy, s_stranger));
        Quoting.Ok(await quoting.DecideAsync(Quoting.Executive));
        Assert.Equal(QuoteStatus.Sent, (await quoting.ViewAsync(copy, Quoting.Buyer()))!.Status);
    }

    [Fact]
    public async Task Approval_Refused_ComesBackWithTheReasonAndNeedsOtherPrices()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync();
        await quoting.OfferAsync(no, 110_0000, "竞品");
        Quoting.Ok(await quoting.DecideAsync(Quoting.Executive, isApproved: false));
        var back = (await quoting.ViewAsync(no, Quoting.Manager))!;
        Assert.Equal((QuoteStatus.Asked, "毛利太低"), (back.Status, back.Reason));
        Assert.Null((await quoting.ViewAsync(no, Quoting.Buyer()))!.Reason);
        Assert.Equal("quote_refused_before", (await quoting.OfferAsync(no, 110_0000, "竞品")).Errors[0].Code);
        Assert.Equal(QuoteStatus.Sent, Quoting.Ok(await quoting.OfferAsync(no)).Status);
    }

    [Fact]
    public async Task Accept_MakesAnOrderAtTheQuotedPriceThatTellsTheQuote()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.OfferedAsync();
        var placed = Quoting.Ok(await quoting.Ordering.SendAsync(
            new PlaceOrder([new PlaceOrderLine("P0001", 10_000, Quoting.Proposed), new PlaceOrderLine("P0002", 1_000, 41_8600)], 1_165_82 + 41_86, QuoteNo: no), Quoting.Buyer()));
        Assert.Equal("confirmed", placed.Status);
        await using var db = quoting.Ordering.Database.Open();
        var lines = await db.Set<OrderLineFact>().OrderBy(l => l.LineNo).ToListAsync(Cancellation);
        Assert.Equal([(Quoting.Proposed, 1_165_82L, "quote"), (41_8600L, 41_86L, "tier")], lines.Select(l => (l.NetPrice, l.NetAmount, l.PriceSource)));
        var trace = (await quoting.Portal.Get<IPrices>().KeptAsync(Quoting.Buyer(), placed.OrderId, 1, Cancellation))!;
        var step = Assert.Single(trace.Steps, s => s.Kind == PriceRuleKind.Quote);
        Assert.Equal((no, PriceOutcome.Applied, Quoting.Proposed, "quote"), (step.Name, step.Outcome, step.Price, trace.Source));
        Assert.Equal(no, trace.Steps.Single(s => s.Kind == PriceRuleKind.Tier).Other);
        var view = (await quoting.ViewAsync(no, Quoting.Buyer()))!;
        Assert.Equal((QuoteStatus.Accepted, 1_165_82L, 10_000L), (view.Status, view.AcceptedAmount, view.Lines[0].AcceptedQuantity));
        Assert.Equal(placed.OrderId, Assert.Single(view.Orders).OrderId);
        var fact = await db.Set<QuoteFact>().SingleAsync(Cancellation);
        Assert.Equal(("accepted", 1_165_82L, 1_280_00L), (fact.Status, fact.Amount, fact.ListAmount));
        Assert.Equal("quote_line_used", (await quoting.AcceptAsync(no)).Errors[0].Code);
    }

    /// <summary>The offer was made for a quantity: an amendment may neither take it for less nor stretch it over more.</summary>
    [Theory]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public async Task Accept_ThenAmend_ChangesNoQuotedQuantity(long quantity)
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var placed = Quoting.Ok(await quoting.AcceptAsync(await quoting.OfferedAsync()));
        var amended = await quoting.Ordering.SendAsync(new AmendOrder(placed.OrderId, 0, [new OrderLineChange(1, null, quantity)], "r"), Quoting.Buyer());
        Assert.Equal(("order_line_quoted", "lines[0].quantity"), (amended.Errors[0].Code, amended.Errors[0].Field));
    }

    [Fact]
    public async Task Accept_InParts_KeepsThePriceForTheRest()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.AskAsync();
        await quoting.Ordering.SendAsync(new SendQuote(no, [new OfferPrice(1, 10_000, Quoting.Proposed), new OfferPrice(2, 5_000, 41_0000, "r")], Some.Day.AddDays(3), null), Quoting.Manager);
        Quoting.Ok(await quoting.AcceptAsync(no, 5_000, product: "P0002"));
        Assert.Equal(QuoteStatus.Accepted, await quoting.StatusAsync(no));
        Assert.Equal("quote_below_quantity", (await quoting.AcceptAsync(no, 9_000)).Errors[0].Code);
        quoting.Portal.Time.Advance(TimeSpan.FromDays(3));
        Quoting.Ok(await quoting.AcceptAsync(no));
        Assert.Equal(2, (await quoting.ViewAsync(no, Quoting.Buyer()))!.Orders.Count);
    }

    [Fact]
    public async Task Accept_RefusedOrder_TakesNothingOfTheQuote()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.OfferedAsync();
        Assert.Equal("quote_nothing_taken", (await quoting.AcceptAsync(no, 5_000, product: "P0002")).Errors[0].Code);
        Assert.Equal("order_price_changed", (await quoting.Ordering.SendAsync(new PlaceOrder([new PlaceOrderLine("P0001", 10_000)], 1, QuoteNo: no), Quoting.Buyer())).Errors[0].Code);
        Assert.Equal((QuoteStatus.Sent, 0L), (await quoting.StatusAsync(no), (await quoting.ViewAsync(no, Quoting.Buyer()))!.Lines[0].AcceptedQuantity));
        Quoting.Ok(await quoting.AcceptAsync(no));
    }

    [Fact]
    public async Task Accept_TwentyBuyersAtOnce_ExactlyOnePasses()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.OfferedAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => quoting.AcceptAsync(no, by: Quoting.Buyer(user: i.ToString(CultureInfo.InvariantCulture))))));
        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Contains(r.Errors[0].Code, new[] { "quote_line_used", "changed_meanwhile" }));
        Assert.Equal(10_000, (await quoting.ViewAsync(no, Quoting.Buyer()))!.Lines[0].AcceptedQuantity);
        await using var db = quoting.Ordering.Database.Open();
        Assert.Equal(1, await db.Set<OrderFact>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Expiry_AtTheSecondOfMidnightInShanghai()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var early = await quoting.OfferedAsync(until: Some.Day);
        var late = await quoting.OfferedAsync(until: Some.Day);
        var time = quoting.Portal.Time;
        time.SetUtcNow(new DateTimeOffset(2026, 10, 15, 15, 59, 59, TimeSpan.Zero));
        Quoting.Ok(await quoting.AcceptAsync(early));
        var job = quoting.Portal.Provider.GetServices<IPeriodicJob>().OfType<QuoteExpiryJob>().Single();
        Assert.Empty(await job.SubjectsAsync(job.DuePeriods(time.GetUtcNow())[0], Cancellation));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("quote_expired", (await quoting.AcceptAsync(late)).Errors[0].Code);
        Assert.Equal(QuoteStatus.Expired, (await quoting.ViewAsync(late, Quoting.Buyer()))!.Status);
        var period = Assert.Single(job.DuePeriods(time.GetUtcNow()));
        Assert.Equal([late], await job.SubjectsAsync(period, Cancellation));
        var run = await quoting.Portal.Get<JobRunner>().RunAsync(new JobRequest(QuoteExpiryJob.JobName, period, null, "tests"), Cancellation);
        Assert.Equal((1, 0), (run.Done, run.Failed));
        Assert.Equal((QuoteStatus.Expired, QuoteStatus.Accepted), (await quoting.StatusAsync(late), await quoting.StatusAsync(early)));
        Assert.Equal("quote_expired", (await quoting.AcceptAsync(early)).Errors[0].Code);
    }

    [Fact]
    public async Task Decline_NeedsAReason_AndAskingAgainKeepsTheHistory()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.OfferedAsync();
        Assert.Equal("quote_say_why", (await quoting.MoveAsync(no, QuoteTrigger.Decline, Quoting.Buyer(), " ")).Errors[0].Code);
        Assert.Equal("forbidden", (await quoting.MoveAsync(no, QuoteTrigger.Decline, Quoting.Manager, "x")).Errors[0].Code);
        Quoting.Ok(await quoting.MoveAsync(no, QuoteTrigger.Decline, Quoting.Buyer(), "太贵"));
        Assert.Equal("太贵", (await quoting.ViewAsync(no, Quoting.Manager))!.Reason);
        var again = new AskForQuote(no, [new AskLine("P0001", [20_000], 98_0000)], "量翻倍");
        Assert.Equal("not_found", (await quoting.Ordering.SendAsync(again, s_stranger)).Errors[0].Code);
        Assert.Equal(no, Quoting.Ok(await quoting.Ordering.SendAsync(again, Quoting.Buyer())));
        Assert.Equal("quote_not_possible_now", (await quoting.Ordering.SendAsync(again, Quoting.Buyer())).Errors[0].Code);
        Quoting.Ok(await quoting.Ordering.SendAsync(new SendQuote(no, [new OfferPrice(1, 20_000, 113_0000, "r")], Some.Day, null), Quoting.Manager));
        var view = (await quoting.ViewAsync(no, Quoting.Buyer()))!;
        Assert.Equal([("offer", 2), ("ask", 2), ("offer", 1), ("ask", 1)], view.Revisions.Select(r => (r.Kind, r.Number)));
        Assert.Equal(
            [("P0001", 20_000L, "added"), ("P0001", 10_000, "removed"), ("P0002", 5_000, "removed")],
            view.Revisions[0].Changes.Select(c => (c.ProductId, c.Quantity, c.Change)));
    }

    [Fact]
    public async Task Withdraw_ByEitherSide_EndsWaitingApprovals()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var own = await quoting.AskAsync();
        await quoting.OfferAsync(own, 110_0000, "竞品");
        Quoting.Ok(await quoting.MoveAsync(own, QuoteTrigger.Withdraw, Quoting.Buyer()));
        Assert.Empty(await quoting.Portal.Get<FindApprovals>().InboxAsync(Quoting.Executive, Cancellation));
        var other = await quoting.AskAsync();
        Assert.Equal("quote_say_why", (await quoting.MoveAsync(other, QuoteTrigger.Revoke, Quoting.Manager)).Errors[0].Code);
        Quoting.Ok(await quoting.MoveAsync(other, QuoteTrigger.Revoke, Quoting.Manager, "停产"));
        Assert.Equal((QuoteStatus.Withdrawn, "停产"), (await quoting.ViewAsync(other, Quoting.Buyer()))! is var view ? (view.Status, view.Reason) : default);
        Assert.Equal("forbidden", (await quoting.MoveAsync(other, QuoteTrigger.Approve, Quoting.Executive)).Errors[0].Code);
    }

    [Fact]
    public async Task Scope_AnotherDealersQuote_IsLikeOneThatNeverExisted()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var no = await quoting.OfferedAsync();
        Assert.Null(await quoting.ViewAsync(no, s_stranger));
        Assert.Empty((await quoting.Portal.Get<FindQuotes>().ListAsync(null, s_stranger, Cancellation)).Rows);
        var feed = quoting.Portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync("quote:" + no, s_stranger, null, Cancellation));
        using var own = await feed.OpenAsync("quote:" + no, Quoting.Buyer(), null, Cancellation);
        Assert.NotNull(own);
        foreach (var number in new[] { no, "QT-209901-00001" })
        {
            Assert.Equal(Error.NotFound, (await quoting.AcceptAsync(number, by: s_stranger)).Errors[0]);
            Assert.Equal(Error.NotFound, (await quoting.MoveAsync(number, QuoteTrigger.Decline, s_stranger, "x")).Errors[0]);
        }

        var elsewhere = Quoting.Manager with { UserId = "m2", Scope = DealerScope.Of("D0002") };
        Assert.Null(await quoting.ViewAsync(no, elsewhere));
        Assert.Equal(Error.NotFound, (await quoting.OfferAsync(no, by: elsewhere)).Errors[0]);
        Assert.Equal(Error.NotFound, (await quoting.Ordering.SendAsync(new DuplicateQuote(no), elsewhere)).Errors[0]);
        Assert.Empty(await quoting.Portal.Get<SimilarQuotes>().FindAsync("P0001", 10_000, "", elsewhere, Cancellation));
        var start = await quoting.Portal.Get<QuoteForms>().StartAsync(s_stranger, null, no, Cancellation);
        Assert.Null(start.Again);
        Assert.Empty(start.Lines);
    }

    [Fact]
    public async Task Work_CountsEqualTheListsBehind()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        await quoting.OfferedAsync();
        await quoting.OfferedAsync(until: Some.Day.AddDays(2));
        await quoting.AskAsync();
        var source = quoting.Portal.Get<FindQuotes>();
        var items = await source.OfAsync(Quoting.Buyer(), Cancellation);
        Assert.Equal([("quotes_answered", 2, "quotes?show=answered"), ("quotes_expiring", 1, "quotes?show=expiring")], items.Select(i => (i.Kind, i.Count, i.Href)));
        foreach (var item in items)
        {
            Assert.Equal(item.Count, (await source.ListAsync(item.Href.Split('=')[1], Quoting.Buyer(), Cancellation)).Rows.Count);
        }

        Assert.Empty(await source.OfAsync(Quoting.Manager, Cancellation));
        Assert.Equal(0, (await source.OfAsync(s_stranger, Cancellation)).Sum(i => i.Count));
        Assert.Contains(quoting.Portal.Provider.GetServices<IWorkItemSource>(), s => s is FindQuotes);
        quoting.Portal.Time.Advance(TimeSpan.FromHours(25));
        var list = await source.ListAsync("late", Quoting.Manager, Cancellation);
        Assert.Equal((1, true), (list.Rows.Count, list.Rows[0].IsLate));
        Assert.Equal("QT-202610-00003", (await source.ListAsync(null, Quoting.Manager, Cancellation)).Rows[0].No);
    }

    [Fact]
    public async Task Past_DecidedQuotes_GiveChancesAndAreFoundAsSimilar()
    {
        await using var quoting = await Quoting.StartAsync(Database);
        var loader = quoting.Portal.Get<IQuoteLoader>();
        var past = Enumerable.Range(0, 14).Select(i => new QuoteDraft(
            "D0001", i % 2 == 0 ? "accepted" : "declined", Some.Noon.AddDays(-30 - i), Some.Noon.AddDays(-29 - i), Some.Noon.AddDays(-28 - i), Some.Day.AddDays(-15), "采购", "王芳", null, "贵", "竞品",
            [new QuoteLineDraft("P0001", [10], 1_000, i % 2 == 0 ? 400 : 100)])).ToList();
        await loader.LoadIfNoneAsync(past, Cancellation);
        await loader.LoadIfNoneAsync(past, Cancellation);
        var no = await quoting.AskAsync();
        Assert.Equal("QT-202610-00001", no);
        var view = (await quoting.ViewAsync(no, Quoting.Manager))!;
        Assert.Equal(14, view.PastLines);
        Assert.NotNull(view.Lines[0].Breaks[0].Inside!.Chance);
        var similar = await quoting.Portal.Get<SimilarQuotes>().FindAsync("P0001", 12_000, no, Quoting.Manager, Cancellation);
        Assert.Equal(5, similar.Count);
        Assert.Equal((true, 401), (similar[0].IsWon, similar[0].Discount));
        Assert.Empty(await quoting.Portal.Get<SimilarQuotes>().FindAsync("P0001", 60_000, no, Quoting.Manager, Cancellation));
    }
}

public sealed class QuoteOnSqliteTests(SqliteDatabase database) : QuoteTests(database), IClassFixture<SqliteDatabase>;

public sealed class QuoteOnPostgreSqlTests(PostgreSqlDatabase database) : QuoteTests(database), IClassFixture<PostgreSqlDatabase>;
