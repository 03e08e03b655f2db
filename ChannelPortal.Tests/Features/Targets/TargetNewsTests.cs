using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Targets;

/// <summary>What dealers and managers are told on the way to a target, and what waits on the workbench.</summary>
public abstract class TargetNewsTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task EveryTurn_IsAFactOfTheDealerThatItConcerns()
    {
        await using var run = await Targeting.StartAsync(Database);
        var plan = await run.SpreadAsync();
        Assert.Empty(await StandingsAsync(run));
        Assert.Equal("targets_until", await Targeting.RefusalAsync(run.SendAsync(new OpenTargetProposals(plan, Some.Day.AddDays(-1)), Targeting.Executive)));
        Assert.True((await run.SendAsync(new OpenTargetProposals(plan, Some.Day.AddDays(14)), Targeting.Executive)).Ok);
        var opened = await StandingsAsync(run);
        Assert.Equal(["D0001", "D0002", "D0003"], opened.Select(s => s.DealerId));
        Assert.All(opened, s => Assert.Equal(("opened", Some.Day.AddDays(14), 1), (s.Status, s.ProposeUntil, s.Turn)));
        Assert.Equal(Targeting.Top, opened.Sum(s => s.TotalAmount));

        Assert.True((await run.SendAsync(new ProposeTargets(plan, Targeting.Even(100_00), null, "x"), Targeting.Dealer)).Ok);
        Assert.True((await run.SendAsync(new ProposeTargets(plan, Targeting.Even(200_00), null, "x"), Targeting.Dealer)).Ok);
        Assert.Equal(("proposed", 2_400_00, 3), Of(await StandingsAsync(run), "D0001"));
        Assert.Equal(("opened", 1), Of(await StandingsAsync(run), "D0002") is var second ? (second.Status, second.Turn) : default);

        Assert.True((await run.SendAsync(new AgreeTargets(plan, "D0001", TargetSource.Proposal), Targeting.Manager)).Ok);
        Assert.Equal(("agreed", 2_400_00, 4), Of(await StandingsAsync(run), "D0001"));
        Assert.True((await run.SendAsync(new AgreeAllTargets(plan, null, TargetSource.TopDown), Targeting.Manager)).Ok);
        Assert.Equal(("agreed", 2_400_00, 4), Of(await StandingsAsync(run), "D0001"));
        Assert.True((await run.FreezeAsync(plan)).Ok);
        Assert.All(await StandingsAsync(run), s => Assert.Equal("frozen", s.Status));
        Assert.Equal(("frozen", 2_400_00, 5), Of(await StandingsAsync(run), "D0001"));

        var change = new ChangeTargets(plan, Guid.CreateVersion7(), ["D0001"], new DateOnly(2027, 7, 1), 1_000, null, "新店");
        Assert.True((await run.SendAsync(change, Targeting.Executive)).Ok);
        Assert.Equal(("changed", 2_400_00 + (6 * 20_00), 6), Of(await StandingsAsync(run), "D0001"));
        Assert.Equal("frozen", Of(await StandingsAsync(run), "D0002").Status);
    }

    [Fact]
    public async Task Workbench_AsksForAProposal_UntilThereIsOne()
    {
        await using var run = await Targeting.StartAsync(Database);
        var work = run.Portal.Provider.GetServices<IWorkItemSource>().OfType<TargetWork>().Single();
        var plan = await run.SpreadAsync();
        Assert.Equal(0, Assert.Single(await work.OfAsync(Targeting.Dealer, Cancellation)).Count);
        Assert.True((await run.SendAsync(new OpenTargetProposals(plan, Some.Day.AddDays(14)), Targeting.Executive)).Ok);
        var item = Assert.Single(await work.OfAsync(Targeting.Dealer, Cancellation));
        Assert.Equal((1, "my/targets?year=2027", false, Some.Day.AddDays(14)), (item.Count, item.Href, item.IsUrgent, item.Until!.Value));
        run.Portal.Time.Advance(TimeSpan.FromDays(11));
        Assert.True(Assert.Single(await work.OfAsync(Targeting.Dealer, Cancellation)).IsUrgent);
        Assert.True((await run.SendAsync(new ProposeTargets(plan, null, 100_00, null), Targeting.Dealer)).Ok);
        Assert.Equal(0, Assert.Single(await work.OfAsync(Targeting.Dealer, Cancellation)).Count);
        Assert.Equal(1, Assert.Single(await work.OfAsync(Targeting.Stranger, Cancellation)).Count);
        Assert.Empty(await work.OfAsync(Targeting.Manager, Cancellation));
        Assert.Empty(await work.OfAsync(Some.DealerCaller("D0001", "DS"), Cancellation));
    }

    private static (string Status, long TotalAmount, int Turn) Of(List<TargetStandingFact> standings, string dealer) => standings.Single(s => s.DealerId == dealer) is var s ? (s.Status, s.TotalAmount, s.Turn) : default;

    private static async Task<List<TargetStandingFact>> StandingsAsync(Targeting run)
    {
        await using var db = run.Database.Open();
        return await db.Set<TargetStandingFact>().AsNoTracking().OrderBy(s => s.DealerId).ToListAsync(Cancellation);
    }
}

public sealed class TargetNewsOnSqliteTests(SqliteDatabase database) : TargetNewsTests(database), IClassFixture<SqliteDatabase>;

public sealed class TargetNewsOnPostgreSqlTests(PostgreSqlDatabase database) : TargetNewsTests(database), IClassFixture<PostgreSqlDatabase>;
