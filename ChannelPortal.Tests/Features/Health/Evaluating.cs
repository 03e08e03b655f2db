using ChannelPortal.Features.Approvals;
using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Health;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Jobs;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Policies;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Health;

/// <summary>A small demo world up to 14 October 2026, in which the third quarter is the newest that is due.</summary>
internal sealed class Evaluating(PortalServices portal, TestDatabase database) : IAsyncDisposable
{
    public static readonly Period Quarter = Period.Quarter(2026, 3);
    public static readonly Caller Manager = Some.HeadOffice("CHM") with { UserId = "manager", Name = "王经理" };
    public static readonly Caller Executive = Some.HeadOffice("EXEC") with { UserId = "executive", Name = "林总" };

    public PortalServices Portal => portal;

    /// <summary>What finance was told.</summary>
    public NotedSteps CreditDesk => portal.Get<NotedSteps>();

    public TestDatabase Database => database;

    /// <summary>Without dealers the database is empty but for the usual few rows.</summary>
    public static async Task<Evaluating> StartAsync(TestDatabase database, int dealers = 10, int months = 14)
    {
        var fresh = await database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s =>
        {
            s.AddSignalR();
            s.AddSingleton<NotedSteps>().AddSingleton<ICreditSteps>(p => p.GetRequiredService<NotedSteps>());
            s.AddLocalization().AddMetricCatalog().AddApprovals().AddPolicies().AddHealth().Configure<HealthOptions>(o => (o.Quarters, o.Months) = (2, 3));
        });
        if (dealers == 0)
        {
            await portal.RecordAsync("world", Some.World());
        }
        else
        {
            var generator = new WorldGenerator(new WorldArguments(dealers, months, 42, new DateOnly(2026, 10, 14)));
            foreach (var (rows, i) in generator.Rows().Chunk(4_000).Select((rows, i) => (rows, i)))
            {
                await portal.RecordAsync($"world{i}-", rows);
            }
        }

        return new Evaluating(portal, fresh);
    }

    public Task EvaluateAsync() => portal.Get<JobRunner>().CatchUpAsync(EvaluateQuarterJob.JobName, CancellationToken.None);

    public Task PlaceAsync() => portal.Get<JobRunner>().CatchUpAsync(ValueMatrixJob.JobName, CancellationToken.None);

    public Task CarryOutAsync() => portal.Get<JobRunner>().CatchUpAsync(TierEffectsJob.JobName, CancellationToken.None);

    public async Task<Result<T>> SendAsync<T>(ICommand<T> command, Caller caller) =>
        await portal.Get<ICommandDispatcher>().SendAsync(command, caller, Guid.CreateVersion7().ToString(), CancellationToken.None);

    public async Task<IReadOnlyList<Evaluation>> EvaluationsAsync(Period? quarter = null)
    {
        var start = (quarter ?? Quarter).Start;
        await using var db = database.Open();
        return await db.Set<Evaluation>().AsNoTracking().Where(e => e.QuarterOn == start).OrderBy(e => e.DealerId).ToListAsync();
    }

    public async Task<EvaluationCase> CaseAsync(string dealerId)
    {
        await using var db = database.Open();
        return await db.Set<EvaluationCase>().AsNoTracking().SingleAsync(c => c.DealerId == dealerId && c.QuarterOn == Quarter.Start);
    }

    /// <summary>Answers the one request that waits for the executive.</summary>
    public async Task<Result<ApprovalDecision>> DecideAsync(bool isApproved, string? reason = null)
    {
        var task = Assert.Single(await portal.Get<FindApprovals>().InboxAsync(Executive, CancellationToken.None));
        return await SendAsync(new DecideApproval(task.TaskId, isApproved, reason), Executive);
    }

    /// <summary>Stores an evaluation of a band as the job would.</summary>
    public async Task StoreAsync(string dealerId, Period quarter, decimal index, string tier = "gold", decimal sellIn = 0, bool isStrategic = false, bool hasConsequences = true)
    {
        var components = HealthIndex.Card(HealthWeights.Standard).Components.Select(c => new ScoredComponent(c.Id, c.Weight, index, 1, [])).ToList();
        var result = new EvaluationResult(dealerId, index, 1, components, Cohort.Everybody, 12, false, 0, $"{dealerId}{quarter}{index}");
        var dealer = new DealerInputs(dealerId, tier, "gold|large", 40, new Dictionary<string, decimal?>(StringComparer.Ordinal)) { IsStrategic = isStrategic, SellInYear = sellIn };
        Assert.True((await SendAsync(new ChannelPortal.Features.Health.Commands.StoreEvaluation(quarter.Start, dealer, result, hasConsequences), Caller.System("tests"))).Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await database.DisposeAsync();
    }
}

/// <summary>A credit desk that only listens.</summary>
internal sealed class NotedSteps : ICreditSteps
{
    public List<CreditStep> Proposed { get; } = [];

    public Task<bool> ProposeAsync(CommandContext context, CreditStep step, CancellationToken cancellationToken)
    {
        Proposed.Add(step);
        return Task.FromResult(true);
    }
}
