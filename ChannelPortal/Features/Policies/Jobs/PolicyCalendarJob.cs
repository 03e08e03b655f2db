using System.Globalization;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Policies.Jobs;

/// <summary>Tells open pages of policies whose first day or first day without them has come. A subject is a policy.</summary>
internal sealed class PolicyCalendarJob(ICommandDispatcher commands, IAppDbFactory factory, BusinessClock clock, IOptions<PoliciesOptions> options) : IPeriodicJob
{
    public const string JobName = "policy-calendar";

    public string Name => JobName;

    public string Cron => options.Value.CalendarCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        var today = period.Start;
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<Policy>().AsNoTracking().Where(p => p.State == Policy.Approved && !p.IsEnd && p.From != p.To && (p.From == today || p.To == today)).OrderBy(p => p.No).Select(p => p.No).ToListAsync(cancellationToken);
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var result = await commands.SendAsync(
            new AnnouncePolicy(item.Subject, item.Period.Start), Caller.System(JobName), string.Create(CultureInfo.InvariantCulture, $"{item.Subject}/{item.Period}"), cancellationToken);
        if (!result.Ok)
        {
            throw new JobItemException(result.Errors[0].Code, item.Subject);
        }

        await item.PublishAsync(result.Value ? "told" : "nothing", _ => Task.CompletedTask, cancellationToken);
    }
}
