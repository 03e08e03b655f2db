using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChannelPortal.Tests.Platform.Facts;

/// <summary>The nightly sample agrees with a right database and finds what is wrong, missing or too much.</summary>
public abstract class RollupCheckTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task CatchUp_RollupsAreRight_EveryItemIsDone()
    {
        await using var run = await RunAsync();
        await run.Runner.CatchUpAsync(RollupCheckJob.JobName, Cancellation);
        var last = Assert.Single(await run.Runner.RecentRunsAsync(RollupCheckJob.JobName, 5, Cancellation));
        Assert.Equal((JobState.Done, FactCatalog.Product.Rollups.Count(), 0), (last.State, last.Done, last.Failed));
        Assert.Equal(HealthStatus.Healthy, await run.HealthAsync());

        // The day is settled: a second trigger compares nothing again.
        await run.Runner.CatchUpAsync(RollupCheckJob.JobName, Cancellation);
        Assert.Single(await run.Runner.RecentRunsAsync(RollupCheckJob.JobName, 5, Cancellation));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("missing")]
    [InlineData("surplus")]
    public async Task CatchUp_OneRollupWasTampered_ThatItemFailsAndSaysHowMany(string damage)
    {
        await using var run = await RunAsync();
        await using (var db = run.Database.Open())
        {
            switch (damage)
            {
                case "wrong":
                    await db.Set<OrderLineHour>().ExecuteUpdateAsync(d => d.SetProperty(x => x.NetAmount, x => x.NetAmount + 1), Cancellation);
                    break;
                case "missing":
                    await db.Set<OrderLineHour>().ExecuteDeleteAsync(Cancellation);
                    break;
                default:
                    await db.Set<OrderLineFact>().ExecuteDeleteAsync(Cancellation);
                    break;
            }
        }

        await run.Runner.CatchUpAsync(RollupCheckJob.JobName, Cancellation);
        var last = Assert.Single(await run.Runner.RecentRunsAsync(RollupCheckJob.JobName, 5, Cancellation));
        Assert.Equal(JobState.Failed, last.State);
        var failures = await run.Portal.Get<JobClaims>().FailuresAsync(RollupCheckJob.JobName, Period.Day(Some.Day.AddDays(-1)), Cancellation);
        Assert.Contains(failures, f => f.Subject == FactCatalog.Product.Rollups.Single(r => r.Type == typeof(OrderLineHour)).Name && f.ErrorCode == "rollups_differ");
        Assert.Equal(HealthStatus.Unhealthy, await run.HealthAsync());

        await run.Portal.Get<IRollupRebuilder>().RebuildAsync(verifyOnly: false, Cancellation);
        var again = await run.Runner.RunAsync(new JobRequest(RollupCheckJob.JobName, Period.Day(Some.Day.AddDays(-1)), [.. failures.Select(f => f.Subject)], "test", Again: true), Cancellation);
        Assert.Equal(JobState.Done, again.State);
    }

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh);
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync(
            "a", Some.Order("O1"), Some.OrderLine("O1"), Some.Order("O2", dealer: "D0002"), Some.OrderLine("O2", dealer: "D0002", product: "P0002"), Some.PosSale("S1"), Some.Inventory());
        return new Run(fresh, portal);
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal) : IAsyncDisposable
    {
        public JobRunner Runner => Portal.Get<JobRunner>();

        public async Task<HealthStatus> HealthAsync() =>
            (await Portal.Get<HealthCheckService>().CheckHealthAsync(c => c.Name == "rollup-check", Cancellation)).Entries.Single().Value.Status;

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class RollupCheckOnSqliteTests(SqliteDatabase database) : RollupCheckTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class RollupCheckOnPostgreSqlTests(PostgreSqlDatabase database) : RollupCheckTests(database), IClassFixture<PostgreSqlDatabase>;
