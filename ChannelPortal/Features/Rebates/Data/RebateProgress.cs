using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Data;

/// <inheritdoc cref="IRebateProgress"/>
internal sealed class RebateProgress(IAppDbFactory factory, BusinessClock clock) : IRebateProgress
{
    public async Task<IReadOnlyList<RebateStanding>> OfAsync(string dealerId, DateOnly month, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(dealerId))
        {
            return [];
        }

        await using var db = factory.Create(scope);
        var last = Period.MonthOf(month).End.AddDays(-1);
        var day = last < clock.Today ? last : clock.Today;
        var standings = new List<RebateStanding>();
        foreach (var version in await RebateEngine.AllInForceAsync(db, day, cancellationToken))
        {
            var period = version.Rule.PeriodOf(day);
            if (!(await RebateEngine.DealersAsync(db, version.Program.Id, version.Rule, period, cancellationToken)).Contains(dealerId, StringComparer.Ordinal))
            {
                continue;
            }

            var statement = await db.Set<RebateStatement>().AsNoTracking()
                .SingleOrDefaultAsync(s => s.DealerId == dealerId && s.ProgramId == version.Program.Id && s.PeriodOn == period.Start, cancellationToken);
            var (rule, name) = (version.Rule, PortalCultures.IsChinese() ? version.Program.Name : version.Program.NameEn);
            var isQuantity = rule.Terms is { Measure: RebateMeasure.Quantity, IsByRatio: false };
            if (statement is { State: not RebateState.Accrued } && day.AddDays(1) >= period.End)
            {
                standings.Add(new RebateStanding(
                    version.Program.Id, name, period, statement.Counted, statement.StepNo, rule.Terms.Steps.Count, statement.Gap, isQuantity, statement.Payable, statement.Payable, statement.Settled, Word(statement.State)));
                continue;
            }

            var standing = (await RebateStandings.ReadAsync(db, rule, period, [dealerId], day.AddDays(1), cancellationToken))[dealerId];
            standings.Add(new RebateStanding(
                version.Program.Id, name, period, standing.Input.Amount, standing.Now.StepNo, rule.Terms.Steps.Count, standing.Now.Gap, isQuantity, standing.Accrued, standing.Expected, 0, Word(RebateState.Accrued)));
        }

        return standings;
    }

    private static string Word(RebateState state) => state.ToString().ToLowerInvariant();
}
