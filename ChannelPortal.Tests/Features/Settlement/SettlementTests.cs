using ChannelPortal.Features.Credit.Jobs;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Jobs;
using ChannelPortal.Features.Settlement.Queries;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Features.Returns;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Settlement;

public abstract class SettlementTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_money = Some.DealerCaller("D0001", "DF");

    [Fact]
    public async Task Invoice_OfAShippedOrder_BillsNetAndTax_AndTurnsTheBindingIntoAReceivable()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("SO-202610-90001", 1, lines: [("P0001", 10, 10, 1_000_00), ("P0002", 3, 3, 333_33)]);
        var issued = (await ordering.SendAsync(new IssueInvoice("SO-202610-90001"), Returning.Finance)).Value!;
        Assert.Equal(("INV-202610-00001", 1_333_33 + 130_00 + 30_00L), (issued.InvoiceId, issued.Gross));
        var invoice = Assert.Single(await ordering.InvoicesAsync());
        Assert.Equal((1_333_33L, 160_00L, "issued", Some.Day, Some.Day.AddDays(30)), (invoice.NetAmount, invoice.TaxAmount, invoice.EStatus, invoice.InvoicedOn, invoice.DueOn));
        var standing = await ordering.CreditAsync();
        Assert.Equal((issued.Gross, 0L), (standing.OpenAr, standing.OpenOrders));
        Assert.Equal("invoice_nothing_unbilled", (await ordering.SendAsync(new IssueInvoice("SO-202610-90001"), Returning.Finance)).Errors[0].Code);

        // The follower, which hears of the invoice too, has nothing left to post.
        Assert.Equal(0, await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation));
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Invoice_AfterEachShipment_NeverBillsMoreThanShipped_AndSumsToTheOrder()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("SO-202610-90001", null, lines: [("P0001", 3, 0, 100_00)]);
        Assert.Equal("invoice_nothing_unbilled", (await ordering.SendAsync(new IssueInvoice("SO-202610-90001"), Returning.Finance)).Errors[0].Code);
        for (var shipped = 1; shipped <= 3; shipped++)
        {
            await ordering.ShippedAsync("SO-202610-90001", null, lines: [("P0001", 3, shipped, 100_00)]);
            await ordering.BilledAsync("SO-202610-90001");
        }

        Assert.Equal([33_33L, 33_34, 33_33], (await ordering.InvoicesAsync()).Select(i => i.NetAmount));
        Assert.Equal(0, (await ordering.CreditAsync()).OpenOrders);
        var view = (await ordering.Portal.Get<GetOrderInvoices>().RunAsync("SO-202610-90001", DealerScope.All, Cancellation))!;
        Assert.Equal((3, 0L, 0L), (view.Invoices.Count, view.Unbilled, view.UnshippedNet));
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Invoice_ByTwoClerksAtOnce_IsWrittenOnce()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("SO-202610-90001");
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            ordering.SendAsync(new IssueInvoice("SO-202610-90001"), Returning.Finance with { UserId = "clerk" + i }))));
        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal("invoice_nothing_unbilled", r.Errors[0].Code));
        Assert.Equal(1_130_00, (await ordering.CreditAsync()).OpenAr);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Invoice_OfAnOrderThatAnotherSystemBills_IsRefused()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("ED-1");
        await ordering.Portal.RecordAsync("edi", Outside("IV1", "ED-1", 1_000_00));
        Assert.Equal("invoice_billed_outside", (await ordering.SendAsync(new IssueInvoice("ED-1"), Returning.Finance)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new IssueInvoice("ED-1"), s_money)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new IssueInvoice("SO-NONE"), Returning.Finance)).Errors[0].Code);
    }

    [Fact]
    public async Task Job_SomeTimeAfterDelivery_BillsOwnOrdersOnce_AndLeavesThoseOfOutsideSystems()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("SO-202610-90001", 3);
        await ordering.ShippedAsync("SO-202610-90002", 0);
        await ordering.ShippedAsync("ED-1", 3);
        var runner = ordering.Portal.Get<JobRunner>();
        await runner.CatchUpAsync(BillDeliveredJob.JobName, Cancellation);
        await runner.CatchUpAsync(BillDeliveredJob.JobName, Cancellation);
        Assert.Equal("SO-202610-90001", Assert.Single(await ordering.InvoicesAsync()).OrderId);
        ordering.Portal.Time.Advance(TimeSpan.FromHours(25));
        await runner.CatchUpAsync(BillDeliveredJob.JobName, Cancellation);
        Assert.Equal(["SO-202610-90001", "SO-202610-90002"], (await ordering.InvoicesAsync()).Select(i => i.OrderId));
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Payment_OldestFirstOrChosen_SettlesInvoices_AndTheRestWaits()
    {
        await using var ordering = await Returning.StartAsync(Database);
        var invoices = new List<string>();
        foreach (var order in new[] { "SO-202610-90001", "SO-202610-90002", "SO-202610-90003" })
        {
            await ordering.ShippedAsync(order);
            invoices.Add(await ordering.BilledAsync(order));
        }

        Assert.True((await ordering.SendAsync(new RecordPayment("D0001", 500_00, Some.Day, "bank", "杭州宏远", [invoices[1]]), Returning.Finance)).Ok);
        Assert.True((await ordering.SendAsync(new RecordPayment("D0001", 1_200_00, Some.Day, "bank"), Returning.Finance)).Ok);
        Assert.Equal([1_130_00L, 570_00, 0], (await ordering.InvoicesAsync()).Select(i => i.PaidAmount));
        Assert.Equal([Some.Day, null, (DateOnly?)null], (await ordering.InvoicesAsync()).Select(i => i.PaidOn));
        Assert.Equal("payment_invoice_not_open", (await ordering.SendAsync(new RecordPayment("D0001", 1_00, Some.Day, "bank", null, [invoices[0]]), Returning.Finance)).Errors[0].Code);
        Assert.Equal("payment_amount_positive", (await ordering.SendAsync(new RecordPayment("D0001", 0, Some.Day, "bank"), Returning.Finance)).Errors[0].Code);
        Assert.Equal("payment_method_unknown", (await ordering.SendAsync(new RecordPayment("D0001", 1, Some.Day, "cheque"), Returning.Finance)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new RecordPayment("D0001", 5_000_00, Some.Day, "bank", null, [invoices[1]]), Returning.Finance)).Ok);
        var standing = await ordering.CreditAsync();
        Assert.Equal((1_130_00L, 5_000_00 - 560_00L), (standing.OpenAr, standing.Unapplied));
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task Pay_ByTwoPeopleOfTheDealerAtOnce_ChargesOnce_AndNobodyPaysForAnother()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("SO-202610-90001");
        var invoice = await ordering.BilledAsync("SO-202610-90001");
        Assert.Equal("forbidden", (await ordering.SendAsync(new PayInvoices([invoice]), Returning.Buyer)).Errors[0].Code);
        Assert.Equal("payment_invoice_not_open", (await ordering.SendAsync(new PayInvoices([invoice]), Returning.Stranger)).Errors[0].Code);
        Assert.Equal("payment_invoice_not_open", (await ordering.SendAsync(new PayInvoices(["INV-NONE"]), Returning.Stranger)).Errors[0].Code);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => ordering.SendAsync(new PayInvoices([invoice]), s_money with { UserId = "money" + i }))));
        Assert.Equal(1_130_00, Assert.Single(results, r => r.Ok).Value!.Amount);
        await using var db = ordering.Database.Open();
        var payment = await db.Set<PaymentFact>().SingleAsync(Cancellation);
        Assert.Equal(("online", 0L, "D0001"), (payment.Method, payment.UnappliedAmount, payment.DealerId));
        Assert.Equal(0, (await ordering.CreditAsync()).OpenAr);
        await ordering.CheckBooksAsync();
    }

    [Fact]
    public async Task List_CountsAndSums_AgreeWithTheCreditAccountAndTheWorkbench()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        await ordering.Portal.RecordAsync("bills", Outside("IV1", null, 100_00, due: -5), Outside("IV2", null, 200_00, due: 0), Outside("IV3", null, 300_00, due: 6), Outside("IV4", null, 400_00, due: 7));
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Cancellation);
        var find = ordering.Portal.Get<FindInvoices>();
        var all = await find.RunAsync(new InvoiceFilter(), s_money.Scope, 0, 50, Cancellation);
        var standing = await ordering.CreditAsync();
        Assert.Equal((standing.OpenAr, standing.OverdueAr), (all.Sums.OpenAmount, all.Sums.OverdueAmount));
        var work = (await ordering.Portal.Provider.GetServices<IWorkItemSource>().OfType<InvoiceWork>().Single().OfAsync(s_money, Cancellation)).ToDictionary(w => w.Kind, w => w.Count);
        foreach (var (show, count, kind) in new[] { ("overdue", 1, "invoices_overdue"), ("due7", 2, "invoices_due") })
        {
            var page = await find.RunAsync(new InvoiceFilter(show), s_money.Scope, 0, 50, Cancellation);
            Assert.Equal((count, count, count), (page.Count, page.Rows.Count, work[kind]));
        }

        Assert.Equal(["IV1", "IV2", "IV3", "IV4"], (await find.RunAsync(new InvoiceFilter("open"), s_money.Scope, 0, 50, Cancellation)).Rows.Select(r => r.InvoiceId));
    }

    [Fact]
    public async Task Scope_AnotherDealersInvoices_AreLikeThoseThatNeverExisted()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.ShippedAsync("SO-202610-90001");
        var invoice = await ordering.BilledAsync("SO-202610-90001");
        var find = ordering.Portal.Get<FindInvoices>();
        var page = await find.RunAsync(new InvoiceFilter(), Returning.Stranger.Scope, 0, 50, Cancellation);
        Assert.Equal((0, 0, 0L), (page.Rows.Count, page.Sums.Open, page.Sums.OpenAmount));
        Assert.Equal(0, (await find.RunAsync(new InvoiceFilter(DealerId: "D0001"), Returning.Stranger.Scope, 0, 50, Cancellation)).Count);
        Assert.Empty(await find.LinesAsync(invoice, Returning.Stranger.Scope, Cancellation));
        Assert.Single(await find.LinesAsync(invoice, s_money.Scope, Cancellation));
        Assert.Null(await ordering.Portal.Get<GetOrderInvoices>().RunAsync("SO-202610-90001", Returning.Stranger.Scope, Cancellation));
        var feed = ordering.Portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync("dealer:D0001:billing", Returning.Stranger, null, Cancellation));
        using var own = await feed.OpenAsync("dealer:D0001:billing", s_money, null, Cancellation);
        Assert.NotNull(own);
    }

    private static InvoiceFact Outside(string id, string? order, long gross, int due = 30) => new()
    {
        InvoiceId = id, DealerId = "D0001", OrderId = order, InvoicedOn = Some.Day, DueOn = Some.Day.AddDays(due), NetAmount = gross, GrossAmount = gross, EStatus = "issued", OccurredAt = Some.Noon,
    };
}

public sealed class SettlementOnSqliteTests(SqliteDatabase database) : SettlementTests(database), IClassFixture<SqliteDatabase>;

public sealed class SettlementOnPostgreSqlTests(PostgreSqlDatabase database) : SettlementTests(database), IClassFixture<PostgreSqlDatabase>;
