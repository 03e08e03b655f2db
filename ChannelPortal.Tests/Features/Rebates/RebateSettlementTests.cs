using ChannelPortal.Features.Rebates;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Features.Returns;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Rebates;

/// <summary>From the statement to the payout: both sides agree, four eyes consent, and money goes out once.</summary>
public abstract class RebateSettlementTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Settle_AsACreditNote_PaysTheDealersInvoices_WithTheTaxOfItsOrders()
    {
        await using var ordering = await CalculatedAsync(add: s => s.Configure<ChannelPortal.Features.Settlement.SettlementOptions>(o => o.TaxPercent = 9));
        await ordering.BilledAsync("SO-1");
        var no = (await ordering.StatementAsync()).No;
        Assert.Equal("rebate_not_approved", (await ordering.SendAsync(new SettleRebate(no, "credit_note"), Rebating.Clerk)).Errors[0].Code);
        await ordering.ApprovedAsync(no);
        Assert.Equal(36_000_00, (await ordering.StatementAsync()).Approved);
        var before = (await ordering.CreditAsync()).OpenAr;
        var document = (await ordering.SendAsync(new SettleRebate(no, "credit_note"), Rebating.Clerk)).Value!;
        var note = (await ordering.InvoicesAsync()).Single(i => i.NetAmount < 0);
        Assert.Equal((document, -36_000_00L, -3_240_00L), (note.InvoiceId, note.NetAmount, note.TaxAmount));
        Assert.Equal(before - 39_240_00, (await ordering.CreditAsync()).OpenAr);
        var statement = await ordering.StatementAsync();
        Assert.Equal((RebateState.Settled, 36_000_00L, (DateOnly?)Some.Day), (statement.State, statement.Settled, statement.SettledOn));
        Assert.Equal("rebate_settled_already", (await ordering.SendAsync(new SettleRebate(no, "cash", "TT-1"), Rebating.Clerk)).Errors[0].Code);
        await using var db = ordering.Database.Open();
        Assert.Equal(36_000_00, (await db.Set<RebateFact>().SingleAsync(Cancellation)).SettledAmount);
        await ordering.CheckBooksAsync();

        // What may still be returned of the order has not become less.
        Assert.Equal(0, (await ordering.Portal.Get<ICreditNotes>().BilledAsync(db, ["SO-1"], Cancellation)).Single().Value.CreditedQty);
    }

    [Theory]
    [InlineData("credit_note")]
    [InlineData("offset")]
    [InlineData("goods")]
    [InlineData("cash")]
    public async Task Settle_ByManyAtOnce_PaysOnce(string means)
    {
        await using var ordering = await CalculatedAsync();
        var no = (await ordering.StatementAsync()).No;
        await ordering.ApprovedAsync(no);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ordering.SendAsync(new SettleRebate(no, means, "TT-1"), Rebating.Clerk with { UserId = "clerk" + i }))));
        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal("rebate_settled_already", r.Errors[0].Code));
        await AssertPaidOnceAsync(ordering, no, means);
    }

    [Theory]
    [InlineData("credit_note")]
    [InlineData("offset")]
    public async Task Settle_ThatBreaksBetweenItsTwoWrites_LeavesNothing_AndPaysOnceWhenItIsSentAgain(string means)
    {
        var breaking = new BreakingNotes();
        await using var ordering = await CalculatedAsync(add: s => breaking.Around(s));
        var no = (await ordering.StatementAsync()).No;
        await ordering.ApprovedAsync(no);
        breaking.IsBreaking = true;
        await Assert.ThrowsAsync<IOException>(() => ordering.SendAsync(new SettleRebate(no, means), Rebating.Clerk, "settle-once"));
        Assert.Equal(1, breaking.Broken);
        Assert.Equal(RebateState.Approved, (await ordering.StatementAsync()).State);
        Assert.DoesNotContain(await ordering.InvoicesAsync(), i => i.NetAmount < 0);
        breaking.IsBreaking = false;
        var paid = (await ordering.SendAsync(new SettleRebate(no, means), Rebating.Clerk, "settle-once")).Value;
        Assert.Equal(paid, (await ordering.SendAsync(new SettleRebate(no, means), Rebating.Clerk, "settle-once")).Value);
        await AssertPaidOnceAsync(ordering, no, means);
    }

    [Fact]
    public async Task Payout_ASecondRowForAStatement_CannotBeWritten()
    {
        await using var ordering = await CalculatedAsync();
        var no = (await ordering.StatementAsync()).No;
        RebatePayout Payout() => new() { StatementNo = no, DealerId = "D0001", Kind = "cash", Amount = 1, Documents = "x", By = "t" };
        await ordering.Database.InsertAsync(Payout());
        await Assert.ThrowsAsync<DbUpdateException>(() => ordering.Database.InsertAsync(Payout()));
    }

    [Fact]
    public async Task Consent_NeedsASecondPerson_AndAnExecutiveAboveTheLimit()
    {
        await using var ordering = await CalculatedAsync();
        await ordering.BoughtAsync("SO-2", 100_000_00, dealer: "D0002");
        await ordering.RunAsync();
        var (large, small) = ((await ordering.StatementAsync()).No, (await ordering.StatementAsync(dealer: "D0002")).No);
        Assert.Equal(2, (await ordering.SendAsync(new SendRebateStatements([large, small]), Rebating.Clerk)).Value);
        Assert.True((await ordering.SendAsync(new ConfirmRebate(large), Rebating.Money)).Ok);
        Assert.True((await ordering.SendAsync(new ConfirmRebate(small), Rebating.Stranger)).Ok);
        Assert.Equal(2, (await ordering.SendAsync(new AskRebateConsent([large, small]), Rebating.Clerk)).Value);
        var inbox = ordering.Portal.Get<ChannelPortal.Features.Approvals.Queries.FindApprovals>();
        Assert.Equal([small], (await inbox.InboxAsync(Rebating.OtherClerk, Cancellation)).Select(r => r.DocId));
        Assert.Equal(new[] { large, small }.Order(), (await inbox.InboxAsync(Rebating.Executive, Cancellation)).Select(r => r.DocId).Order());
        Assert.Equal("approval_own_request", (await ordering.DecideAsync(small, Rebating.Clerk)).Errors[0].Code);
        Assert.True((await ordering.DecideAsync(small, Rebating.OtherClerk)).Ok);
        Assert.True((await ordering.DecideAsync(large, Rebating.Executive, isApproved: false)).Ok);
        Assert.Equal((RebateState.Approved, RebateState.Calculated), ((await ordering.StatementAsync(dealer: "D0002")).State, (await ordering.StatementAsync()).State));
    }

    [Fact]
    public async Task Recalculation_AfterTheDealerConfirmed_SendsItToHimAgain_AndEndsTheWaitingConsent()
    {
        await using var ordering = await CalculatedAsync();
        var no = (await ordering.StatementAsync()).No;
        await ordering.SendAsync(new SendRebateStatements([no]), Rebating.Clerk);
        await ordering.SendAsync(new ConfirmRebate(no), Rebating.Money);
        await ordering.SendAsync(new AskRebateConsent([no]), Rebating.Clerk);
        await ordering.ReturnedAsync("RM-1", "SO-1", 200_000_00);
        await ordering.RunAsync();
        var statement = await ordering.StatementAsync();
        Assert.Equal((RebateState.Calculated, 30_000_00L, (DateTimeOffset?)null), (statement.State, statement.Payable, statement.ConfirmedAt));
        Assert.Empty(await ordering.Portal.Get<ChannelPortal.Features.Approvals.Queries.FindApprovals>().InboxAsync(Rebating.Executive, Cancellation));
    }

    [Fact]
    public async Task Gates_WhileAnInvoiceIsLongOverdue_HoldTheStatementAndThePayout()
    {
        await using var ordering = await CalculatedAsync();
        var no = (await ordering.StatementAsync()).No;
        var invoice = new InvoiceFact
        {
            InvoiceId = "OUT-9", DealerId = "D0001", InvoicedOn = Some.Day.AddDays(-80), DueOn = Some.Day.AddDays(-31), NetAmount = 100_00, GrossAmount = 113_00, EStatus = "issued",
        };
        await ordering.RecordAsync(invoice);
        Assert.Equal(0, (await ordering.SendAsync(new SendRebateStatements([no]), Rebating.Clerk)).Value);
        var held = await ordering.StatementAsync();
        Assert.Equal((RebateState.Calculated, RebateGates.Overdue, 36_000_00L), (held.State, held.HeldBy, held.Payable));
        (invoice.PaidAmount, invoice.PaidOn) = (invoice.GrossAmount, Some.Day);
        await ordering.RecordAsync(invoice);
        await ordering.ApprovedAsync(no);
        await ordering.RecordAsync(new ChannelPortal.Features.PriceControl.Contracts.ViolationFact { ViolationId = "V-1", DealerId = "D0001", FoundOn = Some.Day, Severity = "critical", Status = "confirmed" });
        Assert.Equal("rebate_held_violation", (await ordering.SendAsync(new SettleRebate(no, "credit_note"), Rebating.Clerk)).Errors[0].Code);
    }

    [Fact]
    public async Task Dispute_OfALine_IsAThreadOfBothSides_UntilItIsAnswered()
    {
        await using var ordering = await CalculatedAsync();
        var no = (await ordering.StatementAsync()).No;
        Assert.Equal("rebate_not_sent", (await ordering.SendAsync(new DisputeRebate(no, null, "太少"), Rebating.Money)).Errors[0].Code);
        await ordering.SendAsync(new SendRebateStatements([no]), Rebating.Clerk);
        Assert.Equal("rebate_words", (await ordering.SendAsync(new DisputeRebate(no, "SO-1#1", " "), Rebating.Money)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new DisputeRebate(no, "SO-NONE#1", "太少"), Rebating.Money)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new DisputeRebate(no, "SO-1#1", "单价不符"), Rebating.Money)).Ok);
        Assert.Equal("rebate_not_sent", (await ordering.SendAsync(new ConfirmRebate(no), Rebating.Money)).Errors[0].Code);
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await ordering.SendAsync(new AnswerRebate(no, "SO-1#1", "请补充发票", false), Rebating.Clerk)).Ok);
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await ordering.SendAsync(new DisputeRebate(no, "SO-1#1", "见附件"), Rebating.Money)).Ok);
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await ordering.SendAsync(new AnswerRebate(no, null, "已核对", true), Rebating.Clerk)).Ok);
        var view = (await ordering.Portal.Get<GetRebateStatement>().RunAsync(no, Rebating.Money.Scope, Cancellation))!;
        Assert.Equal((RebateState.Sent, true), (view.Statement.State, view.Statement.WasDisputed));
        Assert.Equal([true, false, true, false], view.Words.Select(w => w.IsDealer));
        await using var db = ordering.Database.Open();
        Assert.True((await db.Set<RebateFact>().SingleAsync(Cancellation)).Disputed);
    }

    [Fact]
    public async Task Silence_ForTenDays_CountsAsConfirmed()
    {
        await using var ordering = await CalculatedAsync();
        var no = (await ordering.StatementAsync()).No;
        await ordering.SendAsync(new SendRebateStatements([no]), Rebating.Clerk);
        var runner = ordering.Portal.Get<JobRunner>();
        ordering.Portal.Time.Advance(TimeSpan.FromDays(9));
        await runner.CatchUpAsync(RebateAccrualJob.JobName, Cancellation);
        Assert.Equal(RebateState.Sent, (await ordering.StatementAsync()).State);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        await runner.CatchUpAsync(RebateAccrualJob.JobName, Cancellation);
        var silent = await ordering.StatementAsync();
        Assert.Equal((RebateState.Confirmed, true), (silent.State, silent.IsConfirmedByClock));
    }

    [Fact]
    public async Task Scope_AnotherDealersRebates_AreLikeThoseThatNeverExisted()
    {
        await using var ordering = await CalculatedAsync();
        var no = (await ordering.StatementAsync()).No;
        await ordering.SendAsync(new SendRebateStatements([no]), Rebating.Clerk);
        var portal = ordering.Portal;
        Assert.Null(await portal.Get<GetRebateStatement>().RunAsync(no, Rebating.Stranger.Scope, Cancellation));
        Assert.Empty(await portal.Get<GetRebateStatement>().LinesAsync(no, Rebating.Stranger.Scope, 0, 50, Cancellation));
        Assert.Equal(0, (await portal.Get<FindRebates>().RunAsync(new RebateFilter(), Rebating.Stranger.Scope, 0, 50, Cancellation)).Count);
        Assert.Null(await portal.Get<GetOwnRebates>().RunAsync("D0001", Rebating.Stranger.Scope, Cancellation));
        Assert.Null(await portal.Get<RebateFiles>().WriteAsync(no, Rebating.Stranger.Scope, Cancellation));
        Assert.Equal("not_found", (await ordering.SendAsync(new ConfirmRebate(no), Rebating.Stranger)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new DisputeRebate(no, null, "我的"), Rebating.Stranger)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new SettleRebate(no, "cash", "x"), Rebating.Money)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new RecordPastRebates(Rebating.Program, Rebating.Quarter, new Dictionary<string, DateOnly>()), Rebating.Executive)).Errors[0].Code);
        var feed = portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync("dealer:D0001:rebates", Rebating.Stranger, null, Cancellation));
        using var own = await feed.OpenAsync("dealer:D0001:rebates", Rebating.Money, null, Cancellation);
        Assert.NotNull(own);
        Assert.NotNull(await portal.Get<RebateFiles>().WriteAsync(no, Rebating.Money.Scope, Cancellation));
        var work = portal.Provider.GetServices<IWorkItemSource>().OfType<RebateWork>().Single();
        Assert.Equal((1, 0), (Assert.Single(await work.OfAsync(Rebating.Money, Cancellation)).Count, Assert.Single(await work.OfAsync(Rebating.Stranger, Cancellation)).Count));
    }

    [Fact]
    public async Task Overview_SumsWhatIsOwed_ByItsState()
    {
        await using var ordering = await CalculatedAsync();
        await ordering.BoughtAsync("SO-2", 100_000_00, dealer: "D0002");
        await ordering.RunAsync();
        var no = (await ordering.StatementAsync()).No;
        await ordering.ApprovedAsync(no);
        var find = ordering.Portal.Get<FindRebates>();
        var owed = await find.OverviewAsync(DealerScope.All, Cancellation);
        Assert.Equal((0L, 1_000_00L, 36_000_00L, 0L), (owed.Accrued, owed.Calculated, owed.Approved, owed.Paid));
        Assert.Equal((0L, 36_000_00L, 1_000_00L), (owed.Months.Sum(m => m.Paid), owed.Months.Sum(m => m.Agreed), owed.Months.Sum(m => m.Expected)));
        Assert.True((await ordering.SendAsync(new SettleRebate(no, "cash", "TT-1"), Rebating.Clerk)).Ok);
        var paid = await find.OverviewAsync(DealerScope.All, Cancellation);
        Assert.Equal((0L, 36_000_00L, 1, 1), (paid.Approved, paid.Paid, paid.InTime, paid.Settled));
        var cost = Assert.Single(paid.Programs);
        Assert.Equal((37_000_00L, 0L), (cost.ThisYear, cost.LastYear));
        var page = await find.RunAsync(new RebateFilter("settled"), DealerScope.All, 0, 50, Cancellation);
        Assert.Equal((1, no, 36_000_00L), (page.Count, page.Rows[0].No, page.Amount));
    }

    private async Task<Ordering> CalculatedAsync(Action<IServiceCollection>? add = null)
    {
        var ordering = await Rebating.StartAsync(Database, add: add);
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        Assert.Equal(36_000_00, (await ordering.RunAsync()).Amount);
        return ordering;
    }

    private static async Task AssertPaidOnceAsync(Ordering ordering, string no, string means)
    {
        await using var db = ordering.Database.Open();
        var payout = await db.Set<RebatePayout>().SingleAsync(p => p.StatementNo == no);
        Assert.Equal((means, 36_000_00L), (payout.Kind, payout.Amount));
        Assert.Equal(means is "credit_note" or "offset" ? -36_000_00 : 0, (await ordering.InvoicesAsync()).Where(i => i.NetAmount < 0).Sum(i => i.NetAmount));
        var funds = await ordering.FundsAsync();
        Assert.Equal((means == "offset" ? 40_680_00 : 0, means == "goods" ? 36_000_00 : 0), (funds.Offset, funds.Goods));
        Assert.Equal(means is "offset" or "goods" ? 1 : 0, await db.Set<RebateGrant>().CountAsync());
        Assert.Equal(36_000_00, (await ordering.StatementAsync()).Settled);
        await ordering.CheckBooksAsync();
    }

    /// <summary>Breaks after the credit note is written and before the payout is.</summary>
    private sealed class BreakingNotes
    {
        public bool IsBreaking { get; set; }

        public int Broken { get; private set; }

        public void Around(IServiceCollection services)
        {
            var real = services.Single(s => s.ServiceType == typeof(ICreditNotes));
            services.Remove(real);
            services.AddSingleton<ICreditNotes>(s => new Notes((ICreditNotes)ActivatorUtilities.CreateInstance(s, real.ImplementationType!), this));
        }

        private sealed class Notes(ICreditNotes notes, BreakingNotes owner) : ICreditNotes
        {
            public Task<IReadOnlyDictionary<(string OrderId, int LineNo), BilledOrderLine>> BilledAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
                notes.BilledAsync(db, orderIds, cancellationToken);

            public Task<Result<IReadOnlyList<CreditNote>>> IssueAsync(CommandContext context, string dealerId, IReadOnlyList<CreditLine> lines, string reason, CancellationToken cancellationToken) =>
                notes.IssueAsync(context, dealerId, lines, reason, cancellationToken);

            public async Task<Result<IReadOnlyList<CreditNote>>> AllowAsync(CommandContext context, string dealerId, IReadOnlyList<AllowancePart> parts, string reason, CancellationToken cancellationToken) =>
                await BreakAsync(context, await notes.AllowAsync(context, dealerId, parts, reason, cancellationToken), cancellationToken);

            public async Task<Result<IReadOnlyList<CreditNote>>> KeepAsync(CommandContext context, string dealerId, IReadOnlyList<AllowancePart> parts, string reason, CancellationToken cancellationToken) =>
                await BreakAsync(context, await notes.KeepAsync(context, dealerId, parts, reason, cancellationToken), cancellationToken);

            private async Task<Result<IReadOnlyList<CreditNote>>> BreakAsync(CommandContext context, Result<IReadOnlyList<CreditNote>> written, CancellationToken cancellationToken)
            {
                if (owner.IsBreaking)
                {
                    // What the note changed so far goes to the database, so that there is something to lose.
                    await context.Db.SaveChangesAsync(cancellationToken);
                    owner.Broken++;
                    throw new IOException("The process ended here.");
                }

                return written;
            }
        }
    }
}

public sealed class RebateSettlementOnSqliteTests(SqliteDatabase database) : RebateSettlementTests(database), IClassFixture<SqliteDatabase>;

public sealed class RebateSettlementOnPostgreSqlTests(PostgreSqlDatabase database) : RebateSettlementTests(database), IClassFixture<PostgreSqlDatabase>;
