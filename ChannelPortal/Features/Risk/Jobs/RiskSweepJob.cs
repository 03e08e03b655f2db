using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Commands;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Risk.Jobs;

/// <summary>Each night looks again at open orders, dealer by dealer (domain.md R10).</summary>
internal sealed class RiskSweepJob(IAppDbFactory factory, ICommandDispatcher commands, BusinessClock clock, IOptions<RiskOptions> options) : IPeriodicJob
{
    public const string JobName = "risk-sweep";

    public string Name => JobName;

    public string Cron => options.Value.SweepCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var open = await db.Set<OrderFact>().Where(o => o.Status == "held" || o.Status == "submitted").Select(o => o.DealerId).Distinct().ToListAsync(cancellationToken);
        var reviewed = await db.Set<RiskCase>().Where(c => c.ClosedAt == null).Select(c => c.DealerId).Distinct().ToListAsync(cancellationToken);
        return [.. open.Union(reviewed, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);

        // The command's own id makes a second run of the night harmless.
        var result = await commands.SendAsync(new RescoreOrders(item.Subject), Caller.System(JobName), $"{JobName}/{item.Period}/{item.Subject}", cancellationToken);
        if (!result.Ok)
        {
            throw new JobItemException(result.Errors[0].Code, item.Subject);
        }

        await item.PublishAsync(string.Create(CultureInfo.InvariantCulture, $"{result.Value.Orders} orders"), _ => Task.CompletedTask, cancellationToken);
    }
}
