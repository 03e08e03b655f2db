using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Rebates;

/// <summary>Calculations: to the cent, replayable, with what came later as a difference or a clawback.</summary>
public abstract class RebateRunTests(TestDatabase database) : DatabaseTests(database)
{
    [Theory]
    [InlineData(RebateMethod.Incremental, 21_000_00)]
    [InlineData(RebateMethod.Retroactive, 36_000_00)]
    internal async Task Run_TheWorkedExample_WritesItsCentsLineByLine(RebateMethod method, long expected)
    {
        await using var ordering = await Rebating.StartAsync(Database, Rebating.Rule(method));
        for (var i = 0; i < 12; i++)
        {
            await ordering.BoughtAsync($"SO-{i:00}", 100_000_00, Rebating.September.AddDays(i));
        }

        await ordering.BoughtAsync("SO-CANCELLED", 900_000_00, status: "cancelled");
        await ordering.BoughtAsync("SO-WAITING", 900_000_00, status: "open");
        var part = await ordering.RunAsync();
        Assert.Equal((1, expected, 1), (part.Dealers, part.Amount, part.Different));
        var statement = await ordering.StatementAsync();
        Assert.Equal((RebateState.Calculated, 1_200_000_00L, expected, expected, 3, 0L, 1), (statement.State, statement.Base, statement.Calculated, statement.Payable, statement.StepNo, statement.Gap, statement.Runs));
        var lines = await ordering.LinesAsync(statement.No);
        Assert.Equal((12, 1_200_000_00L, expected), (lines.Count, lines.Sum(l => l.Base), lines.Sum(l => l.Amount)));
        Assert.All(lines, l => Assert.Equal("order", l.Kind));
        await using var db = ordering.Database.Open();
        var fact = await db.Set<RebateFact>().SingleAsync(Cancellation);
        Assert.Equal((expected, 1_200_000_00L, 3, new DateOnly(2026, 9, 30)), (fact.AccruedAmount, fact.BaseAmount, fact.TierNo, fact.PeriodEndOn!.Value));
    }

