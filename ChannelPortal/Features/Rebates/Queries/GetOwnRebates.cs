using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Queries;

/// <summary>A programme as its dealer sees it while the period runs. Amounts in minor units.</summary>
/// <param name="Waiting">Net of what is ordered and will count once it is shipped.</param>
/// <param name="StatementNo">Where the accrual is kept; null before the first night.</param>
internal sealed record OwnRebate(string ProgramId, string Name, Period Period, RebateRule Rule, RebateDealerStanding Standing, long Waiting, string? StatementNo)
{
    /// <summary>What the period would pay if this much more counted until its end.</summary>
    public RebateResult With(long more)
    {
        var (terms, input) = (Rule.Terms, Standing.Input);
        var isQuantity = terms is { Measure: RebateMeasure.Quantity, IsByRatio: false };
        var line = new RebateLine("", Period.End.AddDays(-1), input.Amount + (isQuantity ? 0 : more), input.Quantity + (isQuantity ? more : 0));
        return RebateCalculation.Of(terms, input with { Lines = [line], Whole = input.Whole + (terms.Basis == RebateBasis.Mix ? more : 0) });
    }
}

internal sealed record OwnRebates(string DealerId, string DealerName, string Currency, IReadOnlyList<OwnRebate> Running, IReadOnlyList<RebateRow> Statements, long PaidThisYear, RebateFunds Funds, IReadOnlyList<RebateMovementRow> Movements);

/// <summary>A dealer's own progress, read anew from the facts each time something moves.</summary>
internal sealed class GetOwnRebates(IAppDbFactory factory, FindRebates statements, FindRebateMovements movements, OrderRebates funds, BusinessClock clock)
{
    private const int Newest = 24;

    public async Task<OwnRebates?> RunAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return null;
        }

        var today = clock.Today;
        var running = new List<OwnRebate>();
        foreach (var version in await RebateEngine.AllInForceAsync(db, today, cancellationToken))
        {
            var (rule, period) = (version.Rule, version.Rule.PeriodOf(today));
            if (!(await RebateEngine.DealersAsync(db, version.Program.Id, rule, period, cancellationToken)).Contains(dealerId, StringComparer.Ordinal))
            {
                continue;
            }

            var standing = (await RebateStandings.ReadAsync(db, rule, period, [dealerId], today.AddDays(1), cancellationToken))[dealerId];
            var waiting = rule.Terms.Basis is RebateBasis.Payment or RebateBasis.SellOut or RebateBasis.Display
                ? 0 : await RebateSources.WaitingAsync(db, new RebateQuestion(rule.Terms.Basis, rule.Audience.Categories, period, [dealerId]), cancellationToken);
            var no = await db.Set<RebateStatement>().Where(s => s.DealerId == dealerId && s.ProgramId == version.Program.Id && s.PeriodOn == period.Start).Select(s => s.No).SingleOrDefaultAsync(cancellationToken);
            running.Add(new OwnRebate(version.Program.Id, PortalCultures.IsChinese() ? version.Program.Name : version.Program.NameEn, period, rule, standing, waiting, no));
        }

        var year = new DateOnly(today.Year, 1, 1);
        var page = await statements.RunAsync(new RebateFilter(Dealer: dealerId), scope, 0, Newest, cancellationToken);
        return new OwnRebates(
            dealerId, PortalCultures.IsChinese() ? dealer.Name : dealer.NameEn ?? dealer.Name, dealer.Currency, running, [.. page.Rows.Where(r => r.State != RebateState.Accrued)],
            await db.Set<RebateStatement>().Where(s => s.DealerId == dealerId && s.SettledOn >= year).SumAsync(s => s.Settled, cancellationToken),
            await funds.ReadAsync(dealerId, scope, cancellationToken), await movements.OfDealerAsync(dealerId, scope, cancellationToken));
    }
}
