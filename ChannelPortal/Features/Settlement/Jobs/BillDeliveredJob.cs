using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Settlement.Jobs;

/// <summary>Bills orders some hours after their delivery when nobody did it by hand. A period is the day of the delivery, a subject the order.</summary>
internal sealed class BillDeliveredJob(IBillableOrders orders, ICommandDispatcher commands, BusinessClock clock, IOptions<SettlementOptions> options) : IPeriodicJob
{
    public const string JobName = "bill-delivered";
    private const int DaysBack = 14;

    public string Name => JobName;

    public string Cron => options.Value.BillCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now)
    {
        var last = clock.DayOf(now.AddHours(-options.Value.BillAfterHours));
        return [.. Enumerable.Range(0, DaysBack).Select(n => Period.Day(last.AddDays(n + 1 - DaysBack)))];
    }

    public Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        var (end, ripe) = (clock.StartOf(period.End), clock.Now.AddHours(-options.Value.BillAfterHours));
        return orders.DeliveredAsync(clock.StartOf(period.Start), end < ripe ? end : ripe, cancellationToken);
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var result = await commands.SendAsync(new IssueInvoice(item.Subject), Caller.System(JobName), $"{JobName}/{item.Subject}", cancellationToken);
        if (!result.Ok && result.Errors[0].Code is not ("invoice_nothing_unbilled" or "invoice_billed_outside"))
        {
            throw new JobItemException(result.Errors[0].Code, item.Subject);
        }

        await item.PublishAsync(result.Ok ? result.Value.InvoiceId : result.Errors[0].Code, _ => Task.CompletedTask, cancellationToken);
    }
}
