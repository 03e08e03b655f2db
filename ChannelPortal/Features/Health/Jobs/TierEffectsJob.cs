using System.Globalization;
using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Jobs;

/// <summary>Carries out tier moves that people made final, on their day. A subject is dealer and quarter.</summary>
internal sealed class TierEffectsJob(ICommandDispatcher commands, IAppDbFactory factory, BusinessClock clock, IOptions<HealthOptions> options) : IPeriodicJob
{
    public const string JobName = "tier-effects";
    private const char Between = '@';

    public string Name => JobName;

    public string Cron => options.Value.EffectsCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var day = period.Start;
        var due = await db.Set<EvaluationCase>().AsNoTracking().Where(c => c.Status == CaseStatus.Final && c.TierStep != Steps.None && c.AppliedAt == null && c.EffectiveOn <= day)
            .OrderBy(c => c.QuarterOn).ThenBy(c => c.DealerId).Select(c => new { c.QuarterOn, c.DealerId }).ToListAsync(cancellationToken);
        return [.. due.Select(c => $"{Quarters.Of(c.QuarterOn)}{Between}{c.DealerId}")];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var parts = item.Subject.Split(Between, 2);
        var result = await commands.SendAsync(
            new ApplyTierStep(parts[1], Quarters.Parse(parts[0])!.Value.Start), Caller.System(JobName), string.Create(CultureInfo.InvariantCulture, $"{JobName}/{item.Subject}/{item.Fencing}"), cancellationToken);
        if (!result.Ok)
        {
            throw new JobItemException(result.Errors[0].Code, item.Subject);
        }

        await item.PublishAsync(result.Value ? "moved" : "nothing", _ => Task.CompletedTask, cancellationToken);
    }
}
