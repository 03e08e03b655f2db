using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Replenishment.Commands;
using ChannelPortal.Features.Replenishment.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Features.Replenishment.Jobs;
using ChannelPortal.Features.Replenishment.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Replenishment;

/// <summary>Two dealers in Hangzhou sell five units a day of P0001; today is 15 October 2026.</summary>
public abstract class ReplenishmentTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_manager = Some.HeadOffice("CHM");
    private static readonly Caller s_one = Some.DealerCaller("D0001");
    private static readonly Caller s_two = Some.DealerCaller("D0002");

    [Fact]
    public async Task Judge_KeepsWarnings_TellsChanges_AndClosesThemWhenCured()
    {
        await using var portal = await StartAsync(onHandOne: 5_000, onHandTwo: 90_000);
        var list = await portal.Portal.Get<FindWarnings>().RunAsync(DealerScope.All, Cancellation);
        var red = Assert.Single(list.Rows, r => r.Outlook.DealerId == "D0001");
        Assert.Equal(StockLevel.Red, red.Outlook.Level);
        Assert.True(red.Outlook.Stake > 0 && red.Outlook.Suggested > 0 && red.Outlook.Suggested % red.PackQty == 0);
        Assert.Equal(2, list.Judged);
        Assert.Equal("red", await LevelAsync(portal));
        Assert.Equal(1, (await portal.Portal.Get<IStockWarnings>().OfAsync("D0001", DealerScope.Of("D0001"), 3, Cancellation)).Count);

        // Judging again changes nothing; a count that is fine closes the warning.
        Assert.Equal(0, await portal.Portal.Get<StockJudge>().JudgeAllAsync(Cancellation));
        await portal.Portal.RecordAsync("cure", Some.Inventory("D0001", on: Some.Day, onHand: 100_000));
        Assert.Equal(1, await portal.Portal.Get<StockJudge>().JudgeAsync(["D0001"], Cancellation));
        Assert.Equal("good", await LevelAsync(portal));
        Assert.DoesNotContain((await portal.Portal.Get<FindWarnings>().RunAsync(DealerScope.All, Cancellation)).Rows, r => r.Outlook.DealerId == "D0001");
    }

    [Fact]
    public async Task Dealers_SeeOnlyTheirOwn()
    {
        await using var portal = await StartAsync(onHandOne: 5_000, onHandTwo: 5_000);
        var own = await portal.Portal.Get<FindWarnings>().RunAsync(s_one.Scope, Cancellation);
        Assert.Equal(["D0001"], own.Rows.Select(r => r.Outlook.DealerId));
        Assert.Equal(1, own.Judged);
        Assert.Null(await portal.Portal.Get<FindWarnings>().GetAsync("D0002", "P0001", s_one.Scope, Cancellation));
        Assert.Null(await portal.Portal.Get<FindWarnings>().GetAsync("D9999", "P0001", s_one.Scope, Cancellation));
        var detail = (await portal.Portal.Get<FindWarnings>().GetAsync("D0001", "P0001", s_one.Scope, Cancellation))!;
        Assert.Equal(StockRule.AheadDays, detail.Curve.Count);
        Assert.Equal(26, detail.Sold.Count);
    }

    [Fact]
    public async Task RollForward_CountsWhatWasSoldAndCame_AndAnOpenOrderIsInbound()
    {
        await using var portal = await StartAsync(onHandOne: 40_000, onHandTwo: 90_000, countedOn: Some.Day.AddDays(-3));
        var verdict = Assert.Single(await portal.Portal.Get<StockJudge>().LookAsync(["D0001"], DealerScope.All, Cancellation));

        // Counted on the 12th; the 13th and 14th sold five each.
        Assert.Equal(30, verdict.Item.OnHand, 3);
        Assert.True(verdict.IsStale);
        await portal.Portal.RecordAsync("open", Some.Order("SO-OPEN", status: "confirmed", on: Some.Day.AddDays(-1)), Some.OrderLine("SO-OPEN", quantity: 60_000, on: Some.Day.AddDays(-1)));
        var after = Assert.Single(await portal.Portal.Get<StockJudge>().LookAsync(["D0001"], DealerScope.All, Cancellation));
        Assert.Equal(60, after.Item.Inbound.Sum(i => i.Units), 3);
        Assert.Equal(30, after.Item.OnHand, 3);
        await portal.Portal.RecordAsync(
            "came",
            Delivered(Some.Order("SO-OPEN", status: "delivered", on: Some.Day.AddDays(-1))), Shipped(Some.OrderLine("SO-OPEN", quantity: 60_000, on: Some.Day.AddDays(-1), status: "shipped")));
        var came = Assert.Single(await portal.Portal.Get<StockJudge>().LookAsync(["D0001"], DealerScope.All, Cancellation));
        Assert.Equal((90, 0), ((int)came.Item.OnHand, came.Item.Inbound.Count));
    }

    [Fact]
    public async Task SuggestedOrder_FillsACartOfTheBuyer()
    {
        await using var portal = await StartAsync(onHandOne: 5_000, onHandTwo: 90_000);
        var list = await portal.Portal.Get<FindWarnings>().RunAsync(s_one.Scope, Cancellation);
        var order = await portal.Portal.Get<SuggestOrder>().RunAsync(s_one, list.Rows, Cancellation);
        var line = Assert.Single(order.Lines);
        Assert.Equal(Money.LineMinor(117_7600, line.Qty), line.Net);
        var cart = await SendAsync(portal, new FillCart("补货", [new CartProduct("P0001", line.Qty)]), s_one);
        Assert.Equal([new CartProduct("P0001", line.Qty)], await portal.Portal.Get<ICartProducts>().OfAsync(cart.Value!, s_one, Cancellation));
        Assert.Null(await portal.Portal.Get<ICartProducts>().OfAsync(cart.Value!, s_two, Cancellation));
    }

    [Fact]
    public async Task Transfer_IsProposed_Offered_Agreed_AndNamesStayHiddenUntilThen()
    {
        await using var portal = await StartAsync(onHandOne: 5_000, onHandTwo: 2_000_000);
        await ProposeAsync(portal);
        var proposal = Assert.Single(await portal.Portal.Get<FindTransfers>().RunAsync(s_manager, Cancellation)).Transfer;
        Assert.Equal(("D0002", "D0001"), (proposal.GiverId, proposal.ReceiverId));
        Assert.True(proposal.Qty > 0 && proposal.Benefit > proposal.Cost);
        Assert.Empty(await portal.Portal.Get<FindTransfers>().RunAsync(s_one, Cancellation));
        Assert.Equal("not_found", Code(await SendAsync(portal, new AnswerTransfer(proposal.Id, true, null), s_one)));
        Assert.Equal("not_found", Code(await SendAsync(portal, new OfferTransfer(proposal.Id), Some.HeadOffice("CHM") with { Scope = DealerScope.Of("D0001") })));
        Assert.True((await SendAsync(portal, new OfferTransfer(proposal.Id), s_manager)).Ok);
        Assert.Equal("transfer_state", Code(await SendAsync(portal, new OfferTransfer(proposal.Id), s_manager)));
        var asked = Assert.Single(await portal.Portal.Get<FindTransfers>().RunAsync(s_one, Cancellation));
        Assert.Null(asked.Giver);
        Assert.Equal("D0001", asked.Receiver!.DealerId);
        Assert.Equal(1, Assert.Single(await portal.Portal.Get<FindTransfers>().OfAsync(s_one, Cancellation)).Count);

        // A new night leaves what is offered alone, and proposes nothing for goods that are promised.
        await ProposeAsync(portal);
        Assert.Single(await portal.Portal.Get<FindTransfers>().RunAsync(s_manager, Cancellation));
        var answers = await Task.WhenAll(SendAsync(portal, new AnswerTransfer(proposal.Id, true, null), s_one), SendAsync(portal, new AnswerTransfer(proposal.Id, true, null), s_two));
        foreach (var (answer, who) in answers.Zip([s_one, s_two]).Where(a => !a.First.Ok))
        {
            Assert.Equal("changed_meanwhile", Code(answer));
            Assert.True((await SendAsync(portal, new AnswerTransfer(proposal.Id, true, null), who)).Ok);
        }

        var agreed = Assert.Single(await portal.Portal.Get<FindTransfers>().RunAsync(s_one, Cancellation));
        Assert.Equal((TransferState.Agreed, "D0002"), (agreed.Transfer.State, agreed.Giver!.DealerId));
        Assert.Equal("transfer_state", Code(await SendAsync(portal, new AnswerTransfer(proposal.Id, false, null), s_one)));
        Assert.True((await SendAsync(portal, new EndTransfer(proposal.Id, true, null), s_manager)).Ok);
        Assert.Equal("transfer_state", Code(await SendAsync(portal, new EndTransfer(proposal.Id, false, "zu spät"), s_manager)));
    }

    [Fact]
    public async Task Transfer_Declined_TellsBothSides_AndAnUnansweredOneExpires()
    {
        await using var portal = await StartAsync(onHandOne: 5_000, onHandTwo: 2_000_000);
        await ProposeAsync(portal);
        var id = Assert.Single(await portal.Portal.Get<FindTransfers>().RunAsync(s_manager, Cancellation)).Transfer.Id;
        await SendAsync(portal, new OfferTransfer(id), s_manager);
        Assert.True((await SendAsync(portal, new AnswerTransfer(id, false, "已订货"), s_one)).Ok);
        await using var db = portal.Database.Open();
        Assert.Equal(["declined", "declined"], await db.Set<StockTransferFact>().Select(t => t.Status).ToListAsync(Cancellation));
        Assert.Equal("transfer_reason", Code(await SendAsync(portal, new EndTransfer(id, false, " "), s_manager)));
        await ProposeAsync(portal);
        var next = (await portal.Portal.Get<FindTransfers>().RunAsync(s_manager, Cancellation)).Single(t => t.Transfer.State == TransferState.Proposed).Transfer.Id;
        await SendAsync(portal, new OfferTransfer(next), s_manager);
        portal.Portal.Time.Advance(TimeSpan.FromDays(7));
        await ProposeAsync(portal);
        Assert.Equal(TransferState.Expired, (await portal.Portal.Get<FindTransfers>().RunAsync(s_manager, Cancellation)).Single(t => t.Transfer.Id == next).Transfer.State);
    }

    private static OrderFact Delivered(OrderFact order)
    {
        order.DeliveredAt = Some.Noon.AddHours(-1);
        return order;
    }

    private static OrderLineFact Shipped(OrderLineFact line)
    {
        line.ShippedQty = line.OrderedQty;
        return line;
    }

    private static string Code<T>(Result<T> result) => Assert.Single(result.Errors).Code;

    private async Task<string> LevelAsync(Ordering portal)
    {
        await using var db = portal.Database.Open();
        return (await db.Set<StockWarningFact>().SingleAsync(w => w.DealerId == "D0001", Cancellation)).WarningLevel;
    }

    private async Task ProposeAsync(Ordering portal)
    {
        var found = await portal.Portal.Get<TransferJob>().FindAsync(Cancellation);
        Assert.True((await SendAsync(portal, new ProposeTransfers(found), Caller.System("test"))).Ok);
    }

    private static Task<Result<T>> SendAsync<T>(Ordering portal, ICommand<T> command, Caller caller) => portal.SendAsync(command, caller);

    private async Task<Ordering> StartAsync(long onHandOne, long onHandTwo, DateOnly? countedOn = null)
    {
        var portal = await Ordering.StartAsync(Database, limit: 1_000_000_00);
        var on = countedOn ?? Some.Day.AddDays(-1);
        var (hangzhou, ningbo) = (Some.Region(), Some.Region("3302", "33", "CN/CN-E/33/3302/", "city", "宁波市", "Ningbo"));
        (hangzhou.Latitude, hangzhou.Longitude, ningbo.Latitude, ningbo.Longitude) = (30.27, 120.16, 29.87, 121.55);
        var sales = Enumerable.Range(1, 200).SelectMany(back => new[] { "D0001", "D0002" }.Select(d => (FactRow)Some.PosSale($"S-{d}-{back}", d, on: Some.Day.AddDays(-back), quantity: 5_000, amount: 750_00)));
        await portal.Portal.RecordAsync("stock", [hangzhou, ningbo, Some.Dealer("D0002", "3302"), .. sales, Some.Inventory("D0001", on: on, onHand: onHandOne), Some.Inventory("D0002", on: on, onHand: onHandTwo)]);
        await portal.Portal.Get<StockJudge>().JudgeAllAsync(Cancellation);
        return portal;
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ReplenishmentOnSqliteTests(SqliteDatabase database) : ReplenishmentTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ReplenishmentOnPostgreSqlTests(PostgreSqlDatabase database) : ReplenishmentTests(database), IClassFixture<PostgreSqlDatabase>;
