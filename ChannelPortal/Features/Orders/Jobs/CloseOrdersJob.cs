using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Jobs;

/// <summary>Closes what was delivered some days ago and is billed in full, dealer by dealer. What is not billed yet is asked again the next day.</summary>
internal sealed class CloseOrdersJob(ICommandDispatcher dispatcher, IAppDbFactory factory, BusinessClock clock, IOptions<OrdersOptions> options) : IPeriodicJob
{
    public const string JobName = "close-orders";

    public string Name => JobName;

    public string Cron => options.Value.CloseCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await Due(db, period).Select(o => o.DealerId).Distinct().OrderBy(d => d).ToListAsync(cancellationToken);
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        List<string> orders;
        await using (var db = factory.Create(DealerScope.Of(item.Subject)))
        {
            orders = await Due(db, item.Period).OrderBy(o => o.OrderId).Select(o => o.OrderId).ToListAsync(cancellationToken);
        }

        var closed = 0;
        foreach (var order in orders)
        {
            // What is not billed is refused and nothing changes.
            var done = await dispatcher.SendAsync(new CloseOrder(order), Caller.System(JobName), $"{order}/{item.Period}", cancellationToken);
            closed += done.Ok ? 1 : 0;
        }

        await item.PublishAsync(closed.ToString(CultureInfo.InvariantCulture), _ => Task.CompletedTask, cancellationToken);
    }

    private IQueryable<OrderFact> Due(AppDbContext db, Period period)
    {
        var until = clock.StartOf(period.Start.AddDays(1 - options.Value.CloseAfterDays));
        return db.Set<OrderFact>().AsNoTracking().Where(o => o.Status == "delivered" && o.DeliveredAt < until);
    }
}
