using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>
/// Changes months to come of a frozen plan, for some dealers. What is attained is never rewritten: the first month that may change is the one after the running
/// month. Repeated with its id it does nothing. Answers how many dealers changed.
/// </summary>
/// <param name="ChangeId">One for all parts of a change.</param>
/// <param name="From">First day of the first month that changes.</param>
/// <param name="Percent">Hundredths of a percent, up or down; null with amounts.</param>
/// <param name="Amounts">Months from the first on, minor units; for one dealer.</param>
[Permission(TargetsPermissions.Change)]
internal sealed record ChangeTargets(
    string PlanId, Guid ChangeId, IReadOnlyList<string> Dealers, DateOnly From, int? Percent, IReadOnlyList<MonthAmount>? Amounts, string Reason) : ICommand<int>;

internal sealed class ChangeTargetsHandler(TargetNews news, BusinessClock clock) : ICommandHandler<ChangeTargets, int>
{
    private const int Whole = 10_000;
    private const int MostPercent = 100_000;

    public async Task<Result<int>> HandleAsync(ChangeTargets command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, dealers) = (context.Db, command.Dealers);
        if (await TargetBook.LockAsync(db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if (Fault(command, plan, clock.DayOf(context.Now)) is { Count: > 0 } faults)
        {
            return Result<int>.Fail(faults);
        }

        var lines = await db.Set<TargetLine>().Where(l => l.PlanId == plan.Id && dealers.Contains(l.DealerId) && l.MonthOn >= command.From).ToListAsync(cancellationToken);
        var done = await db.Set<TargetRevision>().Where(r => r.PlanId == plan.Id && r.ChangeId == command.ChangeId).Select(r => r.DealerId).Distinct().ToListAsync(cancellationToken);

        // A dealer outside the scope has no lines here, and then nothing changes for anybody.
        if (lines.Select(l => l.DealerId).Distinct(StringComparer.Ordinal).Count() != dealers.Distinct(StringComparer.Ordinal).Count()
            || command.Amounts?.Any(a => lines.TrueForAll(l => l.MonthOn != a.MonthOn)) == true)
        {
            return Error.NotFound;
        }

        var changed = lines.Where(l => !done.Contains(l.DealerId)).Select(l => (Line: l, Before: l.Agreed ?? 0, After: AfterOf(command, l))).Where(c => c.Before != c.After)
            .OrderBy(c => c.Line.DealerId, StringComparer.Ordinal).ThenBy(c => c.Line.MonthOn).ToList();
        if (changed.Count == 0)
        {
            return 0;
        }

        foreach (var (line, before, after) in changed)
        {
            line.Agreed = after;
            db.Add(new TargetRevision
            {
                ChangeId = command.ChangeId, PlanId = plan.Id, DealerId = line.DealerId, MonthOn = line.MonthOn, ByName = context.Caller.Name, At = context.Now, Before = before, After = after, Reason = command.Reason.Trim(),
            });
            context.Record(new TargetFact { DealerId = line.DealerId, MonthOn = line.MonthOn, Kind = plan.Kind, TargetAmount = after });
        }

        plan.VersionNo += done.Count == 0 ? 1 : 0;
        foreach (var dealer in changed.GroupBy(c => c.Line.DealerId, StringComparer.Ordinal))
        {
            context.Audit(
                "targets.change", "target_plan", plan.Id, new { Total = dealer.Sum(c => c.Before) }, new { command.From, command.ChangeId, Total = dealer.Sum(c => c.After) }, command.Reason.Trim(), dealer.Key);
        }

        // The database does not have the new months yet.
        var totals = await TargetNews.TotalsAsync(db, plan.Id, [.. changed.Select(c => c.Line.DealerId).Distinct(StringComparer.Ordinal)], cancellationToken);
        foreach (var (line, before, after) in changed)
        {
            totals[line.DealerId] += after - before;
        }

        await news.TellAsync(context, plan, TargetNews.Changed, totals, cancellationToken);
        return changed.Select(c => c.Line.DealerId).Distinct(StringComparer.Ordinal).Count();
    }

    private static List<Error> Fault(ChangeTargets command, TargetPlan plan, DateOnly today)
    {
        Error?[] found =
        [
            plan.State == TargetPlanState.Frozen ? null : Error.Of("targets_not_frozen", plan.Id),
            command.Dealers.Count > 0 ? null : Error.NotFound,
            command.From.Day == 1 && command.From >= TargetCalendar.FirstChange(today) && command.Amounts?.Any(a => a.MonthOn < command.From) != true
                ? null : Error.Of("targets_month_past", TargetCalendar.FirstChange(today)).On("from"),
            command.From.Year == plan.Year ? null : Error.Of("targets_month_outside", plan.Year).On("from"),
            (command.Percent is null) == (command.Amounts is null) || (command.Amounts is not null && command.Dealers.Count != 1) ? Error.Of("targets_change_what") : null,
            command.Percent is < -Whole or > MostPercent ? Error.Of("targets_percent").On("percent") : null,
            command.Amounts is null ? null : TargetChecks.AmountsFault(command.Amounts),
            TargetChecks.TextFault(command.Reason, "reason"),
        ];
        return [.. found.OfType<Error>()];
    }

    private static long AfterOf(ChangeTargets command, TargetLine line) => command.Percent is { } percent
        ? (long)Math.Round((line.Agreed ?? 0) * (decimal)(Whole + percent) / Whole, 0, MidpointRounding.AwayFromZero)
        : command.Amounts!.FirstOrDefault(a => a.MonthOn == line.MonthOn)?.Amount ?? line.Agreed ?? 0;
}
