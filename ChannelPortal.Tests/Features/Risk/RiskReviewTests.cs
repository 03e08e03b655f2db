using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Commands;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Live;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Risk;

/// <summary>From the screening inside the submit to the end of the review, on real databases.</summary>
public abstract class RiskReviewTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");
    private static readonly Caller s_neighbour = Some.DealerCaller("D0002", "DB");
    private static readonly Caller s_auditor = Some.HeadOffice("RISK");

    [Fact]
    public async Task Place_AccountTakenOver_IsHeldUnderReviewAndTakesNoCredit()
    {
        await using var ordering = await TakenOverAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal(("held", "risk", 100_000_00L), (placed.Status, placed.HoldReason, placed.Available));
        var order = await ordering.OrderAsync(placed.OrderId);
        Assert.Equal((60d, true, false), (order.RiskScore!.Value, order.WasHeld, order.AutoApproved));
        await using var db = ordering.Database.Open();
        var hit = await db.Set<RiskHit>().SingleAsync(Cancellation);
        Assert.Equal(("r11", 1_000, 60, "Evidence_r11_both"), (hit.RuleId, hit.Strength, hit.Weight, hit.Text));
        var review = await db.Set<RiskCase>().SingleAsync(Cancellation);
        Assert.Equal((60d, false, RiskCaseState.Open), (review.Score, review.IsForAuditors, review.State));
        Assert.Equal("manager", (await db.Set<RiskReviewFact>().SingleAsync(Cancellation)).Desk);

        // The neighbour is not the dealer whose account changed.
        Assert.Equal("confirmed", (await ordering.PlaceAsync(s_neighbour)).Value!.Status);
    }

    [Fact]
    public async Task Release_CreditIsThere_ConfirmsTheOrderAndTakesIt()
    {
        await using var ordering = await TakenOverAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        ordering.Portal.Time.Advance(TimeSpan.FromHours(2));
        var moved = await DecideAsync(ordering, placed.OrderId, RiskCaseTrigger.Release, false);
        Assert.Equal("confirmed", moved.Value!.OrderStatus);
        Assert.Equal(100_000_00 - placed.NetAmount, (await ordering.CreditAsync()).Available);
        var order = await ordering.OrderAsync(placed.OrderId);
        Assert.Equal((2d, (string?)null), (order.HoldHours!.Value, order.HoldReason));
        await using var db = ordering.Database.Open();
        var review = await db.Set<RiskCase>().SingleAsync(Cancellation);
        Assert.Equal((RiskCaseState.Released, false, "李娜"), (review.State, review.Verdict!.Value, review.ChangedBy));
        Assert.Contains(await db.Set<AuditEntry>().Select(e => e.Action).ToListAsync(Cancellation), a => a == "risk.release");
    }

    [Fact]
    public async Task Release_CreditIsShort_HandsTheOrderToFinance()
    {
        await using var ordering = await TakenOverAsync(limit: 1_000_00);
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal("risk", placed.HoldReason);
        Assert.Equal("order_under_review", (await ordering.SendAsync(new DecideHeldOrder(placed.OrderId, true, "paid"), Some.HeadOffice("FIN"))).Errors[0].Code);
        Assert.Equal("held", (await DecideAsync(ordering, placed.OrderId, RiskCaseTrigger.Release, true)).Value!.OrderStatus);
        Assert.Equal("over_limit", (await ordering.OrderAsync(placed.OrderId)).HoldReason);
        Assert.Equal("confirmed", (await ordering.SendAsync(new DecideHeldOrder(placed.OrderId, true, "paid"), Some.HeadOffice("FIN"))).Value!.Status);
    }

    [Fact]
    public async Task Reject_EndsTheOrderWithItsLines()
    {
        await using var ordering = await TakenOverAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal("rejected", (await DecideAsync(ordering, placed.OrderId, RiskCaseTrigger.Reject, true)).Value!.OrderStatus);
        await using var db = ordering.Database.Open();
        Assert.Equal("cancelled", (await db.Set<OrderLineFact>().SingleAsync(Cancellation)).Status);
        Assert.Equal("true", (await db.Set<RiskReviewFact>().SingleAsync(Cancellation)).Verdict);
    }

    [Fact]
    public async Task Decide_WithoutVerdictOrReason_IsRefused()
    {
        await using var ordering = await TakenOverAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal("risk_verdict_required", (await DecideAsync(ordering, placed.OrderId, RiskCaseTrigger.Release, null)).Errors[0].Code);
        Assert.Equal("order_reason_required", (await ordering.SendAsync(new DecideRiskCase(placed.OrderId, 0, RiskCaseTrigger.Reject, true, " "), s_auditor)).Errors[0].Code);
        Assert.Equal("order_reason_required", (await ordering.SendAsync(new DecideRiskCase(placed.OrderId, 0, RiskCaseTrigger.RequestPapers, null, null), s_auditor)).Errors[0].Code);
        Assert.Equal("held", (await ordering.OrderAsync(placed.OrderId)).Status);
    }

    [Fact]
    public async Task Decide_TwoClerksAtOnce_OneDecidesAndTheOtherIsToldWhoAndWhen()
    {
        await using var ordering = await TakenOverAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        var clerks = new[] { s_auditor with { UserId = "c1", Name = "王芳" }, s_auditor with { UserId = "c2", Name = "赵强" } };
        var answers = await Task.WhenAll(clerks.Select(c => Task.Run(() => ordering.SendAsync(new DecideRiskCase(placed.OrderId, 0, RiskCaseTrigger.Release, false, "checked"), c))));
        var winner = clerks[Array.FindIndex(answers, a => a.Ok)];
        var late = Assert.Single(answers, a => !a.Ok).Errors[0];
        Assert.Equal("risk_case_released", late.Code);
        Assert.Equal([placed.OrderId, winner.Name, ordering.Portal.Time.GetUtcNow()], late.Args);
        Assert.Contains(winner.Name, ordering.Portal.Get<ErrorTexts>().Describe(late), StringComparison.Ordinal);
        Assert.Equal(100_000_00 - placed.NetAmount, (await ordering.CreditAsync()).Available);
    }

    [Fact]
    public async Task Take_ThenPapersThenTake_IsTheOnlyWayRound()
    {
        await using var ordering = await TakenOverAsync();
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        Assert.Equal(1, (await ordering.SendAsync(new DecideRiskCase(id, 0, RiskCaseTrigger.Take, null, null), s_auditor)).Value!.Version);
        Assert.Equal("risk_case_taken", (await ordering.SendAsync(new DecideRiskCase(id, 0, RiskCaseTrigger.Take, null, null), s_auditor)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new DecideRiskCase(id, 1, RiskCaseTrigger.RequestPapers, null, "contract"), s_auditor)).Ok);
        Assert.True((await ordering.SendAsync(new DecideRiskCase(id, 2, RiskCaseTrigger.Take, null, null), s_auditor)).Ok);
        Assert.Equal("forbidden", (await ordering.SendAsync(new DecideRiskCase(id, 3, RiskCaseTrigger.Withdraw, null, "x"), s_auditor)).Errors[0].Code);
    }

    [Fact]
    public async Task Desk_Auditors_KeepsTheStrongOnesFromManagers()
    {
        await using var ordering = await TakenOverAsync();
        await ordering.Portal.RecordAsync("payers", Payment("1"), Payment("2"));
        await ordering.Portal.RecordAsync("place", Some.Region("44", "CN", "CN/44/", "province", "广东省", "Guangdong"), ShipTo("D0001-X", "D0001", "44"));
        var placed = (await ordering.SendAsync(new PlaceOrder([new("P0001", 10_000)], ShipToId: "D0001-X"), s_buyer)).Value!;

        // Taken over .6, two foreign payers .4, one foreign address .4 × .5: 100 × (1 − .4 × .6 × .8)
        Assert.Equal(80.8, (await ordering.OrderAsync(placed.OrderId)).RiskScore);
        var manager = new Caller("m", "王芳", new HashSet<string> { "CHM" }, DealerScope.Of("D0001"));
        Assert.Equal("risk_case_for_auditors", (await ordering.SendAsync(new DecideRiskCase(placed.OrderId, 0, RiskCaseTrigger.Reject, true, "x"), manager)).Errors[0].Code);
        var elsewhere = manager with { Scope = DealerScope.Of("D0002") };
        Assert.Equal(Error.NotFound, (await ordering.SendAsync(new DecideRiskCase(placed.OrderId, 0, RiskCaseTrigger.Reject, true, "x"), elsewhere)).Errors[0]);
        var cases = ordering.Portal.Get<FindRiskCases>();
        Assert.Empty(await cases.ListAsync(elsewhere.Scope, false, null, Cancellation));
        Assert.Equal(["r11", "r10", "r4"], Assert.Single(await cases.ListAsync(manager.Scope, false, "auditors", Cancellation)).Hits.Select(h => h.RuleId));
        Assert.Equal(new RiskCounts(1, 0), await cases.CountAsync(DealerScope.All, Cancellation));
    }

    [Fact]
    public async Task ShipTo_SharedByTwoDealers_IsFoundAcrossTheirScopes()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.RecordAsync("place", ShipTo("D0001-A", "D0001", "3301"), ShipTo("D0002-A", "D0002", "3301", "杭州市 滨江路 8 号"));
        Assert.True((await ordering.SendAsync(new PlaceOrder([new("P0001", 1_000)], ShipToId: "D0002-A"), s_neighbour)).Ok);
        var placed = (await ordering.SendAsync(new PlaceOrder([new("P0001", 1_000)], ShipToId: "D0001-A"), s_buyer)).Value!;
        await using var db = ordering.Database.Open();
        var hit = await db.Set<RiskHit>().SingleAsync(Cancellation);
        Assert.Equal((placed.OrderId, "r5", 500), (hit.OrderId, hit.RuleId, hit.Strength));
        Assert.Equal("order_ship_to_unknown", (await ordering.SendAsync(new PlaceOrder([new("P0001", 1_000)], ShipToId: "D0002-A"), s_buyer)).Errors[0].Code);
    }

    [Fact]
    public async Task Permit_OfTheRegion_LetsTheForeignAddressPass()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.RecordAsync(
            "place", Some.Region("44", "CN", "CN/44/", "province", "广东省", "Guangdong"), ShipTo("D0001-X", "D0001", "44"),
            new RegionPermitFact { PermitId = "p1", DealerId = "D0001", RegionId = "44", ValidFrom = Some.Day.AddDays(-9), ValidTo = Some.Day, OccurredAt = Some.Noon });
        Assert.True((await ordering.SendAsync(new PlaceOrder([new("P0001", 1_000)], ShipToId: "D0001-X", IsIntended: true), s_buyer)).Ok);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        var next = (await ordering.SendAsync(new PlaceOrder([new("P0001", 1_000)], ShipToId: "D0001-X", IsIntended: true), s_buyer)).Value!;
        await using var db = ordering.Database.Open();
        Assert.Equal(next.OrderId, (await db.Set<RiskHit>().SingleAsync(h => h.RuleId == "r4", Cancellation)).OrderId);
    }

    [Fact]
    public async Task Habit_OfTwelveMonths_MeasuresAmountAndLine()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 10_000_000_00);
        await ordering.Portal.RecordAsync("past", Enumerable.Range(1, 12).SelectMany(i => new FactRow[]
        {
            Some.Order($"OLD{i:00}", on: Some.Day.AddDays(-i * 20), netAmount: 1_000_00), Some.OrderLine($"OLD{i:00}", 1, on: Some.Day.AddDays(-i * 20), quantity: 10_000),
        }));
        var placed = (await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0001", 500_000))).Value!;
        await using var db = ordering.Database.Open();
        Assert.Equal(["r1", "r2"], await db.Set<RiskHit>().Where(h => h.OrderId == placed.OrderId).OrderBy(h => h.RuleId).Select(h => h.RuleId).ToListAsync(Cancellation));

        // 100 × (1 − .65 × .7)
        Assert.Equal(("risk", 54.5), (placed.HoldReason, (await ordering.OrderAsync(placed.OrderId)).RiskScore));
    }

    [Fact]
    public async Task Dealer_SeesThatTheOrderIsUnderReview_AndNothingElse()
    {
        await using var ordering = await TakenOverAsync();
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.All(new[] { "DA", "DB", "DS", "DF" }.SelectMany(r => new[] { "risk.read", "risk.decide", "risk.rules" }.Select(p => Permissions.Product.Allows(new HashSet<string> { r }, p))), Assert.False);
        var feed = ordering.Portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync(RiskQueueTopic.Name, s_buyer, null, Cancellation));
        Assert.Null(await feed.OpenAsync(RiskQueueTopic.Name, s_buyer with { Roles = new HashSet<string> { "DB", "RISK" } }, null, Cancellation));
        Assert.Equal("forbidden", (await ordering.SendAsync(new DecideRiskCase(placed.OrderId, 0, RiskCaseTrigger.Release, false, "x"), s_buyer)).Errors[0].Code);
        using var own = await feed.OpenAsync("order:" + placed.OrderId, s_buyer, null, Cancellation);
        var cells = System.Text.Json.JsonSerializer.Serialize((await own!.SnapshotAsync(Cancellation)).Cells);
        Assert.DoesNotContain("r11", cells, StringComparison.Ordinal);
        Assert.DoesNotContain("score", cells, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Queue_ForAuditors_MovesWithReviewsAndWithOrdersTakenBack()
    {
        await using var ordering = await TakenOverAsync();
        var topic = new RiskQueueTopic(ordering.Portal.Get<FindRiskCases>(), ordering.Portal.Get<IFactStream>());
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        var none = new Dictionary<string, string>();
        Assert.Equal(1, (await topic.ComputeAsync(DealerScope.All, none, Cancellation))["manager"]);
        var order = await ordering.OrderAsync(placed.OrderId);
        var change = new FactChange(FactCatalog.Product.Find("orders")!, order, null);
        Assert.True(topic.IsTouchedBy(change, DealerScope.All, none));
        Assert.False(topic.IsTouchedBy(change, DealerScope.Of("D0002"), none));
        await ordering.SendAsync(new CancelOrder(placed.OrderId), s_buyer);
        Assert.Equal(0, (await topic.ComputeAsync(DealerScope.All, none, Cancellation))["manager"]);
    }

    [Fact]
    public async Task Sweep_LooksAgain_OpensAndWithdrawsReviews()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 1_000_00);
        var held = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal("over_limit", held.HoldReason);
        await ordering.Portal.RecordAsync("changes", Changes(ordering, 5));
        var sweeper = Caller.System("risk-sweep");

        // The changes came after the order, so it stays what it was; an order after them is another matter.
        Assert.Equal(new RescoredOrders(1, 0, 0), (await ordering.SendAsync(new RescoreOrders("D0001"), sweeper)).Value);
        ordering.Portal.Time.Advance(TimeSpan.FromHours(1));
        var second = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal("risk", second.HoldReason);
        await ordering.SendAsync(new CancelOrder(second.OrderId), s_buyer);
        Assert.Equal(new RescoredOrders(1, 0, 1), (await ordering.SendAsync(new RescoreOrders("D0001"), sweeper)).Value);
        await using var db = ordering.Database.Open();
        var gone = await db.Set<RiskCase>().AsNoTracking().SingleAsync(Cancellation);
        Assert.Equal((RiskCaseState.Withdrawn, (bool?)null), (gone.State, gone.Verdict));

        // A payment from elsewhere and a lower bar for it: the held order wants a review now.
        await ordering.Portal.RecordAsync("payers", Payment("1"), Payment("2"));
        Assert.True((await ordering.SendAsync(Change("r10", 90, ("payers", 1)), s_auditor)).Ok);
        Assert.Equal(new RescoredOrders(1, 1, 0), (await ordering.SendAsync(new RescoreOrders("D0001"), sweeper)).Value);
        Assert.Equal("risk", (await ordering.OrderAsync(held.OrderId)).HoldReason);
    }

    [Fact]
    public async Task Rule_Changed_CountsFromTheNextOrderAndIsAudited()
    {
        await using var ordering = await TakenOverAsync();
        Assert.Equal("risk_weight_range", (await ordering.SendAsync(Change("r11", 100, ("changes", 1)), s_auditor)).Errors[0].Code);
        Assert.Equal("risk_value_range", (await ordering.SendAsync(Change("r11", 30, ("changes", 9)), s_auditor)).Errors[0].Code);
        Assert.Equal("risk_value_unknown", (await ordering.SendAsync(Change("r11", 30, ("changes", 1), ("more", 1)), s_auditor)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(Change("r11", 30, ("changes", 1)), Some.HeadOffice("CHM"))).Errors[0].Code);
        Assert.Equal(1, (await ordering.SendAsync(Change("r11", 30, ("changes", 1)), s_auditor)).Value!.Version);
        Assert.Equal("risk_rule_changed", (await ordering.SendAsync(Change("r11", 40, ("changes", 1)), s_auditor)).Errors[0].Code);
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        Assert.Equal("confirmed", placed.Status);
        await using var db = ordering.Database.Open();
        var hit = await db.Set<RiskHit>().SingleAsync(Cancellation);
        Assert.Equal((30, 1), (hit.Weight, hit.RuleVersion));
        Assert.Contains("60", (await db.Set<AuditEntry>().SingleAsync(e => e.Action == "risk.rule", Cancellation)).Before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trial_WithTheWeightsInForce_SaysWhatTheEngineSaid()
    {
        await using var ordering = await TakenOverAsync();
        await ordering.Portal.RecordAsync("payers", Payment("1"), Payment("2"));
        await ordering.PlaceAsync(s_buyer);
        await ordering.PlaceAsync(s_neighbour);
        var last = (await ordering.PlaceAsync(s_buyer)).Value!;
        var rules = ordering.Portal.Get<GetRiskRules>();
        var now = (await rules.RunAsync(Cancellation)).ToDictionary(r => r.Id, r => r.Weight);
        var same = await rules.TryAsync(now, Cancellation);
        Assert.Equal(same.Before, same.After);
        await using var db = ordering.Database.Open();
        var scores = await db.Set<OrderFact>().Select(o => o.RiskScore!.Value).ToListAsync(Cancellation);
        Assert.Equal(new RiskBands(3, scores.Count(s => s >= 80), scores.Count(s => s is >= 50 and < 80), scores.Count(s => s is >= 30 and < 50)), same.Before);

        now["r11"] = 10;
        var other = await rules.TryAsync(now, Cancellation);
        Assert.Equal((0, 0, 2), (other.After.Held, other.NewlyHeld, other.NoLongerHeld));

        // The replay over the facts finds what the screening of each order found.
        var replayed = await ordering.Portal.Get<IRiskReplay>().ReplayAsync(Some.Day, Some.Day, Cancellation);
        var kept = (await db.Set<RiskHit>().ToListAsync(Cancellation)).ConvertAll(h => (h.OrderId, h.RuleId));
        Assert.Equal(kept.Order(), replayed.Select(h => (h.OrderId, h.RuleId)).Order());
        Assert.Contains((last.OrderId, "r10"), kept);
    }

    [Fact]
    public async Task Precision_OfARule_ComesFromTheVerdicts()
    {
        await using var ordering = await TakenOverAsync();
        var (first, second) = ((await ordering.PlaceAsync(s_buyer)).Value!, (await ordering.PlaceAsync(s_buyer)).Value!);
        await DecideAsync(ordering, first.OrderId, RiskCaseTrigger.Reject, true);
        await DecideAsync(ordering, second.OrderId, RiskCaseTrigger.Release, false);
        var third = (await ordering.PlaceAsync(s_buyer)).Value!;
        var rule = (await ordering.Portal.Get<GetRiskRules>().RunAsync(Cancellation)).Single(r => r.Id == "r11");
        Assert.Equal((3, 2, 0.5), (rule.Hits, rule.Judged, rule.Precision!.Value));
        Assert.Equal([false, true], (await ordering.Portal.Get<GetRiskRules>().RunAsync(Cancellation)).Where(r => r.Id is "r12" or "r14").Select(r => r.HasData));
        var cases = ordering.Portal.Get<FindRiskCases>();
        var open = (await cases.GetAsync(DealerScope.All, third.OrderId, Cancellation))!;
        Assert.Equal(new[] { first.OrderId, second.OrderId }.Order(), (await cases.SimilarAsync(DealerScope.All, open, Cancellation)).Select(s => s.OrderId).Order());
    }

    [Fact]
    public async Task History_Kept_GetsFindingsScoresAndReviewsOnce()
    {
        await using var ordering = await TakenOverAsync();
        var at = ordering.Portal.Time.GetUtcNow();
        var waiting = Some.Order("OLD1", netAmount: 1_000_00, status: "held");
        var done = Some.Order("OLD2", netAmount: 1_000_00, status: "rejected");
        (waiting.SubmittedAt, done.SubmittedAt) = (at, at);
        await ordering.Portal.RecordAsync("old", waiting, done, Some.OrderLine("OLD1", 1), Some.OrderLine("OLD2", 1));
        var replay = ordering.Portal.Get<IRiskReplay>();
        Assert.Equal(2, await replay.KeepAsync(Some.Day, Some.Day, "王芳", (_, _, rules) => rules.Contains("r11"), Cancellation));
        Assert.Equal(0, await replay.KeepAsync(Some.Day, Some.Day, "王芳", (_, _, _) => false, Cancellation));
        await using var db = ordering.Database.Open();
        var order = await ordering.OrderAsync("OLD1");
        Assert.Equal(("risk", 60d), (order.HoldReason, order.RiskScore!.Value));
        var cases = await db.Set<RiskCase>().OrderBy(c => c.OrderId).ToListAsync(Cancellation);
        Assert.Equal([(RiskCaseState.Open, (bool?)null), (RiskCaseState.Rejected, true)], cases.Select(c => (c.State, c.Verdict)));
        Assert.Equal("confirmed", (await DecideAsync(ordering, "OLD1", RiskCaseTrigger.Release, false)).Value!.OrderStatus);
    }

    private async Task<Ordering> TakenOverAsync(long limit = 100_000_00)
    {
        var ordering = await Ordering.StartAsync(Database, limit);
        await ordering.Portal.RecordAsync("changes", Changes(ordering));
        return ordering;
    }

    private static FactRow[] Changes(Ordering ordering, int minutes = 0) =>
        [.. new[] { "device", "bank", "address" }.Select(kind => new DealerChangeFact { ChangeId = kind, DealerId = "D0001", ChangedOn = Some.Day, ChangedAt = ordering.Portal.Time.GetUtcNow().AddMinutes(minutes), Kind = kind, OccurredAt = Some.Noon })];

    private static PaymentFact Payment(string id) => new() { PaymentId = id, DealerId = "D0001", PayerName = "聚源贸易有限公司", ReceivedOn = Some.Day, Amount = 1_00, OccurredAt = Some.Noon };

    private static ShipToFact ShipTo(string id, string dealer, string region, string address = "杭州市滨江路8号") =>
        new() { ShipToId = id, DealerId = dealer, RegionId = region, Address = address, AddressKey = ShipToFact.KeyOf(address), OccurredAt = Some.Noon };

    private static ChangeRiskRule Change(string rule, int weight, params (string Name, decimal Value)[] values) => new(rule, 0, weight, true, values.ToDictionary(v => v.Name, v => v.Value), "trial");

    private static Task<Result<RiskCaseMoved>> DecideAsync(Ordering ordering, string orderId, RiskCaseTrigger trigger, bool? verdict) =>
        ordering.SendAsync(new DecideRiskCase(orderId, 0, trigger, verdict, "checked"), s_auditor);
}

public sealed class RiskReviewOnSqliteTests(SqliteDatabase database) : RiskReviewTests(database), IClassFixture<SqliteDatabase>;

public sealed class RiskReviewOnPostgreSqlTests(PostgreSqlDatabase database) : RiskReviewTests(database), IClassFixture<PostgreSqlDatabase>;