    [Fact]
    public async Task Run_Again_WritesNothing_AndAfterAChangeOnlyTheDifferenceUnderItsOwnRun()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 600_000_00);
        await ordering.BoughtAsync("SO-2", 300_000_00);
        Assert.Equal(18_000_00, (await ordering.RunAsync()).Amount);
        var no = (await ordering.StatementAsync()).No;
        var first = await ordering.LinesAsync(no);
        var again = await ordering.RunAsync();
        Assert.Equal((18_000_00L, 0), (again.Amount, again.Different));
        Assert.Equal(0, (await ordering.Portal.Get<RebateRunner>().VerifyAsync(Rebating.Program, Rebating.Quarter, Cancellation)).Value!.Different);
        Assert.Equal(first.Count, (await ordering.LinesAsync(no)).Count);
        Assert.Equal(1, (await ordering.StatementAsync()).Runs);

        // One order is cancelled, another is shipped late: the step is another one, and every line moves.
        await ordering.BoughtAsync("SO-2", 300_000_00, status: "cancelled");
        await ordering.BoughtAsync("SO-3", 600_000_00);
        Assert.Equal(1, (await ordering.Portal.Get<RebateRunner>().VerifyAsync(Rebating.Program, Rebating.Quarter, Cancellation)).Value!.Different);
        Assert.Equal(first.Count, (await ordering.LinesAsync(no)).Count);
        var changed = await ordering.RunAsync();
        Assert.Equal((36_000_00L, 1), (changed.Amount, changed.Different));
        var lines = await ordering.LinesAsync(no);
        var added = lines.Where(l => l.RunId != first[0].RunId).ToDictionary(l => l.Reference);
        Assert.Equal((36_000_00L, 1_200_000_00L, 18_000_00L), (lines.Sum(l => l.Amount), lines.Sum(l => l.Base), added.Values.Sum(l => l.Amount)));
        Assert.Equal((0L, 6_000_00L), (added["SO-1#1"].Base, added["SO-1#1"].Amount));
        Assert.Equal((-300_000_00L, -6_000_00L), (added["SO-2#1"].Base, added["SO-2#1"].Amount));
        Assert.Equal((600_000_00L, 18_000_00L), (added["SO-3#1"].Base, added["SO-3#1"].Amount));
        await using var db = ordering.Database.Open();
        var runs = await db.Set<RebateRun>().OrderBy(r => r.Id).Select(r => r.Different).ToListAsync(Cancellation);
        Assert.Equal([1, 0, 1], runs);
    }

    [Fact]
    public async Task Run_WithBandC_PaysItsShare()
    {
        await using var ordering = await Rebating.StartAsync(Database, Rebating.Rule() with { UsesHealth = true }, s => s.AddSingleton<IHealthBands>(new Rebating.Bands(0.90m)));
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        await ordering.BoughtAsync("SO-2", 1_200_000_00, dealer: "D0002");
        await ordering.RunAsync();
        var (rated, unrated) = (await ordering.StatementAsync(), await ordering.StatementAsync(dealer: "D0002"));
        Assert.Equal((36_000_00L, 900, 32_400_00L), (rated.Calculated, rated.Multiplier, rated.Payable));
        Assert.Equal((1_000, 36_000_00L), (unrated.Multiplier, unrated.Payable));
    }

    [Fact]
    public async Task Run_OfALaterPeriod_ClawsBackWhatCameBack_AndNotMoreThanWasPaid()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        await ordering.RunAsync();
        var paid = (await ordering.StatementAsync()).No;
        await ordering.ApprovedAsync(paid);
        Assert.True((await ordering.SendAsync(new SettleRebate(paid, "cash", "TT-1"), Rebating.Clerk)).Ok);

        // A third of it comes back: 800,000 at 2 % are 16,000 instead of 36,000.
        await ordering.ReturnedAsync("RM-1", "SO-1", 400_000_00);
        Assert.Equal(1, (await ordering.Portal.Get<RebateRunner>().VerifyAsync(Rebating.Program, Rebating.Quarter, Cancellation)).Value!.Different);
        await ordering.RunAsync();
        var kept = await ordering.StatementAsync();
        Assert.Equal((36_000_00L, 36_000_00L), (kept.Earned, kept.Settled));
        await ordering.BoughtAsync("SO-4", 400_000_00, new DateOnly(2026, 10, 14));
        ordering.Portal.Time.Advance(TimeSpan.FromDays(90));
        var fourth = new DateOnly(2026, 10, 1);
        await ordering.RunAsync(fourth);
        var next = await ordering.StatementAsync(fourth);

        // It earns 4,000 itself: it bears that much, and the rest waits.
        Assert.Equal((4_000_00L, -4_000_00L, 0L), (next.Earned, next.Carried, next.Payable));
        var carry = Assert.Single(await ordering.LinesAsync(next.No), l => l.Kind == "carry");
        Assert.Equal((paid, -4_000_00L), (carry.Reference, carry.Amount));
        Assert.Equal(0, (await ordering.RunAsync(fourth)).Different);
        await ordering.BoughtAsync("SO-5", 600_000_00, new DateOnly(2026, 10, 14));
        await ordering.RunAsync(fourth);
        next = await ordering.StatementAsync(fourth);
        Assert.Equal((30_000_00L, -20_000_00L, 10_000_00L), (next.Earned, next.Carried, next.Payable));
        Assert.Equal(0, (await ordering.Portal.Get<RebateRunner>().VerifyAsync(Rebating.Program, Rebating.Quarter, Cancellation)).Value!.Different);
        await using var db = ordering.Database.Open();
        Assert.Equal(20_000_00, (await db.Set<RebateFact>().SingleAsync(r => r.PeriodOn == fourth, Cancellation)).ClawbackAmount);

        // All of it comes back: no more than what was paid.
        await ordering.ReturnedAsync("RM-2", "SO-1", 1_000_000_00);
        await ordering.RunAsync(fourth);
        next = await ordering.StatementAsync(fourth);
        Assert.Equal((-30_000_00L, 0L), (next.Carried, next.Payable));
    }

    [Fact]
    public async Task Run_OfPayments_CountsCollectedCashOnly_AndCreditNotesForRebatesNeverReduceABase()
    {
        await using var ordering = await Rebating.StartAsync(Database, Rebating.Rule(RebateMethod.Incremental, RebateBasis.Payment));
        await ordering.AddAsync("RP-2", Rebating.Rule());
        await ordering.BoughtAsync("SO-1", 200_000_00);
        await ordering.RecordAsync(
            new PaymentFact { PaymentId = "PY-1", DealerId = "D0001", ReceivedOn = new DateOnly(2026, 9, 30), Amount = 100_000_00 },
            new PaymentFact { PaymentId = "PY-2", DealerId = "D0001", ReceivedOn = new DateOnly(2026, 10, 1), Amount = 50_000_00 },
            new InvoiceFact { InvoiceId = "CN-202609-00001", DealerId = "D0001", InvoicedOn = new DateOnly(2026, 9, 20), DueOn = new DateOnly(2026, 9, 20), NetAmount = -30_000_00, GrossAmount = -33_900_00, PaidAmount = -33_900_00, EStatus = "issued" },
            new InvoiceFact { InvoiceId = "OUT-1", DealerId = "D0001", InvoicedOn = new DateOnly(2026, 9, 21), DueOn = new DateOnly(2026, 9, 20), NetAmount = -20_000_00, GrossAmount = -22_600_00, PaidAmount = -22_600_00, EStatus = "issued" });
        await ordering.RunAsync();
        await ordering.RunAsync(program: "RP-2");
        var cash = await ordering.StatementAsync();
        Assert.Equal((100_000_00L, 1_000_00L), (cash.Base, cash.Payable));
        Assert.Equal("payment", Assert.Single(await ordering.LinesAsync(cash.No)).Kind);
        var goods = await ordering.StatementAsync(program: "RP-2");
        Assert.Equal((180_000_00L, 1_800_00L), (goods.Base, goods.Payable));
    }

    [Fact]
    public async Task Run_OfProgrammesThatDoNotAddUp_PaysTheBest_WhateverTheOrder()
    {
        await using var ordering = await Rebating.StartAsync(Database, Rebating.Rule() with { IsStackable = false });
        await ordering.AddAsync("RP-2", Rebating.Rule(RebateMethod.Incremental) with { IsStackable = false });
        await ordering.AddAsync("RP-3", Rebating.Rule(RebateMethod.Incremental));
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        foreach (var program in new[] { "RP-2", Rebating.Program, "RP-3" })
        {
            await ordering.RunAsync(program: program);
        }

        var best = await ordering.StatementAsync();
        Assert.Equal((36_000_00L, (string?)null), (best.Payable, best.YieldsTo));
        var other = await ordering.StatementAsync(program: "RP-2");
        Assert.Equal((0L, Rebating.Program), (other.Payable, other.YieldsTo));
        Assert.Equal(21_000_00, (await ordering.StatementAsync(program: "RP-3")).Payable);
    }

    [Fact]
    public async Task Run_OfAnAudience_KeepsWhoHasAStatement_WhateverTierHeHasNow()
    {
        await using var ordering = await Rebating.StartAsync(Database, Rebating.Rule() with { Audience = new RebateAudience(["gold"], [], ["CN-E"], ["瓷砖胶"]) });
        await ordering.RecordAsync(Some.Dealer("D0002", tier: "bronze"));
        await ordering.BoughtAsync("SO-1", 100_000_00);
        await ordering.BoughtAsync("SO-2", 100_000_00, dealer: "D0002");
        var other = Some.OrderLine("SO-1", 2, product: "P0002", on: Rebating.September, netAmount: 70_000_00, status: "shipped");
        other.ShippedQty = other.OrderedQty;
        await ordering.RecordAsync(other);
        var part = await ordering.RunAsync();
        Assert.Equal((1, 1_000_00L), (part.Dealers, part.Amount));
        await ordering.RecordAsync(Some.Dealer("D0001", tier: "silver"));
        var again = await ordering.RunAsync();
        Assert.Equal((1, 1_000_00L, 0), (again.Dealers, again.Amount, again.Different));
    }

    [Fact]
    public async Task Run_OfGrowth_PaysOnWhatExceedsTheYearBefore()
    {
        var terms = new RebateTerms(RebateBasis.Growth, RebateMethod.Retroactive, RebateMeasure.Amount, [new(0.10m, 0.02m), new(0.20m, 0.04m)]);
        await using var ordering = await Rebating.StartAsync(Database, Rebating.Rule() with { Terms = terms });
        await ordering.BoughtAsync("SO-1", Rebating.Million, Rebating.September.AddYears(-1));
        await ordering.BoughtAsync("SO-2", 1_150_000_00);
        await ordering.BoughtAsync("SO-3", 1_150_000_00, dealer: "D0002");
        await ordering.RunAsync();
        var grown = await ordering.StatementAsync();
        Assert.Equal((150_000_00L, 3_000_00L, Rebating.Million, 50_000_00L), (grown.Base, grown.Payable, grown.Prior, grown.Gap));
        Assert.Equal(0, (await ordering.StatementAsync(dealer: "D0002")).Payable);
    }

    [Fact]
    public async Task Jobs_AfterTheDaysOfGrace_CalculateOnce_AndAccrueWhatRuns()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        await ordering.BoughtAsync("SO-2", 600_000_00, new DateOnly(2026, 10, 10));
        var runner = ordering.Portal.Get<JobRunner>();
        await runner.CatchUpAsync(RebateAccrualJob.JobName, Cancellation);
        var running = await ordering.StatementAsync(new DateOnly(2026, 10, 1));
        Assert.Equal((RebateState.Accrued, 600_000_00L, 2), (running.State, running.Counted, running.StepNo));

        // The pace of the quarter before gets to the third step: what is sold is accrued at the rate that is expected, not at the one reached.
        Assert.InRange(running.Accrued, 12_000_01, 18_000_00);
        Assert.True(running.Expected > running.Accrued);
        await runner.CatchUpAsync(RebateCalculationJob.JobName, Cancellation);
        await runner.CatchUpAsync(RebateCalculationJob.JobName, Cancellation);
        var done = await ordering.StatementAsync();
        Assert.Equal((RebateState.Calculated, 36_000_00L, 1), (done.State, done.Accrued, done.Runs));
        await using var db = ordering.Database.Open();
        Assert.Equal(2, await db.Set<RebateFact>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Run_BeforeItsTime_IsRefused_AndSoIsAPeriodWithoutAVersion()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        var runner = ordering.Portal.Get<RebateRunner>();
        Assert.Equal("rebate_period_open", (await runner.RunAsync(Rebating.Program, Some.Day, Rebating.Clerk, null, Cancellation)).Errors[0].Code);
        Assert.Equal("rebate_no_version", (await runner.RunAsync(Rebating.Program, new DateOnly(2024, 5, 1), Rebating.Clerk, null, Cancellation)).Errors[0].Code);
        Assert.Equal("rebate_no_version", (await runner.VerifyAsync("RP-NONE", Rebating.Quarter, Cancellation)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new CalculateRebates(Rebating.Program, Rebating.Quarter, Guid.CreateVersion7(), ["D0001"]), Rebating.Money)).Errors[0].Code);
    }

    [Fact]
    public async Task Progress_OfADealer_IsItsOwn_AndOfAnotherNothing()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 700_000_00);
        await ordering.BoughtAsync("SO-2", 300_000_00, new DateOnly(2026, 10, 10));
        var progress = ordering.Portal.Get<IRebateProgress>();
        var now = Own(await progress.ReadAsync(Some.Day, Rebating.Money.Scope, Cancellation));
        Assert.Equal((300_000_00L, 1, 3, 200_000_00L, "accrued"), (now.Base, now.StepNo, now.Steps, now.Gap, now.State));

        // At the end of August nothing of it had been bought, at the end of September all.
        Assert.Equal(0, Own(await progress.ReadAsync(new DateOnly(2026, 8, 1), DealerScope.All, Cancellation)).Base);
        await ordering.RunAsync();
        var ended = Own(await progress.ReadAsync(Rebating.September, Rebating.Money.Scope, Cancellation));
        Assert.Equal((700_000_00L, 14_000_00L, 14_000_00L, "calculated"), (ended.Base, ended.Accrued, ended.Expected, ended.State));
        Assert.DoesNotContain(await progress.ReadAsync(Some.Day, Rebating.Stranger.Scope, Cancellation), r => r.DealerId == "D0001");

        static RebateStanding Own(IReadOnlyList<RebateStanding> all) => Assert.Single(all, r => r.DealerId == "D0001");
    }
}

public sealed class RebateRunOnSqliteTests(SqliteDatabase database) : RebateRunTests(database), IClassFixture<SqliteDatabase>;

public sealed class RebateRunOnPostgreSqlTests(PostgreSqlDatabase database) : RebateRunTests(database), IClassFixture<PostgreSqlDatabase>;
