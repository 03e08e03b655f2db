using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Credit.Jobs;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Returns;

public abstract class ReturnTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Order = "SO-202610-90001";

    [Fact]
    public async Task Return_FromRequestToCredit_MovesReceivablesStockFactsAndInvoices()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.CountAsync("count", Stocking.Count("P0001", 100));
        await ordering.ShippedAsync(Order);
        var invoice = await ordering.BilledAsync(Order);
        var photo = await ordering.PhotoAsync(Returning.Buyer);
        var requested = (await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 2, "damage", 1, photo)], "外箱破损"), Returning.Buyer)).Value!;
        Assert.Equal(new RequestedReturn("RM-202610-00001", "approved", 200_00), requested);
        Assert.Equal(1, await ordering.Portal.Get<FindReturns>().CountToSendAsync(Returning.Buyer.Scope, Cancellation));
        await ordering.InspectedAsync(requested.Number, new InspectedItem(1, 2_000, "restock"));
        Assert.Equal("credited", (await ordering.SendAsync(new CreditReturn(requested.Number), Returning.Finance)).Value!.Status);
        Assert.Equal("return_not_possible_now", (await ordering.SendAsync(new CreditReturn(requested.Number), Returning.Finance)).Errors[0].Code);

        var note = (await ordering.InvoicesAsync()).Single(i => i.GrossAmount < 0);
        Assert.Equal(("CN-202610-00001", -200_00L, -26_00L, -226_00L, -226_00L, null), (note.InvoiceId, note.NetAmount, note.TaxAmount, note.GrossAmount, note.PaidAmount, note.OrderId));
        Assert.Equal(226_00, (await ordering.InvoicesAsync()).Single(i => i.InvoiceId == invoice).PaidAmount);
        Assert.Equal(1_130_00 - 226_00, (await ordering.CreditAsync()).OpenAr);
        Assert.Equal(0, (await ordering.CreditAsync()).OpenOrders);
        Assert.Equal((102L, 0L, 0L, 0L), await ordering.BalanceAsync());
        var fact = Assert.Single(await ordering.FactsAsync(requested.Number));
        Assert.Equal(("credited", "restock", 2_000L, 200_00L, Some.Day, Some.Day), (fact.Status, fact.Disposition, fact.Qty, fact.Amount, fact.ReceivedOn, fact.CreditedOn));
        Assert.Equal(0, await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation));
        await ordering.CheckBooksAsync();
        var view = (await ordering.Portal.Get<GetReturn>().RunAsync(requested.Number, Returning.Buyer.Scope, Cancellation))!;
        Assert.Equal(["Request", "Approve", "Send", "Receive", "Inspect", "Credit"], view.Steps.Select(s => s.Kind));
        Assert.Equal([photo], Assert.Single(view.Lines).Photos);
    }

    [Fact]
    public async Task Request_ForMoreThanDeliveredLessReturned_IsRefused_AndWhatIsDeniedMayComeAgain()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync(Order, 1, lines: [("P0001", 10, 8, 1_000_00)]);
        await ordering.BilledAsync(Order);
        Assert.Equal("return_more_than_delivered", (await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 9)]), Returning.Buyer)).Errors[0].Code);
        var first = await ordering.RequestedAsync(Returning.Item(Order, 5));
        Assert.Equal("return_more_than_delivered", (await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 4)]), Returning.Buyer)).Errors[0].Code);
        await ordering.InspectedAsync(first, new InspectedItem(1, 3_000, "scrap", "两件完好"));
        Assert.Equal("credited", (await ordering.SendAsync(new CreditReturn(first), Returning.Finance)).Value!.Status);
        var second = await ordering.RequestedAsync(Returning.Item(Order, 5));
        Assert.Equal("withdrawn", (await ordering.SendAsync(new WithdrawReturn(second), Returning.Buyer)).Value!.Status);
        Assert.Equal(0, Assert.Single(await ordering.FactsAsync(second)).Amount);
        await ordering.RequestedAsync(Returning.Item(Order, 5));
        Assert.Equal("return_more_than_delivered", (await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 1)]), Returning.Buyer)).Errors[0].Code);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Request_ForTheLastPieceByTwoPeopleAtOnce_PassesOnce()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync(Order, 1, lines: [("P0001", 1, 1, 100_00)]);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            ordering.SendAsync(new RequestReturn([Returning.Item(Order, 1)]), Returning.Buyer with { UserId = "buyer" + i }))));
        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal("return_more_than_delivered", r.Errors[0].Code));
    }

    [Fact]
    public async Task Request_OutsideThePolicy_SaysWhyForEachLine()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync(Order, 5, lines: [("P0001", 10, 10, 1_000_00), ("P0002", 10, 10, 400_00)]);
        await ordering.ShippedAsync("SO-202610-90002", null);
        var photo = await ordering.PhotoAsync(Returning.Buyer);
        var refused = await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 1, "damage", 1, photo), Returning.Item(Order, 9, "unsold", 2)]), Returning.Buyer);
        Assert.Equal(["return_refused_damage_late", "return_refused_unsold_cap"], refused.Errors.Select(e => e.Code));
        Assert.Equal("return_not_delivered", (await ordering.SendAsync(new RequestReturn([Returning.Item("SO-202610-90002", 1)]), Returning.Buyer)).Errors[0].Code);
        Assert.Equal("return_line_twice", (await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 1), Returning.Item(Order, 1)]), Returning.Buyer)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 1)]), Some.DealerCaller("D0001", "DF"))).Errors[0].Code);
        await ordering.ShippedAsync("SO-202610-90003", 0);
        Assert.Equal("return_photo_needed", (await ordering.SendAsync(new RequestReturn([Returning.Item("SO-202610-90003", 1, "damage")]), Returning.Buyer)).Errors[0].Code);
        var offered = await ordering.Portal.Get<FindReturnable>().OfOrderAsync(Order, "D0001", Cancellation);
        Assert.Equal(["wrong", "quality"], offered[0].Answers["damage"].Instead.Where(r => r != "unsold"));
    }

    [Fact]
    public async Task Request_AboveTheLimit_GoesThroughItsApprovers()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.Portal.Get<IApprovalRuleBook>().AddIfNoneAsync([new("return", "all", 1, [], [new ApprovalStep(["SVC"], false, 24), new ApprovalStep(["FIN"], false, 24)])], Cancellation);
        await ordering.ShippedAsync(Order);
        var number = await ordering.RequestedAsync(Returning.Item(Order, 2));
        Assert.Equal("return_in_approval", (await ordering.SendAsync(new DecideReturn(number, true, null), Returning.Warehouse)).Errors[0].Code);
        foreach (var approver in new[] { Returning.Warehouse, Returning.Finance })
        {
            Assert.Equal("requested", Assert.Single(await ordering.FactsAsync(number)).Status);
            var inbox = await ordering.Portal.Get<FindApprovals>().InboxAsync(approver, Cancellation);
            Assert.True((await ordering.SendAsync(new DecideApproval(Assert.Single(inbox).TaskId, true, null), approver)).Ok);
        }

        Assert.Equal("approved", Assert.Single(await ordering.FactsAsync(number)).Status);
        var other = await ordering.RequestedAsync(Returning.Item(Order, 8));
        var task = Assert.Single(await ordering.Portal.Get<FindApprovals>().InboxAsync(Returning.Warehouse, Cancellation));
        Assert.True((await ordering.SendAsync(new DecideApproval(task.TaskId, false, "照片不清"), Returning.Warehouse)).Ok);
        Assert.Equal("rejected", Assert.Single(await ordering.FactsAsync(other)).Status);

        // What was refused may be asked for again.
        await ordering.RequestedAsync(Returning.Item(Order, 8));
    }

    [Fact]
    public async Task Credit_OfSeveralOrdersAndTaxRates_WritesOneNoteForEachRate_AndKeepsTheFee()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync(Order, 1, lines: [("P0001", 3, 3, 100_00), ("P0002", 10, 10, 200_00)]);
        await ordering.ShippedAsync("SO-202610-90002", 1, lines: [("P0001", 10, 10, 100_000_00)]);
        await ordering.BilledAsync(Order);
        Assert.Equal("credit_note_not_billed", await CreditAsync(ordering, Returning.Item("SO-202610-90002", 1)));
        await ordering.BilledAsync("SO-202610-90002");
        var number = await ordering.RequestedAsync(Returning.Item(Order, 1), Returning.Item(Order, 5, "unsold", 2), Returning.Item("SO-202610-90002", 1));
        await ordering.InspectedAsync(number, new InspectedItem(1, 1_000, "repair"), new InspectedItem(2, 5_000, "restock"), new InspectedItem(3, 0, "deny", "完好"));
        Assert.Equal("credited", (await ordering.SendAsync(new CreditReturn(number), Returning.Finance)).Value!.Status);
        var notes = (await ordering.InvoicesAsync()).Where(i => i.GrossAmount < 0).ToList();
        Assert.Equal([(-33_33L, -4_33L), (-90_00L, -8_10L)], notes.Select(n => (n.NetAmount, n.TaxAmount)));
        Assert.Equal(["deny", "repair", "restock"], (await ordering.FactsAsync(number)).Select(f => f.Disposition).Order(StringComparer.Ordinal));
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Credit_OfAnOrderThatAnotherSystemBilled_GivesBackItsPartAndNeverMore()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("ED-1", 1, lines: [("P0001", 3, 3, 100_00)]);
        await ordering.Portal.RecordAsync("edi", new InvoiceFact
        {
            InvoiceId = "IV1", DealerId = "D0001", OrderId = "ED-1", InvoicedOn = Some.Day, DueOn = Some.Day, PaidOn = Some.Day, NetAmount = 100_00, TaxAmount = 13_00, GrossAmount = 113_00, PaidAmount = 113_00,
            EStatus = "issued", OccurredAt = Some.Noon,
        });
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await CreditAsync(ordering, Returning.Item("ED-1", 1)));
        }

        var notes = (await ordering.InvoicesAsync()).Where(i => i.GrossAmount < 0).ToList();

        // All of the net; the tax is rounded on each note, as the law wants it.
        Assert.Equal((-100_00L, -12_99L), (notes.Sum(n => n.NetAmount), notes.Sum(n => n.TaxAmount)));

        // Nothing was open, so the credit waits and pays the next invoice.
        Assert.All(notes, n => Assert.Null(n.PaidOn));
        await ordering.ShippedAsync(Order, 1, lines: [("P0001", 1, 1, 50_00)]);
        var next = await ordering.BilledAsync(Order);
        Assert.Equal(56_50, (await ordering.InvoicesAsync()).Single(i => i.InvoiceId == next).PaidAmount);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Denied_Whole_EndsRejectedWithoutMoney()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync(Order);
        await ordering.BilledAsync(Order);
        var number = await ordering.RequestedAsync(Returning.Item(Order, 2));
        Assert.Equal("forbidden", (await ordering.SendAsync(new ReceiveReturn(number), Returning.Buyer)).Errors[0].Code);
        Assert.Equal("return_not_possible_now", (await ordering.SendAsync(new ReceiveReturn(number), Returning.Warehouse)).Errors[0].Code);
        await ordering.SendAsync(new DecideReturn(number, true, null), Returning.Warehouse);
        await ordering.SendAsync(new SendReturn(number, "德邦", "RT1"), Returning.Buyer);
        Assert.Equal("return_sent_already", (await ordering.SendAsync(new WithdrawReturn(number), Returning.Buyer)).Errors[0].Code);
        await ordering.SendAsync(new ReceiveReturn(number), Returning.Warehouse);
        Assert.Equal("return_inspection_incomplete", (await ordering.SendAsync(new InspectReturn(number, []), Returning.Warehouse)).Errors[0].Code);
        Assert.Equal("return_accepted_out_of_range", (await ordering.SendAsync(new InspectReturn(number, [new InspectedItem(1, 2_001, "scrap")]), Returning.Warehouse)).Errors[0].Code);
        Assert.Equal("return_denial_note", (await ordering.SendAsync(new InspectReturn(number, [new InspectedItem(1, 0, "deny")]), Returning.Warehouse)).Errors[0].Code);
        Assert.Equal("rejected", (await ordering.SendAsync(new InspectReturn(number, [new InspectedItem(1, 0, "deny", "完好")]), Returning.Warehouse)).Value!.Status);
        Assert.Equal(1_130_00, (await ordering.CreditAsync()).OpenAr);
    }

    [Fact]
    public async Task Scope_AnotherDealersReturn_IsLikeOneThatNeverExisted()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync(Order);
        var photo = await ordering.PhotoAsync(Returning.Buyer);
        var number = await ordering.RequestedAsync(Returning.Item(Order, 1));
        var stranger = Returning.Stranger;
        Assert.Empty((await ordering.Portal.Get<FindReturns>().RunAsync(new ReturnFilter(), stranger.Scope, Cancellation)).Rows);
        Assert.Null(await ordering.Portal.Get<GetReturn>().RunAsync(number, stranger.Scope, Cancellation));
        Assert.Empty(await ordering.Portal.Get<FindReturnable>().OfOrderAsync(Order, "D0002", Cancellation));
        Assert.Empty(await ordering.Portal.Get<FindReturnable>().SearchAsync("P0001", "D0002", Cancellation));
        Assert.Single(await ordering.Portal.Get<FindReturnable>().SearchAsync("p0001", "D0001", Cancellation));
        var feed = ordering.Portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync("return:" + number, stranger, null, Cancellation));
        using var own = await feed.OpenAsync("return:" + number, Returning.Buyer, null, Cancellation);
        Assert.NotNull(own);
        Assert.Equal("not_found", (await ordering.SendAsync(new WithdrawReturn(number), stranger)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new SendReturn(number, "x", "y"), stranger)).Errors[0].Code);
        Assert.Equal("return_not_delivered", (await ordering.SendAsync(new RequestReturn([Returning.Item(Order, 1)]), stranger)).Errors[0].Code);
        await ordering.ShippedAsync("SO-202610-90009", 1, "D0002");
        Assert.Equal("not_found", (await ordering.SendAsync(new RequestReturn([Returning.Item("SO-202610-90009", 1, "quality", 1, photo)]), stranger)).Errors[0].Code);
    }

    [Fact]
    public async Task Photo_OfAnotherKindOrSize_IsRefused()
    {
        await using var ordering = await Returning.StartAsync(Database);
        var photos = ordering.Portal.Get<IReturnPhotos>();
        using var script = new MemoryStream("<svg onload=alert(1)>"u8.ToArray());
        Assert.Equal("return_photo_kind", (await photos.KeepAsync(Returning.Buyer, script, null, 0, Cancellation)).Errors[0].Code);
        using var huge = new MemoryStream([.. Returning.Picture, .. new byte[photos.MaxBytes]]);
        Assert.Equal("return_photo_too_large", (await photos.KeepAsync(Returning.Buyer, huge, null, 0, Cancellation)).Errors[0].Code);
        using var foreign = new MemoryStream(Returning.Picture);
        Assert.Equal("not_found", (await photos.KeepAsync(Returning.Warehouse, foreign, "RM-NONE", 1, Cancellation)).Errors[0].Code);
    }

    [Fact]
    public async Task Rates_OfReturnsInThreeMonths_AreKnownToTheRiskRule()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync(Order);
        var number = await ordering.RequestedAsync(Returning.Item(Order, 2));
        await using var db = ordering.Database.Open();
        var rates = await ordering.Portal.Get<IReturnRates>().ReadAsync(db, ["D0001", "D0002"], Some.Day.AddDays(1), Cancellation);
        Assert.Equal(0.2, Assert.Single(rates).Value, 6);
        Assert.Empty(await ordering.Portal.Get<IReturnRates>().ReadAsync(db, ["D0001"], Some.Day, Cancellation));
        await ordering.SendAsync(new WithdrawReturn(number), Returning.Buyer);
        Assert.Empty(await ordering.Portal.Get<IReturnRates>().ReadAsync(db, ["D0001"], Some.Day.AddDays(1), Cancellation));
    }

    /// <summary>Takes one item all the way; null when it was credited, else why not.</summary>
    private static async Task<string?> CreditAsync(Ordering ordering, ReturnItem item)
    {
        var number = await ordering.RequestedAsync(item);
        await ordering.InspectedAsync(number, new InspectedItem(1, item.Qty, "scrap"));
        var credited = await ordering.SendAsync(new CreditReturn(number), Returning.Finance);
        return credited.Ok ? null : credited.Errors[0].Code;
    }
}

public sealed class ReturnOnSqliteTests(SqliteDatabase database) : ReturnTests(database), IClassFixture<SqliteDatabase>;

public sealed class ReturnOnPostgreSqlTests(PostgreSqlDatabase database) : ReturnTests(database), IClassFixture<PostgreSqlDatabase>;
