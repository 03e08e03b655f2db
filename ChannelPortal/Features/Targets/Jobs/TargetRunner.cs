using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Jobs;

/// <summary>
/// Spreads, freezes and changes plans, some dealers a transaction. Whatever is cut short is finished or begun again by the same call: a freeze writes what is
/// missing, a change skips whom it reached, and a spread starts over.
/// </summary>
internal sealed class TargetRunner(ICommandDispatcher dispatcher, IAppDbFactory factory, TargetActuals actuals, BusinessClock clock, TimeProvider time)
{
    /// <summary>Dealers of a transaction, with twelve facts each.</summary>
    private const int Part = 40;
    private const int SpreadPart = 100;
    private const int SeasonMonths = 36;
    private const int ShareMonths = 12;
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(250);

    /// <summary>Hands the amount down over dealers and months. Answers how many dealers have lines.</summary>
    /// <param name="top">Minor units.</param>
    public async Task<Result<int>> SpreadAsync(string planId, long top, Caller caller, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (await FindAsync(planId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        var months = TargetCalendar.OpenMonths(plan.Year, clock.Today);
        var spread = await PlanAsync(plan.Kind, top, months, caller.Scope, cancellationToken);
        if (spread.Count == 0)
        {
            return Error.Of(months.Count == 0 ? "targets_year_over" : "targets_no_dealers");
        }

        var begun = await SendAsync(new BeginTargetSpread(planId, top), caller, cancellationToken);
        if (!begun.Ok)
        {
            return Result<int>.Fail(begun.Errors);
        }

        foreach (var (no, part) in spread.Chunk(SpreadPart).Index())
        {
            var done = await SendAsync(new SpreadTargetPart(planId, part), caller, cancellationToken);
            if (!done.Ok)
            {
                return done;
            }

            progress?.Report(Math.Min(1, (no + 1.0) * SpreadPart / spread.Count));
        }

        return await SendAsync(new FinishTargetSpread(planId), caller, cancellationToken);
    }

    /// <summary>Freezes a plan. Answers how many facts were written: none when it was frozen before.</summary>
    public async Task<Result<int>> FreezeAsync(string planId, Caller caller, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var begun = await SendAsync(new BeginTargetFreeze(planId), caller, cancellationToken);
        if (!begun.Ok)
        {
            return Result<int>.Fail(begun.Errors);
        }

        var (written, dealers) = (0, await DealersAsync(planId, null, caller.Scope, cancellationToken));
        foreach (var (no, part) in dealers.Chunk(Part).Index())
        {
            var done = await SendAsync(new FreezeTargetPart(planId, part), caller, cancellationToken);
            if (!done.Ok)
            {
                return done;
            }

            written += done.Value;
            progress?.Report(Math.Min(1, (no + 1.0) * Part / dealers.Count));
        }

        var finished = await SendAsync(new FinishTargetFreeze(planId), caller, cancellationToken);
        return finished.Ok ? written : Result<int>.Fail(finished.Errors);
    }

    /// <summary>Changes an area's dealers, or all of the caller's scope, by a percentage. Answers how many dealers changed.</summary>
    /// <param name="areaId">Null for all.</param>
    /// <param name="changeId">The same one again finishes what was cut short.</param>
    /// <param name="percent">Hundredths of a percent.</param>
    public async Task<Result<int>> ChangeAsync(
        string planId, string? areaId, Guid changeId, DateOnly from, int percent, string reason, Caller caller, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (changed, dealers) = (0, await DealersAsync(planId, areaId, caller.Scope, cancellationToken));
        if (dealers.Count == 0)
        {
            return Error.NotFound;
        }

        foreach (var (no, part) in dealers.Chunk(Part).Index())
        {
            var done = await SendAsync(new ChangeTargets(planId, changeId, part, from, percent, null, reason), caller, cancellationToken);
            if (!done.Ok)
            {
                return done;
            }

            changed += done.Value;
            progress?.Report(Math.Min(1, (no + 1.0) * Part / dealers.Count));
        }

        return changed;
    }

    private async Task<IReadOnlyList<DealerMonths>> PlanAsync(string kind, long top, IReadOnlyList<DateOnly> months, DealerScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<TargetDealer> dealers;
        await using (var db = factory.Create(scope))
        {
            dealers = await TargetBook.DealersAsync(db, cancellationToken);
        }

        var month = Period.MonthOf(clock.Today).Start;
        var year = await actuals.ByDealerAsync(kind, new Period(month.AddMonths(-ShareMonths), month), scope, cancellationToken);
        var history = new List<IReadOnlyDictionary<string, long>>();
        for (var back = SeasonMonths; back > 0; back--)
        {
            history.Add(await actuals.ByAreaAsync(kind, Period.MonthOf(month.AddMonths(-back)), scope, cancellationToken));
        }

        IReadOnlyList<long>? SeasonOf(Func<IReadOnlyDictionary<string, long>, long> value) => TargetSpread.Season([.. history.Select(value)], month.AddMonths(-1));
        var seasons = dealers.Select(d => d.Area.AreaId).Distinct(StringComparer.Ordinal).Select(a => (Area: a, Season: SeasonOf(h => h.GetValueOrDefault(a))))
            .Where(s => s.Season is not null).ToDictionary(s => s.Area, s => s.Season!, StringComparer.Ordinal);
        return TargetSpread.Of(top, [.. dealers.Select(d => new SpreadDealer(d.DealerId, d.Area.AreaId, year.GetValueOrDefault(d.DealerId)))], months, seasons, SeasonOf(h => h.Values.Sum()));
    }

    private async Task<IReadOnlyList<string>> DealersAsync(string planId, string? areaId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return areaId is null
            ? await db.Set<TargetShare>().AsNoTracking().Where(s => s.PlanId == planId).OrderBy(s => s.DealerId).Select(s => s.DealerId).ToListAsync(cancellationToken)
            : [.. (await TargetBook.DealersOfAsync(db, planId, cancellationToken)).Where(d => d.Area.AreaId == areaId).Select(d => d.DealerId)];
    }

    private async Task<TargetPlan?> FindAsync(string planId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<TargetPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == planId, cancellationToken);
    }

    /// <summary>A long run takes its turn among the caller's own clicks.</summary>
    private async Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await dispatcher.SendAsync(command, caller, SequentialId.New(time).ToString(), cancellationToken);
            if (result.Ok || result.Errors[0].Code != "too_many_commands")
            {
                return result;
            }

            await Task.Delay(s_breath, cancellationToken);
        }
    }
}
