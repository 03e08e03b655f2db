using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Commands;

/// <summary>Calculates an ended period for some dealers, as a part of one run. Repeated under another run it writes what is different, and else nothing.</summary>
[Permission(RebatesPermissions.Run)]
internal sealed record CalculateRebates(string ProgramId, DateOnly PeriodOn, Guid RunId, IReadOnlyList<string> Dealers) : ICommand<RebateRunPart>;

/// <param name="Amount">Payable of all dealers of the part, minor units.</param>
/// <param name="Different">Dealers for whom something changed.</param>
internal sealed record RebateRunPart(int Dealers, long Amount, int Different)
{
    public static RebateRunPart operator +(RebateRunPart a, RebateRunPart b) => new(a.Dealers + b.Dealers, a.Amount + b.Amount, a.Different + b.Different);
}

internal sealed class CalculateRebatesHandler(RebateCalculator calculator, RebateGates gates, IApprovals approvals, BusinessClock clock) : ICommandHandler<CalculateRebates, RebateRunPart>
{
    public async Task<Result<RebateRunPart>> HandleAsync(CalculateRebates command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;

        // One run at a time for a programme: whoever comes second finds what the first one wrote.
        await db.Set<RebateProgram>().Where(p => p.Id == command.ProgramId).ExecuteUpdateAsync(p => p.SetProperty(x => x.CreatedAt, x => x.CreatedAt), cancellationToken);
        if (await RebateEngine.InForceAsync(db, command.ProgramId, command.PeriodOn, cancellationToken) is not { } version)
        {
            return Error.Of("rebate_no_version", command.ProgramId);
        }

        var period = version.Rule.PeriodOf(command.PeriodOn);
        if (period.End > clock.DayOf(context.Now))
        {
            return Error.Of("rebate_period_open", period.End);
        }

        var outcomes = await calculator.PlanAsync(db, version, period, command.Dealers, cancellationToken);
        var held = await gates.HeldAsync(db, version.Rule, command.Dealers, cancellationToken);
        foreach (var outcome in outcomes.Where(o => o.Statement is not { IsFixed: true }))
        {
            await WriteAsync(context, command.RunId, version, period, outcome, held.GetValueOrDefault(outcome.DealerId), cancellationToken);
        }

        var part = new RebateRunPart(outcomes.Count, outcomes.Sum(o => o.Payable), outcomes.Count(o => o.IsDifferent));
        await CountAsync(context, command.RunId, version, period, part, cancellationToken);
        return part;
    }

    private async Task WriteAsync(
        CommandContext context, Guid runId, RebateVersionInForce version, Period period, RebateOutcome outcome, string? heldBy, CancellationToken cancellationToken)
    {
        var statement = outcome.Statement ?? await NewAsync(context.Db, version, period, outcome.DealerId, clock.DayOf(context.Now), cancellationToken);
        if (outcome.Statement is null)
        {
            context.Db.Add(statement);
        }

        if (!outcome.IsDifferent && statement.State != RebateState.Accrued && statement.HeldBy == heldBy)
        {
            return;
        }

        if (outcome.IsDifferent || statement.State == RebateState.Accrued)
        {
            if (statement.State == RebateState.Confirmed)
            {
                // What the dealer has confirmed is not what it is now: it goes to him again.
                await approvals.WithdrawAsync(context, RebateConsent.DocKind, statement.No, cancellationToken);
            }

            RebateLifecycle.TryMove(statement, RebateTrigger.Calculate);
            (statement.CalculatedAt, statement.ConfirmedAt, statement.Runs) = (context.Now, null, statement.Runs + 1);
        }

        var (input, result, isYielding) = (outcome.Books.Input, outcome.Result, outcome.YieldsTo is not null);
        (statement.Counted, statement.CountedQty, statement.Prior, statement.Whole, statement.Base) = (input.Amount, input.Quantity, input.Prior, input.Whole, result.Base);
        (statement.StepNo, statement.Gap, statement.IsGapQuantity) = (result.StepNo, result.Gap, version.Rule.Terms is { Measure: RebateMeasure.Quantity, IsByRatio: false });
        (statement.Calculated, statement.Multiplier, statement.Earned, statement.Carried) = (isYielding ? 0 : result.Amount, outcome.Multiplier, outcome.Earned, outcome.Carried);
        (statement.Accrued, statement.Expected, statement.YieldsTo, statement.HeldBy) = (statement.Payable, statement.Payable, outcome.YieldsTo, heldBy);
        statement.Version++;
        context.Db.AddRange(outcome.Difference.Select((d, i) => new RebateAccrual
        {
            StatementNo = statement.No, RunId = runId, LineNo = i + 1, DealerId = statement.DealerId, Kind = d.Kind, Reference = d.Reference, On = d.On, Base = d.Base,
            RateMicro = (long)Math.Round(d.Rate * 1_000_000, 0, MidpointRounding.AwayFromZero), Amount = d.Amount,
        }));
        context.Record(RebateFacts.Of(statement));
    }

    internal static async Task<RebateStatement> NewAsync(AppDbContext db, RebateVersionInForce version, Period period, string dealerId, DateOnly today, CancellationToken cancellationToken) => new()
    {
        No = await DocumentNumbers.NextAsync(db, "RB", today, cancellationToken), DealerId = dealerId, ProgramId = version.Program.Id, VersionNo = version.No, PeriodOn = period.Start, PeriodEndOn = period.End,
    };

    private static async Task CountAsync(CommandContext context, Guid runId, RebateVersionInForce version, Period period, RebateRunPart part, CancellationToken cancellationToken)
    {
        var raised = await context.Db.Set<RebateRun>().Where(r => r.Id == runId).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Dealers, x => x.Dealers + part.Dealers).SetProperty(x => x.Amount, x => x.Amount + part.Amount).SetProperty(x => x.Different, x => x.Different + part.Different),
            cancellationToken);
        if (raised == 0)
        {
            context.Db.Add(new RebateRun
            {
                Id = runId, ProgramId = version.Program.Id, VersionNo = version.No, PeriodOn = period.Start, By = context.Caller.Name, At = context.Now, Dealers = part.Dealers, Amount = part.Amount,
                Different = part.Different,
            });
            context.Audit("rebates.run", "rebate_program", version.Program.Id, after: new { RunId = runId, Period = period.ToString(), version.No });
        }
    }
}
