using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Policies;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Features.Policies.Queries;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Features.Returns;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Policies;

/// <summary>Features that act by policies do so from the policy's day on: terms of invoices, price lists, who is served first.</summary>
public abstract class PolicyUseTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_finance = Some.HeadOffice("FIN");
    private static readonly Caller s_stranger = Some.DealerCaller("D0002", "DB");

    [Fact]
    public async Task Term_IsTheOwnOne_ThenThePolicy_ThenTheAccounts()
    {
        await using var ordering = await StartAsync();
        Assert.Equal(new CreditTerm(30, CreditTermSource.Opened, null), await TermAsync(ordering));
        var no = await SetAsync(ordering, new PolicyDraft(PolicyKeys.CreditTerm, null, "gold", null, null, 45, Some.Day, null, null));
        Assert.Equal(new CreditTerm(45, CreditTermSource.Policy, no), await TermAsync(ordering));
        Assert.True((await ordering.SendAsync(new SetCreditTerm("D0001", 10, "逾期后单独约定"), s_finance)).Ok);
        Assert.Equal(new CreditTerm(10, CreditTermSource.Own, null), await TermAsync(ordering));
        Assert.Equal(45, (await TermAsync(ordering, "D0002")).Days);
        Assert.True((await ordering.SendAsync(new SetCreditTerm("D0001", null, "恢复政策"), s_finance)).Ok);
        Assert.Equal(45, (await TermAsync(ordering)).Days);
        Assert.Equal("credit_term_range", (await ordering.SendAsync(new SetCreditTerm("D0001", 400, "x"), s_finance)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new SetCreditTerm("D0001", 90, "x"), Some.DealerCaller())).Errors[0].Code);
    }

    [Fact]
    public async Task Term_OfThePolicy_IsInWhatDocumentsGoBy()
    {
        await using var ordering = await Returning.StartAsync(Database);
        await ordering.Database.InsertAsync(new Policy
        {
            No = "PL-1", Key = PolicyKeys.CreditTerm, Tier = "gold", RegionId = "33", Value = 52, From = Some.Day, Reason = "x", ProposedBy = "m", ProposedByName = "m", ProposedAt = Some.Noon,
        }.As(Policy.Approved, "e", Some.Noon));
        await ordering.ShippedAsync("SO-202610-90001", 1, lines: [("P0001", 10, 10, 1_000_00)]);
        Assert.True((await ordering.SendAsync(new IssueInvoice("SO-202610-90001"), Returning.Finance)).Ok);
        var invoice = Assert.Single(await ordering.InvoicesAsync());
        Assert.Equal((Some.Day, Some.Day.AddDays(52)), (invoice.InvoicedOn, invoice.DueOn));
    }

    [Fact]
    public async Task PriceList_OfThePolicy_GivesTheOtherTiersPrice_FromItsDay()
    {
        await using var ordering = await StartAsync();
        await ordering.Portal.RecordAsync("silver", Some.Dealer("D0003", tier: "silver"));
        Assert.Equal((128_0000, 117_7600), (await NetAsync(ordering, "D0003", Some.Day), await NetAsync(ordering, "D0001", Some.Day)));
        await SetAsync(ordering, new PolicyDraft(PolicyKeys.PriceList, "D0003", null, null, null, Array.IndexOf(PolicyKeys.Tiers, "gold"), Some.Day.AddDays(2), null, null));
        Assert.Equal((128_0000, 128_0000, 117_7600), (await NetAsync(ordering, "D0003", Some.Day), await NetAsync(ordering, "D0003", Some.Day.AddDays(1)), await NetAsync(ordering, "D0003", Some.Day.AddDays(2))));
        Assert.Equal(117_7600, await NetAsync(ordering, "D0001", Some.Day.AddDays(2)));
    }

    [Fact]
    public async Task Allocation_OfThePolicy_TurnsTheOrderOfTiersAround()
    {
        await using var ordering = await StartAsync();
        await ordering.Portal.RecordAsync("platinum", Some.Dealer("D0002", tier: "platinum"));
        await ordering.CountAsync("count", Stocking.Count("P0001", 20));
        await SetAsync(ordering, new PolicyDraft(PolicyKeys.AllocationPriority, "D0002", null, null, null, 9, Some.Day, null, null));
        var gold = (await ordering.PlaceAsync(Some.DealerCaller("D0001", "DB"), null, new PlaceOrderLine("P0001", 30_000))).Value!.OrderId;
        var platinum = (await ordering.PlaceAsync(s_stranger, null, new PlaceOrderLine("P0001", 10_000))).Value!.OrderId;
        Assert.Equal((11, 9), (await WaitingAsync(ordering, gold), await WaitingAsync(ordering, platinum)));
        Assert.True((await ordering.SendAsync(new ReceiveStock(Stocking.Hangzhou, "IN-1", [new StockLine("P0001", 9_000)]), Stocking.Warehouse)).Ok);

        // Gold is served first and leaves what its buffer keeps for higher tiers.
        Assert.Equal((4, 7), (await WaitingAsync(ordering, gold), await WaitingAsync(ordering, platinum)));
    }

    [Fact]
    public async Task Screen_SaysHonestlyWhatActsByEachKey()
    {
        await using var ordering = await StartAsync();
        var uses = (await ordering.Portal.Get<FindPolicies>().RunAsync(Deciding.Manager, Cancellation)).Uses;
        Assert.Equal(["invoices", "limits"], uses[PolicyKeys.CreditTerm].Order(StringComparer.Ordinal));
        Assert.Equal(["prices"], uses[PolicyKeys.PriceList]);
        Assert.Equal(["backorders"], uses[PolicyKeys.AllocationPriority]);
        Assert.All([PolicyKeys.FreeFreight, PolicyKeys.MdfAccrual, PolicyKeys.LeadPriority, PolicyKeys.VisitFrequency], k => Assert.Empty(uses[k]));
    }

    private Task<Ordering> StartAsync() => Ordering.StartAsync(Database, add: s => s.AddLocalization().AddPolicies());

    private static async Task<string> SetAsync(Ordering ordering, PolicyDraft draft)
    {
        var no = (await ordering.SendAsync(new ProposePolicy(draft, "x"), Deciding.Manager)).Value!;
        Assert.True((await ordering.SendAsync(new DecidePolicy(no, true, null), Deciding.Executive)).Ok);
        return no;
    }

    private static async Task<CreditTerm> TermAsync(Ordering ordering, string dealer = "D0001")
    {
        await using var db = ordering.Database.Open();
        return (await ordering.Portal.Get<ICreditTerms>().OfAsync(db, [dealer], Some.Day, CancellationToken.None))[dealer];
    }

    private static async Task<long> NetAsync(Ordering ordering, string dealer, DateOnly day)
    {
        await using var db = ordering.Database.Factory.Create(DealerScope.Of(dealer));
        return Assert.Single((await ordering.Portal.Get<IPricing>().PriceAsync(db, dealer, day, [new PriceAsk("P0001", 1_000)], CancellationToken.None)).Lines).NetPrice;
    }

    private static async Task<long> WaitingAsync(Ordering ordering, string orderId)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<OrderLineFact>().Where(l => l.OrderId == orderId).SumAsync(l => l.BackorderQty) / 1_000;
    }
}

public sealed class PolicyUseOnSqliteTests(SqliteDatabase database) : PolicyUseTests(database), IClassFixture<SqliteDatabase>;

public sealed class PolicyUseOnPostgreSqlTests(PostgreSqlDatabase database) : PolicyUseTests(database), IClassFixture<PostgreSqlDatabase>;
