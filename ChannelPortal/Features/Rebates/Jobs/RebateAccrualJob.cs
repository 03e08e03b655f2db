using System.Globalization;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Jobs;

/// <summary>
/// Each night: accrues what is earned in running periods and in ended ones that wait for their calculation, confirms what nobody answered, closes what was paid. A
/// subject is a programme, or the clock of the statements.
/// </summary>
internal sealed class RebateAccrualJob(ICommandDispatcher dispatcher, IAppDbFactory factory, BusinessClock clock, IOptions<RebatesOptions> options) : IPeriodicJob
{
    public const string JobName = "rebate-accrual";
    private const string Statements = "statements";
    private const int Part = 60;
    private static readonly Caller s_caller = Caller.System(JobName);

    public string Name => JobName;

    public string Cron => options.Value.AccrueCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return [Statements, .. (await RebateEngine.AllInForceAsync(db, period.Start, cancellationToken)).Select(v => v.Program.Id)];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var moved = item.Subject == Statements ? await KeepStatementsAsync(item.Period, cancellationToken) : await AccrueAsync(item.Subject, item.Period.Start, cancellationToken);
        await item.PublishAsync(moved.ToString(CultureInfo.InvariantCulture), _ => Task.CompletedTask, cancellationToken);
    }

    private async Task<int> KeepStatementsAsync(Period period, CancellationToken cancellationToken)
    {
        var confirmed = await dispatcher.SendAsync(new ConfirmSilentRebates(), s_caller, $"{JobName}/confirm/{period}", cancellationToken);
        var closed = await dispatcher.SendAsync(new CloseSettledRebates(), s_caller, $"{JobName}/close/{period}", cancellationToken);
        return confirmed.Value + closed.Value;
    }

    private async Task<int> AccrueAsync(string programId, DateOnly today, CancellationToken cancellationToken)
    {
        var moved = 0;
        await using var db = factory.Create(DealerScope.All);
        var running = await RebateEngine.InForceAsync(db, programId, today, cancellationToken);
        var ended = running is null ? null : await RebateEngine.InForceAsync(db, programId, running.Rule.PeriodOf(today).Start.AddDays(-1), cancellationToken);
        foreach (var (version, day) in new[] { (ended, running?.Rule.PeriodOf(today).Start.AddDays(-1) ?? today), (running, today) })
        {
            var period = version?.Rule.PeriodOf(day) ?? default;
            if (version is null || (period.End <= today && version.Rule.DueOn(period) <= today))
            {
                continue;
            }

            foreach (var part in (await RebateEngine.DealersAsync(db, programId, version.Rule, period, cancellationToken)).Chunk(Part))
            {
                moved += (await dispatcher.SendAsync(new AccrueRebates(programId, day, part), s_caller, $"{JobName}/{programId}/{period}/{part[0]}/{today:yyyyMMdd}", cancellationToken)).Value;
            }
        }

        return moved;
    }
}
