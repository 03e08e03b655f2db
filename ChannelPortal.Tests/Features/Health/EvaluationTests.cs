using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Jobs;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Health;

/// <summary>The evaluation is what the facts say, is stored once, and is the same number everywhere.</summary>
public abstract class EvaluationTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Job_AfterTheQuarter_EvaluatesEachDealerOnce_AndResumesAfterAKill()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        var first = await run.EvaluationsAsync();
        await using (var db = run.Database.Open())
        {
            var end = Evaluating.Quarter.End;
            Assert.Equal(await db.Set<DealerFact>().CountAsync(d => d.JoinedOn < end && (d.ExitedOn == null || d.ExitedOn >= end), Cancellation), first.Count);
            Assert.Contains(first, e => e.Index is not null);
            Assert.Equal(first.Count(e => e.Band is not null), await db.Set<EvaluationCase>().CountAsync(Cancellation));

            // Killed before the last dealer was done: the claim's lease has run out, the evaluation is missing.
            var (last, past) = (first[^1].DealerId, Some.Noon.AddHours(-1));
            await db.Set<JobClaim>().Where(c => c.Subject == last && c.Period == "2026-Q3")
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.State, JobState.Running).SetProperty(x => x.LeaseUntil, past), Cancellation);
            await db.Set<Evaluation>().Where(e => e.DealerId == last && e.QuarterOn == Evaluating.Quarter.Start).ExecuteDeleteAsync(Cancellation);
        }

        await run.EvaluateAsync();
        await run.EvaluateAsync();
        var second = await run.EvaluationsAsync();
        Assert.Equal(first.Select(e => (e.DealerId, e.Index, e.InputsHash, e.Components)), second.Select(e => (e.DealerId, e.Index, e.InputsHash, e.Components)));
        Assert.All(second, e => Assert.Equal(1, e.Revision));
        Assert.NotEmpty(await run.EvaluationsAsync(Period.Quarter(2026, 2)));
    }

    [Fact]
    public async Task Job_ADealerThatFails_DoesNotStopTheOthers()
    {
        await using var run = await Evaluating.StartAsync(Database, dealers: 0);
        var progress = await run.Portal.Get<JobRunner>().RunAsync(new JobRequest(EvaluateQuarterJob.JobName, Evaluating.Quarter, ["D0001", "NOBODY", "D0002"], "tests"), Cancellation);
        Assert.Equal((2, 1), (progress.Done, progress.Failed));
        Assert.Equal(["D0001", "D0002"], (await run.EvaluationsAsync()).Select(e => e.DealerId));
    }

    /// <summary>Dealers of whom almost nothing is known are not rated, have no fact and no consequences; what is unknown is null and never 0.</summary>
    [Fact]
    public async Task Evaluation_OfUnknownFigures_RatesNobody()
    {
        await using var run = await Evaluating.StartAsync(Database, dealers: 0);
        await run.Portal.Get<JobRunner>().RunAsync(new JobRequest(EvaluateQuarterJob.JobName, Evaluating.Quarter, ["D0001"], "tests"), Cancellation);
        var one = Assert.Single(await run.EvaluationsAsync());
        Assert.Equal((null, null), (one.Index, one.Band));
        var parts = one.ComponentList.SelectMany(c => c.Parts).ToDictionary(p => p.Id);
        Assert.Null(parts["attainment"].Raw);
        Assert.Null(parts["price"].Score);
        Assert.Equal(0, parts["points"].Raw);
        Assert.Equal(45, parts["tenure"].Raw);
        await using var db = run.Database.Open();
        Assert.Empty(await db.Set<HealthScoreFact>().ToListAsync(Cancellation));
        Assert.Empty(await db.Set<EvaluationCase>().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Verify_ComputesTheQuarterFromFacts_AndFindsWhatNoLongerAgrees()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        var stored = (await run.EvaluationsAsync()).ToDictionary(e => e.DealerId);
        Assert.Equal(0, EvaluateVerb.Different(await run.Portal.Get<QuarterRuns>().ReadAsync(Evaluating.Quarter, Cancellation), stored));
        var victim = stored.Keys.First();
        await run.Portal.RecordAsync("late", new ViolationFact { ViolationId = "V-LATE", DealerId = victim, Kind = "diversion", Severity = "critical", FoundOn = new DateOnly(2026, 8, 20), Status = "confirmed", OccurredAt = Some.Noon });
        Assert.Equal(1, EvaluateVerb.Different(await run.Portal.Get<QuarterRuns>().ReadAsync(Evaluating.Quarter, Cancellation), stored));
    }

    [Fact]
    public async Task Metric_Net31_OfEachDealer_IsItsIndex()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        var evaluations = await run.EvaluationsAsync();
        var reader = run.Portal.Get<IMetricReader>();
        foreach (var period in new[] { Evaluating.Quarter, Period.Month(2026, 9) })
        {
            var table = await reader.ByAsync(["NET-31", "NET-34"], MetricDimensions.Dealer, MetricSlice.All, period, DealerScope.All, Cancellation);
            Assert.All(evaluations, e => Assert.Equal(e.Index, table.Find("NET-31", e.DealerId)?.Value));
        }

        var before = (await run.EvaluationsAsync(Period.Quarter(2026, 2))).ToDictionary(e => e.DealerId, e => e.Index);
        var changes = await reader.ByAsync(["NET-34"], MetricDimensions.Dealer, MetricSlice.All, Evaluating.Quarter, DealerScope.All, Cancellation);
        Assert.All(evaluations.Where(e => before.GetValueOrDefault(e.DealerId) is not null && e.Index is not null), e => Assert.Equal(e.Index - before[e.DealerId], Scale.Round(changes.Find("NET-34", e.DealerId)!.Value!.Value)));
    }

    /// <summary>What a screen unfolds adds up to the stored index, and each metric part is what the metric says.</summary>
    [Fact]
    public async Task Unfolded_PartsAreTheirMetrics_AndAddUpToTheIndex()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        var one = (await run.EvaluationsAsync()).First(e => e is { Index: not null, HasFraud: false });
        var view = (await run.Portal.Get<IDealerEvaluations>().FindAsync(one.DealerId, Evaluating.Quarter, DealerScope.All, Cancellation))!;
        var kept = view.Components.Where(c => c.Score is not null).ToList();
        Assert.Equal(one.Index, Scale.Round(kept.Sum(c => c.Weight * c.Score!.Value) / kept.Sum(c => c.Weight)));
        Assert.Equal(one.Index, HealthIndex.Weighed(HealthWeights.Standard, one.ComponentList, one.HasFraud));
        var reader = run.Portal.Get<IMetricReader>();
        foreach (var part in view.Components.SelectMany(c => c.Parts).Where(p => p.MetricId is not null && p.Id != "wallet"))
        {
            var source = PartSources.OfIndex(part.Id);
            var value = (await reader.ValueAsync(part.MetricId!, MetricSlice.Of("dealer", one.DealerId), Figures.DaysOf(source.Window, Evaluating.Quarter), DealerScope.All, Cancellation)).Value;
            Assert.Equal(value is { } known ? Figures.Rounded(source.Turn is { } turn ? turn(known) : known, source.Unit) : null, part.Raw);
        }

        Assert.NotNull(view.PeersMedian);
    }

    [Fact]
    public async Task Dealer_SeesItsOwn_AndNothingOfAnother()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        await run.PlaceAsync();
        var rated = (await run.EvaluationsAsync()).Where(e => e.Band is not null).ToList();
        var (own, other, scope) = (rated[0].DealerId, rated[1].DealerId, DealerScope.Own(rated[0].DealerId));
        var evaluations = run.Portal.Get<IDealerEvaluations>();
        var seen = (await evaluations.FindAsync(own, Evaluating.Quarter, scope, Cancellation))!;
        Assert.Equal((rated[0].Index, CaseStatus.Computed), (seen.Index, seen.Status));
        Assert.Null(seen.Consequences);
        Assert.NotNull((await evaluations.FindAsync(own, Evaluating.Quarter, DealerScope.All, Cancellation))!.Consequences);

        // Figures over the manufacturer's potential stay out; their scores do not.
        var whitespace = seen.Components.SelectMany(c => c.Parts).Single(p => p.Id == "white-space");
        Assert.True(whitespace.IsWithheld);
        Assert.Null(whitespace.Raw);
        Assert.NotNull(whitespace.Score);
        Assert.Null(await evaluations.FindAsync(other, Evaluating.Quarter, scope, Cancellation));
        Assert.Null(await evaluations.StandingAsync(other, Period.Month(2026, 10), scope, Cancellation));
        Assert.NotNull(await evaluations.StandingAsync(own, Period.Month(2026, 10), scope, Cancellation));
        Assert.Empty(await evaluations.HistoryAsync(other, Evaluating.Quarter, 8, scope, Cancellation));
        Assert.Equal([own], (await run.Portal.Get<IHealthBands>().BandsAsync(Evaluating.Quarter, scope, Cancellation)).Keys);
        Assert.Equal([own], (await run.Portal.Get<FindEvaluations>().RunAsync(null, scope, Cancellation)).Rows.Select(r => r.DealerId));
        Assert.Null(await run.Portal.Get<GetDealerHealth>().RunAsync(other, null, scope, Cancellation));
        Assert.Equal([own], (await run.Portal.Get<FindMatrix>().RunAsync(null, null, scope, Cancellation)).Rows.Select(r => r.DealerId));
    }

    [Fact]
    public async Task Medians_OfFewPeers_AreNotTold()
    {
        await using var run = await Evaluating.StartAsync(Database, dealers: 0);
        foreach (var (dealer, index) in new[] { ("D0001", 80m), ("D0002", 70m) })
        {
            await run.StoreAsync(dealer, Evaluating.Quarter, index);
        }

        var view = (await run.Portal.Get<IDealerEvaluations>().FindAsync("D0001", Evaluating.Quarter, DealerScope.All, Cancellation))!;
        Assert.Null(view.PeersMedian);
        Assert.All(view.Components, c => Assert.Null(c.PeersMedian));
    }

    [Fact]
    public async Task Matrix_OfEachMonth_PlacesEverybody_TellsSegments_AndIsRewrittenByNight()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        await run.PlaceAsync();
        var view = await run.Portal.Get<FindMatrix>().RunAsync(null, null, DealerScope.All, Cancellation);
        Assert.Equal([Period.Month(2026, 8), Period.Month(2026, 9), Period.Month(2026, 10)], view.Months);
        Assert.Equal(view.Rows.Count, view.Flows.Sum(f => f.Count));
        Assert.All(view.Rows.Where(r => r.Segment is not null), r => Assert.Equal(r.Segment, DealerStanding.NameOf(ValueMatrix.SegmentOf(r.Value!.Value, r.Potential!.Value))));
        Assert.Contains(view.Rows, r => r.Segment is not null);
        await using (var db = run.Database.Open())
        {
            var segments = await db.Set<DealerFact>().ToDictionaryAsync(d => d.DealerId, d => d.Segment, Cancellation);
            Assert.All(view.Rows.Where(r => r.Segment is not null), r => Assert.Equal(r.Segment, segments[r.DealerId]));
        }

        var dealer = view.Rows.First(r => r.Segment is not null).DealerId;
        var standing = (await run.Portal.Get<IDealerEvaluations>().StandingAsync(dealer, Period.Month(2026, 9), DealerScope.All, Cancellation))!;
        Assert.Equal(12, standing.ValueDimensions.Count + standing.PotentialDimensions.Count);
        var sellIn = await run.Portal.Get<IMetricReader>().ValueAsync("SAL-01", MetricSlice.Of("dealer", dealer), new Period(new DateOnly(2025, 10, 1), new DateOnly(2026, 10, 1)), DealerScope.All, Cancellation);
        Assert.Equal(sellIn.Value, standing.ValueDimensions.Single(d => d.Id == "scale").Parts[0].Raw);

        // The running month is written again the night after; closed months are not.
        DateTimeOffset before, closed;
        await using (var db = run.Database.Open())
        {
            before = await db.Set<DealerStanding>().Where(s => s.MonthOn == new DateOnly(2026, 10, 1)).MaxAsync(s => s.ComputedAt, Cancellation);
            closed = await db.Set<DealerStanding>().Where(s => s.MonthOn == new DateOnly(2026, 9, 1)).MaxAsync(s => s.ComputedAt, Cancellation);
        }

        run.Portal.Time.Advance(TimeSpan.FromDays(1));
        await run.PlaceAsync();
        await using (var db = run.Database.Open())
        {
            Assert.True(await db.Set<DealerStanding>().Where(s => s.MonthOn == new DateOnly(2026, 10, 1)).MaxAsync(s => s.ComputedAt, Cancellation) > before);
            Assert.Equal(closed, await db.Set<DealerStanding>().Where(s => s.MonthOn == new DateOnly(2026, 9, 1)).MaxAsync(s => s.ComputedAt, Cancellation));
            Assert.Equal(view.Rows.Count, await db.Set<DealerStanding>().CountAsync(s => s.MonthOn == new DateOnly(2026, 10, 1), Cancellation));
        }
    }
}

public sealed class EvaluationOnSqliteTests(SqliteDatabase database) : EvaluationTests(database), IClassFixture<SqliteDatabase>;

public sealed class EvaluationOnPostgreSqlTests(PostgreSqlDatabase database) : EvaluationTests(database), IClassFixture<PostgreSqlDatabase>;
