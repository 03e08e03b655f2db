using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Pricing.Jobs;

/// <summary>Begins and ends contracts by the calendar. Only their state: prices follow the days themselves.</summary>
internal sealed class ContractCalendarJob(ICommandDispatcher dispatcher, IAppDbFactory factory, BusinessClock clock, IOptions<PricingOptions> options) : IPeriodicJob
{
    public const string JobName = "contract-calendar";

    public string Name => JobName;

    public string Cron => options.Value.ContractCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        var today = period.Start;
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<Contract>().AsNoTracking()
            .Where(c => (c.Status == ContractStatus.Signed && c.ValidFrom <= today) || (c.Status == ContractStatus.Active && c.ValidTo <= today))
            .OrderBy(c => c.No).Select(c => c.No).ToListAsync(cancellationToken);
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var status = "";
        foreach (var trigger in new[] { ContractTrigger.Activate, ContractTrigger.Expire })
        {
            // What does not apply is refused and nothing changes.
            var moved = await dispatcher.SendAsync(new MoveContract(item.Subject, trigger), Caller.System(JobName), $"{item.Subject}/{trigger}/{item.Period}", cancellationToken);
            status = moved.Ok ? moved.Value : status;
        }

        await item.PublishAsync(status, _ => Task.CompletedTask, cancellationToken);
    }
}
