using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Commands;

/// <summary>Accrues a period that runs, or has ended and is not calculated yet, at the rate that is expected. Answers how many statements moved.</summary>
[Permission(RebatesPermissions.Run)]
internal sealed record AccrueRebates(string ProgramId, DateOnly PeriodOn, IReadOnlyList<string> Dealers) : ICommand<int>;

internal sealed class AccrueRebatesHandler(BusinessClock clock) : ICommandHandler<AccrueRebates, int>
{
    public async Task<Result<int>> HandleAsync(AccrueRebates command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        await db.Set<RebateProgram>().Where(p => p.Id == command.ProgramId).ExecuteUpdateAsync(p => p.SetProperty(x => x.CreatedAt, x => x.CreatedAt), cancellationToken);
        if (await RebateEngine.InForceAsync(db, command.ProgramId, command.PeriodOn, cancellationToken) is not { } version)
        {
            return Error.Of("rebate_no_version", command.ProgramId);
        }

        var (today, period) = (clock.DayOf(context.Now), version.Rule.PeriodOf(command.PeriodOn));
        var statements = await db.Set<RebateStatement>().Where(s => s.ProgramId == command.ProgramId && s.PeriodOn == period.Start && command.Dealers.Contains(s.DealerId))
            .ToDictionaryAsync(s => s.DealerId, cancellationToken);
        var open = command.Dealers.Where(d => !statements.TryGetValue(d, out var known) || known.State == RebateState.Accrued).ToList();
        var moved = 0;
        foreach (var (dealer, standing) in await RebateStandings.ReadAsync(db, version.Rule, period, open, today.AddDays(1), cancellationToken))
        {
            var statement = statements.GetValueOrDefault(dealer);
            if (statement is null && standing.Input.Lines.Count == 0)
            {
                continue;
            }

            if (statement is null)
            {
                statement = await CalculateRebatesHandler.NewAsync(db, version, period, dealer, today, cancellationToken);
                db.Add(statement);
            }
            else if ((statement.Counted, statement.CountedQty, statement.Accrued, statement.Expected, statement.Gap) == (standing.Input.Amount, standing.Input.Quantity, standing.Accrued, standing.Expected, standing.Now.Gap))
            {
                continue;
            }

            (statement.Counted, statement.CountedQty, statement.Prior, statement.Whole) = (standing.Input.Amount, standing.Input.Quantity, standing.Input.Prior, standing.Input.Whole);
            (statement.Base, statement.StepNo, statement.Gap) = (standing.Now.Base, standing.Now.StepNo, standing.Now.Gap);
            (statement.IsGapQuantity, statement.VersionNo) = (version.Rule.Terms is { Measure: RebateMeasure.Quantity, IsByRatio: false }, version.No);
            (statement.Accrued, statement.Expected) = (standing.Accrued, standing.Expected);
            statement.Version++;
            context.Record(RebateFacts.Of(statement));
            moved++;
        }

        return moved;
    }
}
