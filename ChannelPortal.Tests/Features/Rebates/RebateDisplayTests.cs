using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Rebates;

/// <summary>Displays that visits proved, and the gaps that the risk rules read.</summary>
public abstract class RebateDisplayTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Display_CountsAStoreOnce_ByItsLastVisit_AndNamesTheVisits()
    {
        await using var ordering = await Rebating.StartAsync(Database, Rule(RebateMethod.PerUnit, [new(1_000, 300_00), new(3_000, 400_00)]));
        await VisitAllAsync(ordering);
        Assert.Equal(600_00, (await ordering.RunAsync()).Amount);
        var statement = await ordering.StatementAsync();
        Assert.Equal((2_000L, 0L, 1, 1_000L, true), (statement.CountedQty, statement.Counted, statement.StepNo, statement.Gap, statement.IsGapQuantity));
        var lines = await ordering.Portal.Get<GetRebateStatement>().LinesAsync(statement.No, DealerScope.All, 0, 50, Cancellation);
        Assert.Equal([("visit", "V-3", 300_00L), ("visit", "V-2", 300_00L)], lines.Select(l => (l.Kind, l.Reference, l.Amount)));
        Assert.Equal(("西湖旗舰店", "INS-7", 91d, 12), (lines[1].Proof!.StoreName, lines[1].Proof!.Inspector, lines[1].Proof!.Score, lines[1].Proof!.OwnFacings));

        // A later visit that comes in late takes a store away and adds another: only the difference is written.
        await ordering.VisitedAsync("V-9", "S0001", new DateOnly(2026, 9, 30), isOk: false);
        await ordering.VisitedAsync("V-10", "S0005", new DateOnly(2026, 9, 30));
        Assert.Equal((600_00L, 1), ((await ordering.RunAsync()).Amount, 1));
        Assert.Equal(["V-3", "V-10"], (await ordering.Portal.Get<GetRebateStatement>().LinesAsync(statement.No, DealerScope.All, 0, 50, Cancellation)).Select(l => l.Reference));
        Assert.Equal(0, (await ordering.RunAsync()).Different);
    }

    [Fact]
    public async Task Display_ByAFlatAmount_PaysItOnceForThePeriod()
    {
        await using var ordering = await Rebating.StartAsync(Database, Rule(RebateMethod.Flat, [new(2_000, 500_00), new(5_000, 2_000_00)]));
        await VisitAllAsync(ordering);
        Assert.Equal(500_00, (await ordering.RunAsync()).Amount);
        var statement = await ordering.StatementAsync();
        Assert.Equal(500_00, (await ordering.LinesAsync(statement.No)).Sum(l => l.Amount));
        await ordering.ApprovedAsync(statement.No);
        Assert.True((await ordering.SendAsync(new SettleRebate(statement.No, "goods"), Rebating.Clerk)).Ok);
    }

    [Theory]
    [InlineData("Retroactive", "Rebate_DisplayIsCounted")]
    [InlineData("Incremental", "Rebate_DisplayIsCounted")]
    [InlineData("Flat", null)]
    public void Display_IsPaidByStoresOnly(string method, string? fault) => Assert.Equal(fault, Rule(Enum.Parse<RebateMethod>(method), [new(1_000, 1)]).Fault());

    [Fact]
    public async Task Gaps_AreThoseOfTheEveningBefore_FromWhatWasOrdered()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 300_000_00, new DateOnly(2026, 10, 5));
        await ordering.BoughtAsync("SO-2", 150_000_00, new DateOnly(2026, 10, 10), status: "open");
        await ordering.BoughtAsync("SO-3", 900_000_00, new DateOnly(2026, 10, 11), status: "cancelled");
        await using var db = ordering.Database.Open();
        var gaps = await ordering.Portal.Get<IRebateGaps>().ReadAsync(db, ["D0001"], new DateOnly(2026, 9, 20), new DateOnly(2026, 10, 15), Cancellation);
        Assert.Equal(
            [(new DateOnly(2026, 9, 20), 500_000_00L), (new DateOnly(2026, 10, 1), 500_000_00L), (new DateOnly(2026, 10, 6), 200_000_00L), (new DateOnly(2026, 10, 11), 50_000_00L)],
            gaps["D0001"].Select(g => (g.From, g.Amount)));
        Assert.Equal([(Some.Day, 50_000_00L)], (await ordering.Portal.Get<IRebateGaps>().ReadAsync(db, ["D0001"], Some.Day, Some.Day, Cancellation))["D0001"].Select(g => (g.From, g.Amount)));
    }

    [Fact]
    public async Task R12_SeesAnOrderThatJumpsToTheNextStep_WhileTheStockLasts_AndAReplaySaysTheSame()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        Assert.True((await ordering.Portal.Get<GetRiskRules>().RunAsync(Cancellation)).Single(r => r.Id == "r12").HasData);
        await ordering.BoughtAsync("SO-1", 499_000_00, new DateOnly(2026, 10, 5));

        // Ninety days of stock: 0.75 of the weight.
        await ordering.RecordAsync(Some.Inventory(on: Some.Day.AddDays(-1), onHand: 90_000, dailyDemand: 1_000));
        var small = (await ordering.PlaceAsync(Some.DealerCaller("D0001", "DB"), null, new ChannelPortal.Features.Orders.Contracts.PlaceOrderLine("P0001", 8_000))).Value!;
        var jump = (await ordering.PlaceAsync(Some.DealerCaller("D0001", "DB"), null, new ChannelPortal.Features.Orders.Contracts.PlaceOrderLine("P0001", 9_000))).Value!;
        await using var db = ordering.Database.Open();
        var hit = await db.Set<RiskHit>().AsNoTracking().SingleAsync(h => h.RuleId == "r12", Cancellation);
        Assert.Equal((jump.OrderId, 750), (hit.OrderId, hit.Strength));
        var replayed = await ordering.Portal.Get<IRiskReplay>().ReplayAsync(Some.Day, Some.Day, Cancellation);
        Assert.Equal([jump.OrderId], replayed.Where(h => h.RuleId == "r12").Select(h => h.OrderId));
        Assert.NotEqual(small.OrderId, jump.OrderId);
    }

    private static RebateRule Rule(RebateMethod method, IReadOnlyList<RebateStep> steps) =>
        new(new RebateTerms(RebateBasis.Display, method, RebateMeasure.Quantity, steps), RebateCycle.Quarter, RebateAudience.Everybody, true, false, false, false, 0, 0, RebateMeans.Goods);

    /// <summary>Two stores pass in the end; one lost its display, one was not visited, one belongs to somebody else, one passed too late.</summary>
    private static async Task VisitAllAsync(Ordering ordering)
    {
        await ordering.RecordAsync([.. new[] { "S0002", "S0003", "S0004", "S0005" }.Select(s => Some.Store(s)), Some.Store("S0009", "D0002")]);
        await ordering.VisitedAsync("V-1", "S0001", new DateOnly(2026, 7, 8), isOk: false);
        await ordering.VisitedAsync("V-2", "S0001", new DateOnly(2026, 9, 8));
        await ordering.VisitedAsync("V-3", "S0002", new DateOnly(2026, 8, 1));
        await ordering.VisitedAsync("V-4", "S0003", new DateOnly(2026, 7, 1));
        await ordering.VisitedAsync("V-5", "S0003", new DateOnly(2026, 9, 1), isOk: false);
        await ordering.VisitedAsync("V-6", "S0004", new DateOnly(2026, 8, 3), status: "missed");
        await ordering.VisitedAsync("V-7", "S0009", new DateOnly(2026, 8, 3), dealer: "D0002", isOk: false);
        await ordering.VisitedAsync("V-8", "S0004", new DateOnly(2026, 10, 2));
    }
}

public sealed class RebateDisplayOnSqliteTests(SqliteDatabase database) : RebateDisplayTests(database), IClassFixture<SqliteDatabase>;

public sealed class RebateDisplayOnPostgreSqlTests(PostgreSqlDatabase database) : RebateDisplayTests(database), IClassFixture<PostgreSqlDatabase>;
