using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Jobs;

/// <summary>Ends offers at the midnight after their last day. Only their state: nobody can accept one after it, whether or not this has run.</summary>
internal sealed class QuoteExpiryJob(ICommandDispatcher dispatcher, IAppDbFactory factory, BusinessClock clock, IOptions<QuotesOptions> options) : IPeriodicJob
{
    public const string JobName = "quote-expiry";

    public string Name => JobName;

    public string Cron => options.Value.ExpiryCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        var today = period.Start;
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<Quote>().AsNoTracking().Where(q => q.Status == QuoteStatus.Sent && q.ValidUntil < today).OrderBy(q => q.No).Select(q => q.No).ToListAsync(cancellationToken);
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);

        // One that was accepted or taken back meanwhile is refused and nothing changes.
        var moved = await dispatcher.SendAsync(new MoveQuote(item.Subject, QuoteTrigger.Expire), Caller.System(JobName), $"{item.Subject}/{item.Period}", cancellationToken);
        await item.PublishAsync(moved.Ok ? moved.Value.Status.ToString() : moved.Errors[0].Code, _ => Task.CompletedTask, cancellationToken);
    }
}
