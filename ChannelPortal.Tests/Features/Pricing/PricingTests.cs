using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Inventory;
using ChannelPortal.Features.Pricing;
using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Data;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Features.Products;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Pricing;

/// <summary>Prices on a real database: commands, contracts by the day, the cache, and what a second dealer sees. D0001 and D0002 are gold: 8 % off.</summary>
public abstract class PricingTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_finance = Some.HeadOffice("FIN");
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");

    [Fact]
    public async Task Price_WithoutAnyRow_IsTheListPrice()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var silver = Some.Dealer("D0003", tier: "silver");
        await ordering.Portal.RecordAsync("silver", silver);
        var line = Assert.Single((await PriceAsync(ordering, "D0003")).Lines);
        Assert.Equal((128_0000, 128_0000, "list", 128_00), (line.ListPrice, line.NetPrice, line.Source, line.NetAmount));
    }

    [Fact]
    public async Task Set_DealerPrice_HoldsForThatDealerOnlyAndIsAudited()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        Assert.Equal((110_0000, "dealer"), await NetAsync(ordering, "D0001"));
        Assert.Equal((117_7600, "tier"), await NetAsync(ordering, "D0002"));
        await using var db = ordering.Database.Open();
        Assert.Equal("D0001", (await db.Set<AuditEntry>().SingleAsync(e => e.Action == "prices.set", Cancellation)).DealerId);
    }

    [Fact]
    public async Task Set_Superseding_KeepsTheOldRowAsHistory()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var first = await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        var second = await SetAsync(ordering, Row("dealer", "D0001", price: 105_0000) with { From = Some.Day.AddDays(3), Supersedes = first });
        var history = await ordering.Portal.Get<FindPriceRows>().HistoryAsync(second, DealerScope.All, Cancellation);
        Assert.Equal([(105_0000L, null), (110_0000, (DateOnly?)Some.Day.AddDays(3))], history.Select(h => (h.Price!.Value, h.To)));
        Assert.Equal(110_0000, (await NetAsync(ordering, "D0001")).Price);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(105_0000, (await NetAsync(ordering, "D0001")).Price);
    }

    [Fact]
    public async Task Set_FaultyRow_NamesEveryFault()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var result = await ordering.SendAsync(new SetPrice("dealer", "D9999", "P9999", null, 1_0000, 100, 5_000, 1_000, Some.Day, Some.Day), s_finance);
        Assert.Equal(
            ["price_list_unknown", "price_one_of_two", "price_days", "price_product_unknown", "price_quantities"],
            result.Errors.Select(e => e.Code).OrderBy(c => c switch { "price_list_unknown" => 0, "price_one_of_two" => 1, "price_days" => 2, "price_product_unknown" => 3, _ => 4 }));
        Assert.Equal("forbidden", (await ordering.SendAsync(Row("dealer", "D0001", price: 1_0000), s_buyer)).Errors[0].Code);
    }

    [Fact]
    public async Task Set_RegionalManager_ChangesOwnDealersOnly()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var manager = new Caller("manager", "王芳", new HashSet<string> { "CHM" }, DealerScope.Of("D0001"));
        Assert.True((await ordering.SendAsync(Row("dealer", "D0001", price: 110_0000), manager)).Ok);
        Assert.Equal("price_needs_all_dealers", (await ordering.SendAsync(Row("tier", "gold", discount: 900), manager)).Errors[0].Code);
        Assert.Equal("price_list_unknown", (await ordering.SendAsync(Row("dealer", "D0002", price: 1_0000), manager)).Errors[0].Code);
        var tier = Assert.Single((await ordering.Portal.Get<FindPriceRows>().ListAsync(new PriceFilter("tier"), manager.Scope, Cancellation)).Rows);
        Assert.Equal("price_needs_all_dealers", (await ordering.SendAsync(new EndPrice(tier.Id, Some.Day.AddDays(1)), manager)).Errors[0].Code);
        var foreign = await SetAsync(ordering, Row("dealer", "D0002", price: 100_0000));
        Assert.Equal("not_found", (await ordering.SendAsync(new EndPrice(foreign, Some.Day.AddDays(1)), manager)).Errors[0].Code);
        Assert.Empty((await ordering.Portal.Get<FindPriceRows>().ListAsync(new PriceFilter(ScopeKey: "D0002"), manager.Scope, Cancellation)).Rows);
    }

    [Fact]
    public async Task End_Row_CountsNoMoreFromTheDay()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var id = await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        Assert.Equal("price_ends_in_the_past", (await ordering.SendAsync(new EndPrice(id, Some.Day.AddDays(-1)), s_finance)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new EndPrice(id, Some.Day), s_finance)).Ok);
        Assert.Equal((117_7600, "tier"), await NetAsync(ordering, "D0001"));
    }

    [Fact]
    public async Task Contract_EndsAtMidnightInShanghai()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await SignAsync(ordering, "D0001", Some.Day, Some.Day.AddDays(1), price: 100_0000);
        ordering.Portal.Time.SetUtcNow(new DateTimeOffset(2026, 10, 15, 15, 59, 59, 999, TimeSpan.Zero));
        Assert.Equal((100_0000, "contract"), await NetAsync(ordering, "D0001"));
        Assert.Equal("contract", await PlacedSourceAsync(ordering));
        ordering.Portal.Time.SetUtcNow(new DateTimeOffset(2026, 10, 15, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal((117_7600, "tier"), await NetAsync(ordering, "D0001"));
        Assert.Equal("tier", await PlacedSourceAsync(ordering));
        var step = (await PriceAsync(ordering, "D0001")).Lines[0].Trace.Steps.Single(s => s.Kind == PriceRuleKind.Contract);
        Assert.Equal((PriceOutcome.Ended, (DateOnly?)Some.Day), (step.Outcome, step.Day));
    }

    [Fact]
    public async Task Contract_HoldsFromSignatureToTermination()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var no = await DraftAsync(ordering, "D0001", Some.Day, Some.Day.AddYears(1), price: 100_0000);
        Assert.Equal("CT-202610-00001", no);
        Assert.Equal("tier", (await NetAsync(ordering, "D0001")).Source);
        await MoveAsync(ordering, no, ContractTrigger.Send);
        Assert.Equal("contract_not_draft", (await ordering.SendAsync(Row("contract", no, price: 99_0000), s_finance)).Errors[0].Code);
        await MoveAsync(ordering, no, ContractTrigger.Sign);
        Assert.Equal((100_0000, "contract"), await NetAsync(ordering, "D0001"));
        Assert.Equal("contract_reason_required", (await ordering.SendAsync(new MoveContract(no, ContractTrigger.Terminate), s_finance)).Errors[0].Code);
        await MoveAsync(ordering, no, ContractTrigger.Terminate, "不再合作");
        Assert.Equal("tier", (await NetAsync(ordering, "D0001")).Source);
    }

    [Fact]
    public async Task Contracts_OfAnotherDealer_DoNotExist()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var no = await SignAsync(ordering, "D0001", Some.Day, Some.Day.AddYears(1), price: 100_0000);
        var (own, stranger) = (Some.DealerCaller("D0001"), Some.DealerCaller("D0002"));
        var contracts = ordering.Portal.Get<FindContracts>();
        Assert.Equal(no, Assert.Single(await contracts.ListAsync(own.Scope, Cancellation)).No);
        Assert.Equal(100_0000, Assert.Single((await contracts.GetAsync(no, own, Cancellation))!.Prices).Price);
        Assert.Empty(await contracts.ListAsync(stranger.Scope, Cancellation));
        Assert.Null(await contracts.GetAsync(no, stranger, Cancellation));
        Assert.Equal((0, 0), await contracts.WatchAsync("D0001", stranger.Scope, Cancellation));
        var finance = s_finance with { Scope = stranger.Scope };
        var unknown = await ordering.SendAsync(new MoveContract("CT-209901-00001", ContractTrigger.Terminate, "x"), finance);
        Assert.Equal(unknown.Errors[0], (await ordering.SendAsync(new MoveContract(no, ContractTrigger.Terminate, "x"), finance)).Errors[0]);
        Assert.Null(await ordering.Portal.Get<IPrices>().PriceAsync(stranger, "D0001", [new PriceAsk("P0001", 1_000)], Cancellation));
        Assert.Null(await ordering.Portal.Get<ILiveFeed>().OpenAsync(PriceTopics.Of("D0001"), stranger, null, Cancellation));
        Assert.All((await PriceAsync(ordering, "D0002")).Lines[0].Trace.Steps, s => Assert.NotEqual(PriceRuleKind.Contract, s.Kind));
    }

    [Fact]
    public async Task Contract_BehindItsPathAndNearItsEnd_IsWatched()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var no = await SignAsync(ordering, "D0001", Some.Day.AddDays(-300), Some.Day.AddDays(60), price: 100_0000, commit: 360_000_00);
        await ordering.Portal.RecordAsync("bought", Some.OrderLine("SO-1", on: Some.Day.AddDays(-10), netAmount: 239_999_99), Some.OrderLine("SO-2", product: "P0002", netAmount: 900_000_00));
        var contracts = ordering.Portal.Get<FindContracts>();
        var view = (await contracts.GetAsync(no, s_finance, Cancellation))!;
        Assert.Equal((239_999_99, 300_000_00, true), (view.Row.Path!.Actual, view.Row.Path.Expected, view.Row.Path.IsBehind));
        Assert.Equal(90, view.Row.RenewalStage);
        Assert.Equal((1, 1), await contracts.WatchAsync("D0001", DealerScope.Of("D0001"), Cancellation));
        Assert.Equal(239_999_99, view.Months.Single(m => m.Month == new DateOnly(2026, 10, 1)).Amount);
        await ordering.Portal.RecordAsync("more", Some.OrderLine("SO-3", on: Some.Day, netAmount: 1));
        Assert.False((await contracts.GetAsync(no, s_finance, Cancellation))!.Row.Path!.IsBehind);
    }

    [Fact]
    public async Task Promotion_RunsForItsTierAndEnds()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var created = await ordering.SendAsync(
            new CreatePromotion("金牌节", "Gold days", null, "瓷砖胶", null, 1_000, 0, Some.Day, Some.Day.AddDays(9), true, Tier: "gold"), s_finance);
        Assert.Equal((105_9840, "promo"), await NetAsync(ordering, "D0001"));
        Assert.Single(await ordering.Portal.Get<FindPriceRows>().PromotionsAsync(Cancellation));
        Assert.True((await ordering.SendAsync(new EndPromotion(created.Value, Some.Day), s_finance)).Ok);
        Assert.Equal((117_7600, "tier"), await NetAsync(ordering, "D0001"));
        Assert.Equal("promotion_name", (await ordering.SendAsync(new CreatePromotion(" ", "", null, null, null, 100, 0, Some.Day, Some.Day.AddDays(1), true), s_finance)).Errors[0].Code);
    }

    [Fact]
    public async Task Bulk_Edit_DoesWhatThePreviewShowed()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        await SetAsync(ordering, Row("dealer", "D0002", price: 111_1111));
        await SignAsync(ordering, "D0001", Some.Day, Some.Day.AddYears(1), price: 100_0000);
        var filter = new PriceFilter(Product: "P0001");
        var preview = await ordering.Portal.Get<BulkEdit>().PreviewAsync(filter, 300, null, Some.Day.AddDays(1), DealerScope.All, Cancellation);
        Assert.Equal((2, 2), (preview.Count, preview.Dealers));
        Assert.Equal([(110_0000L, 113_3000L), (111_1111, 114_4444)], preview.Shown.Select(s => (s.OldPrice, s.NewPrice)));
        Assert.Equal("price_bulk_count", (await ordering.SendAsync(new BulkChangePrices(filter, 300, null, Some.Day.AddDays(1), 3), s_finance)).Errors[0].Code);
        Assert.Equal(2, (await ordering.SendAsync(new BulkChangePrices(filter, 300, null, Some.Day.AddDays(1), 2), s_finance)).Value);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((114_4444, "dealer"), await NetAsync(ordering, "D0002"));
        Assert.Equal("price_bulk_below_zero", (await ordering.SendAsync(new BulkChangePrices(filter, null, -200_0000, Some.Day.AddDays(1), 2), s_finance)).Errors[0].Code);
    }

    [Fact]
    public async Task Cache_ChangeOfOneProduct_LeavesTheOthersInMemory()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var book = ordering.Portal.Get<PriceBook>();
        await PriceAsync(ordering, "D0001", "P0001", "P0002");
        await PriceAsync(ordering, "D0002", "P0001", "P0002");
        Assert.Equal(0, await ResolvedByAsync(() => PriceAsync(ordering, "D0001", "P0001", "P0002")));

        // One dealer's row: that dealer's product alone.
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        Assert.Equal(0, await ResolvedByAsync(() => PriceAsync(ordering, "D0002", "P0001", "P0002")));
        Assert.Equal(1, await ResolvedByAsync(() => PriceAsync(ordering, "D0001", "P0001", "P0002")));

        // A category's row: its products, of all dealers.
        await SetAsync(ordering, new SetPrice("tier", "gold", null, "防水涂料", null, 900, 0, null, Some.Day, null));
        Assert.Equal(1, await ResolvedByAsync(() => PriceAsync(ordering, "D0001", "P0001", "P0002")));
        Assert.Equal(1, await ResolvedByAsync(() => PriceAsync(ordering, "D0002", "P0001", "P0002")));

        // The dealer's tier and the product's list price are no rows and count all the same.
        await ordering.Portal.RecordAsync("up", Some.Product("P0001", listPrice: 200_0000));
        Assert.Equal(184_0000, (await NetAsync(ordering, "D0002")).Price);
        await ordering.Portal.RecordAsync("down", Some.Dealer("D0002", tier: "silver"));
        Assert.Equal((200_0000, "list"), await NetAsync(ordering, "D0002"));

        async Task<long> ResolvedByAsync(Func<Task> ask)
        {
            var before = book.Resolved;
            await ask();
            return book.Resolved - before;
        }
    }

    [Fact]
    public async Task Cache_ChangeOnAnotherNode_IsSeenWithoutANote()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await using var other = await PortalServices.StartAsync(ordering.Database, s =>
        {
            s.AddSignalR();
            s.AddProducts().AddInventory().AddPricing();
        });
        Assert.Equal(117_7600, (await NetAsync(ordering, "D0001")).Price);
        Assert.Equal(117_7600, (await NetAsync(other, "D0001")).Price);
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        Assert.Equal((110_0000, "dealer"), await NetAsync(other, "D0001"));
    }

    [Fact]
    public async Task Log_OlderSnapshot_CachesNothing()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var log = new PriceChangeLog();
        await using var db = ordering.Database.Open();
        var first = await log.CatchUpAsync(db, Cancellation);
        Assert.True(first > 0);
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        var second = await log.CatchUpAsync(db, Cancellation);
        Assert.True(second > first);
        Assert.False(log.IsCurrent(first, "D0001", "P0001", "瓷砖胶"));
        Assert.True(log.IsCurrent(first, "D0002", "P0001", "瓷砖胶"));

        // A database without the last change stands for a transaction that began before it.
        await db.Set<PriceChangeFact>().Where(c => c.FactSeq == second).ExecuteDeleteAsync(Cancellation);
        Assert.Equal(-1, await log.CatchUpAsync(db, Cancellation));
    }

    [Fact]
    public async Task Place_PriceMoved_NamesTheLineWithBothPrices()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        var result = await ordering.SendAsync(
            new PlaceOrder([new PlaceOrderLine("P0002", 1_000, 41_8600), new PlaceOrderLine("P0001", 10_000, 117_7600)], ExpectedNet: 1_219_46), s_buyer);
        Assert.Equal([(null, "order_price_changed"), ("lines[1].price", "order_line_price_changed")], result.Errors.Select(e => (e.Field, e.Code)));
        Assert.Equal(["P0001", 117.76m, 110m], result.Errors[1].Args);
    }

    [Fact]
    public async Task Place_KeepsTheTraceForItsOwner()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var order = (await ordering.PlaceAsync(s_buyer, null, new("P0002", 1_000), new("P0001", 10_000))).Value!.OrderId;
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000));
        var prices = ordering.Portal.Get<IPrices>();
        Assert.Equal(117_7600, (await prices.KeptAsync(s_buyer, order, 2, Cancellation))!.NetPrice);
        Assert.Null(await prices.KeptAsync(s_buyer, order, 3, Cancellation));
        Assert.Null(await prices.KeptAsync(Some.DealerCaller("D0002", "DB"), order, 2, Cancellation));
    }

    [Fact]
    public async Task Sheet_Fingerprint_MovesWithAPriceOnly()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var before = (await PriceAsync(ordering, "D0001")).Fingerprint;
        await SetAsync(ordering, Row("dealer", "D0002", price: 110_0000));
        Assert.Equal(before, (await PriceAsync(ordering, "D0001")).Fingerprint);
        await SetAsync(ordering, Row("dealer", "D0001", price: 110_0000) with { MinQuantity = 5_000 });
        var line = (await PriceAsync(ordering, "D0001")).Lines[0];
        Assert.Equal(new PriceBreak(5_000, 110_0000, "dealer"), line.NextBreak);
        await SetAsync(ordering, Row("dealer", "D0001", price: 115_0000));
        Assert.NotEqual(before, (await PriceAsync(ordering, "D0001")).Fingerprint);
    }

    private static SetPrice Row(string scope, string key, long? price = null, int? discount = null) => new(scope, key, "P0001", null, price, discount, 0, null, Some.Day, null);

    private static async Task<Guid> SetAsync(Ordering ordering, SetPrice command)
    {
        var result = await ordering.SendAsync(command, s_finance);
        Assert.Empty(result.Errors);
        return result.Value;
    }

    private static async Task<string> DraftAsync(Ordering ordering, string dealer, DateOnly from, DateOnly to, long price, long commit = 0)
    {
        var created = await ordering.SendAsync(new CreateContract(dealer, "annual", "年度协议", from, to, commit, 0, false, 0, 30), s_finance);
        Assert.Empty(created.Errors);
        await SetAsync(ordering, Row("contract", created.Value!, price) with { From = from });
        return created.Value!;
    }

    private static async Task<string> SignAsync(Ordering ordering, string dealer, DateOnly from, DateOnly to, long price, long commit = 0)
    {
        var no = await DraftAsync(ordering, dealer, from, to, price, commit);
        await MoveAsync(ordering, no, ContractTrigger.Send);
        await MoveAsync(ordering, no, ContractTrigger.Sign);
        return no;
    }

    private static async Task MoveAsync(Ordering ordering, string no, ContractTrigger trigger, string? reason = null) =>
        Assert.Empty((await ordering.SendAsync(new MoveContract(no, trigger, reason), s_finance)).Errors);

    private static Task<PriceSheet> PriceAsync(Ordering ordering, string dealer, params string[] products) => PriceAsync(ordering.Portal, dealer, products);

    private static async Task<PriceSheet> PriceAsync(PortalServices portal, string dealer, params string[] products) => (await portal.Get<IPrices>().PriceAsync(
        s_finance, dealer, [.. (products.Length == 0 ? ["P0001"] : products).Select(p => new PriceAsk(p, 1_000))], Cancellation))!;

    private static Task<(long Price, string Source)> NetAsync(Ordering ordering, string dealer) => NetAsync(ordering.Portal, dealer);

    private static async Task<(long Price, string Source)> NetAsync(PortalServices portal, string dealer)
    {
        var line = (await PriceAsync(portal, dealer)).Lines[0];
        return (line.NetPrice, line.Source);
    }

    private static async Task<string> PlacedSourceAsync(Ordering ordering)
    {
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        await using var db = ordering.Database.Open();
        return (await db.Set<OrderLineFact>().SingleAsync(l => l.OrderId == placed.OrderId, Cancellation)).PriceSource;
    }
}

public sealed class PricingOnSqliteTests(SqliteDatabase database) : PricingTests(database), IClassFixture<SqliteDatabase>;

public sealed class PricingOnPostgreSqlTests(PostgreSqlDatabase database) : PricingTests(database), IClassFixture<PostgreSqlDatabase>;
