using System.Globalization;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Jobs;

/// <summary>Calculates ended periods once their days of grace are over. A job's period is the month with which a programme's period ends, a subject the programme.</summary>
internal sealed class RebateCalculationJob(RebateRunner runner, IAppDbFactory factory, BusinessClock clock, IOptions<RebatesOptions> options) : IPeriodicJob
{
    public const string JobName = "rebate-calculation";

    public string Name => JobName;

    public string Cron => options.Value.CalculateCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now)
    {
        var month = Period.MonthOf(clock.DayOf(now)).Start;
        var back = options.Value.MonthsBack;
        return [.. Enumerable.Range(0, back).Select(n => Period.MonthOf(month.AddMonths(n - back)))];
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return
        [
            .. (await RebateEngine.AllInForceAsync(db, period.Start, cancellationToken))
                .Where(v => v.Rule.PeriodOf(period.Start) is var own && own.End == period.End && v.Rule.DueOn(own) <= clock.Today).Select(v => v.Program.Id),
        ];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var done = await runner.RunAsync(item.Subject, item.Period.Start, Caller.System(JobName), null, cancellationToken);
        if (!done.Ok)
        {
            throw new JobItemException(done.Errors[0].Code, item.Subject);
        }

        await item.PublishAsync(string.Create(CultureInfo.InvariantCulture, $"{done.Value.Dealers}/{done.Value.Amount}"), _ => Task.CompletedTask, cancellationToken);
    }
}
