using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Data;

/// <inheritdoc cref="IRebateProgress"/>
internal sealed class RebateProgress(IAppDbFactory factory, BusinessClock clock) : IRebateProgress
{
    public async Task<IReadOnlyList<RebateStanding>> ReadAsync(DateOnly month, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var last = Period.MonthOf(month).End.AddDays(-1);
        var day = last < clock.Today ? last : clock.Today;
        var standings = new List<RebateStanding>();
        foreach (var version in await RebateEngine.AllInForceAsync(db, day, cancellationToken))
        {
            var period = version.Rule.PeriodOf(day);
            var dealers = await RebateEngine.DealersAsync(db, version.Program.Id, version.Rule, period, cancellationToken);
            if (dealers.Count > 0)
            {
                standings.AddRange(await OfAsync(db, version, period, dealers, day.AddDays(1), cancellationToken));
            }
        }

        return standings;
    }

    private static async Task<IReadOnlyList<RebateStanding>> OfAsync(
        AppDbContext db, RebateVersionInForce version, Period period, IReadOnlyList<string> dealers, DateOnly until, CancellationToken cancellationToken)
    {
        var (program, rule) = (version.Program, version.Rule);
        var isQuantity = rule.Terms is { Measure: RebateMeasure.Quantity, IsByRatio: false };
        var ended = until < period.End
            ? []
            : await db.Set<RebateStatement>().AsNoTracking().Where(s => s.ProgramId == program.Id && s.PeriodOn == period.Start && s.State != RebateState.Accrued).ToDictionaryAsync(s => s.DealerId, StringComparer.Ordinal, cancellationToken);
        var running = dealers.Where(d => !ended.ContainsKey(d)).ToList();
        var now = running.Count == 0 ? null : await RebateStandings.ReadAsync(db, rule, period, running, until, cancellationToken);
        return [.. dealers.Select(Of)];

        RebateStanding Of(string dealer) => (ended.TryGetValue(dealer, out var statement)
            ? new RebateStanding(
                dealer, program.Id, program.Name, program.NameEn, period, statement.Counted, statement.StepNo, rule.Terms.Steps.Count, statement.Gap, isQuantity, statement.Payable, statement.Payable, statement.Settled,
                Word(statement.State))
            : new RebateStanding(
                dealer, program.Id, program.Name, program.NameEn, period, now![dealer].Input.Amount, now[dealer].Now.StepNo, rule.Terms.Steps.Count, now[dealer].Now.Gap, isQuantity, now[dealer].Accrued, now[dealer].Expected, 0,
                Word(RebateState.Accrued))) with
        {
            UsesHealth = rule.UsesHealth,
        };
    }

    private static string Word(RebateState state) => state.ToString().ToLowerInvariant();
}
