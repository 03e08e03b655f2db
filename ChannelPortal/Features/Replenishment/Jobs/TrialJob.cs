using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Replenishment.Jobs;

/// <summary>Tries the rule on the past once a month.</summary>
internal sealed class TrialJob(StockJudge judge, IAppDbFactory factory, IOptions<ReplenishmentOptions> options, BusinessClock clock) : IPeriodicJob
{
    public const string JobName = "stock-trial";

    public string Name => JobName;

    public string Cron => options.Value.TrialCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.MonthOf(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<PosSaleDay>().AnyAsync(cancellationToken) ? ["all"] : [];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        var result = await Task.Run(() => judge.TryAsync(options.Value.TrialDays, null, cancellationToken), cancellationToken);
        await item.PublishAsync(
            "all",
            async db =>
            {
                await db.Set<StockTrialResult>().Where(t => t.Day == result.Day).ExecuteDeleteAsync(cancellationToken);
                db.Add(result);
                await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
    }
}
