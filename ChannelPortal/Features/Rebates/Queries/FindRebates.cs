using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Queries;

/// <summary>Which statements a list shows.</summary>
/// <param name="State">A <see cref="RebateState"/> in lower case, <c>held</c>, or null for all.</param>
internal sealed record RebateFilter(string? State = null, string? ProgramId = null, string? Dealer = null);

/// <summary>A row of the list. Amounts in minor units.</summary>
/// <param name="Amount">What is or was to be paid; the accrual while the period runs.</param>
internal sealed record RebateRow(
    string No, string DealerId, string DealerName, string Currency, string ProgramId, string ProgramName, Period Period, RebateState State, long Counted, int StepNo, long Amount, long Settled, string? HeldBy,
    DateTimeOffset? SentAt, DateOnly? SettledOn)
{
    /// <summary>How it was paid, or will be by its programme: a code of <see cref="RebateMeans"/>.</summary>
    public string Means { get; init; } = RebateMeansCodes.CreditNote;

    /// <summary>Last day of a payout in time.</summary>
    public DateOnly DueOn => RebateStatement.DueOn(Period.End);

    /// <summary>Not paid in time, so far or at all.</summary>
    public bool IsLateOn(DateOnly today) => (SettledOn ?? today) > DueOn;
}

/// <summary>How many statements stand in a state, and their amount.</summary>
internal sealed record RebateStateSum(string State, int Count, long Amount);

internal sealed record RebatePage(IReadOnlyList<RebateRow> Rows, int Count, long Amount, IReadOnlyList<RebateStateSum> States);

/// <summary>A month of the calendar: what was paid in it, and what falls due.</summary>
internal sealed record RebateMonth(DateOnly Month, long Paid, long Agreed, long Expected)
{
    public long Sum => Paid + Agreed + Expected;
}

/// <summary>What a programme costs this year and cost the last. Minor units.</summary>
internal sealed record RebateProgramCost(string ProgramId, string Name, long ThisYear, long LastYear, long Base);

/// <summary>What is owed: earned and not calculated, calculated and not agreed, agreed and not paid, and what was paid this year.</summary>
internal sealed record RebateOverview(
    string Currency, long Accrued, long Calculated, long Approved, long Paid, int InTime, int Settled, IReadOnlyList<RebateMonth> Months, IReadOnlyList<RebateProgramCost> Programs)
{
    public IReadOnlyList<RebateMeansSum> Means { get; init; } = [];
}

/// <summary>What was paid this year by one means, and what dealers still have of it. Minor units.</summary>
/// <param name="Left">In the dealers' purses, with tax for an offset; 0 for means that leave nothing open.</param>
internal sealed record RebateMeansSum(string Means, int Count, long Amount, long Left);

/// <summary>Statements of a scope.</summary>
internal sealed class FindRebates(IAppDbFactory factory, BusinessClock clock)
{
    private const int MonthsBack = 8;
    private const int MonthsAhead = 4;

    private static readonly RebateState[] s_paid = [RebateState.Settled, RebateState.Closed];

    public async Task<RebatePage> RunAsync(RebateFilter filter, DealerScope scope, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var all = db.Set<RebateStatement>().AsNoTracking();
        if (!string.IsNullOrEmpty(filter.ProgramId))
        {
            all = all.Where(s => s.ProgramId == filter.ProgramId);
        }

        if (!string.IsNullOrEmpty(filter.Dealer))
        {
            all = all.Where(s => s.DealerId == filter.Dealer);
        }

        // Earned and carried, never below zero, is what is paid; the database adds the two and the sum's floor is the row's own.
        var sums = await all.GroupBy(s => s.State).Select(g => new { State = g.Key, Count = g.Count(), Amount = g.Sum(s => s.Accrued) }).ToListAsync(cancellationToken);
        var held = await all.Where(s => s.HeldBy != null).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Amount = g.Sum(s => s.Accrued) }).SingleOrDefaultAsync(cancellationToken);
        var shown = filter.State == "held" ? all.Where(s => s.HeldBy != null)
            : Enum.TryParse<RebateState>(filter.State, ignoreCase: true, out var state) ? all.Where(s => s.State == state) : all;
        var isChinese = PortalCultures.IsChinese();
        var rows = await (from statement in shown.OrderByDescending(s => s.PeriodOn).ThenByDescending(s => s.Accrued).ThenBy(s => s.No).Skip(skip).Take(take)
                          join program in db.Set<RebateProgram>() on statement.ProgramId equals program.Id
                          join dealer in db.Set<DealerFact>() on statement.DealerId equals dealer.DealerId
                          select new RebateRow(
                              statement.No, statement.DealerId, isChinese ? dealer.Name : dealer.NameEn ?? dealer.Name, dealer.Currency, statement.ProgramId, isChinese ? program.Name : program.NameEn,
                              new Period(statement.PeriodOn, statement.PeriodEndOn), statement.State, statement.Counted, statement.StepNo, statement.Accrued, statement.Settled, statement.HeldBy, statement.SentAt, statement.SettledOn))
            .ToListAsync(cancellationToken);
        var means = await MeansAsync(db, rows, cancellationToken);
        var total = await shown.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Amount = g.Sum(s => s.Accrued) }).SingleOrDefaultAsync(cancellationToken);
        var states = Enum.GetValues<RebateState>().Select(s => (State: WordOf(s), Sum: sums.Find(x => x.State == s))).Where(s => s.Sum is not null)
            .Select(s => new RebateStateSum(s.State, s.Sum!.Count, s.Sum.Amount));
        return new RebatePage(
            [.. rows.Select(r => r with { Means = means[r.No] }).OrderByDescending(r => r.Period.Start).ThenByDescending(r => r.Amount).ThenBy(r => r.No, StringComparer.Ordinal)], total?.Count ?? 0, total?.Amount ?? 0,
            held is null ? [.. states] : [.. states, new RebateStateSum("held", held.Count, held.Amount)]);
    }

    /// <summary>How each was paid, and for those that are not, how its programme pays.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> MeansAsync(AppDbContext db, IReadOnlyList<RebateRow> rows, CancellationToken cancellationToken)
    {
        var (numbers, programs) = (rows.Select(r => r.No).ToList(), rows.Select(r => r.ProgramId).Distinct().ToList());
        var paid = await db.Set<RebatePayout>().AsNoTracking().Where(p => numbers.Contains(p.StatementNo)).ToDictionaryAsync(p => p.StatementNo, p => p.Kind, StringComparer.Ordinal, cancellationToken);
        var versions = await db.Set<RebateStatement>().AsNoTracking().Where(s => numbers.Contains(s.No)).ToDictionaryAsync(s => s.No, s => s.VersionNo, StringComparer.Ordinal, cancellationToken);
        var usual = (await db.Set<RebateVersion>().AsNoTracking().Where(v => programs.Contains(v.ProgramId)).ToListAsync(cancellationToken)).ToDictionary(v => (v.ProgramId, v.No), v => v.Rule.Means.Code());
        return rows.ToDictionary(r => r.No, r => paid.GetValueOrDefault(r.No) ?? usual[(r.ProgramId, versions[r.No])], StringComparer.Ordinal);
    }

    /// <summary>Numbers of statements in a state, for an action on all of them.</summary>
    public async Task<IReadOnlyList<string>> NumbersAsync(RebateFilter filter, RebateState state, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<RebateStatement>().AsNoTracking()
            .Where(s => s.State == state && s.HeldBy == null && (string.IsNullOrEmpty(filter.ProgramId) || s.ProgramId == filter.ProgramId) && (string.IsNullOrEmpty(filter.Dealer) || s.DealerId == filter.Dealer))
            .OrderBy(s => s.No).Select(s => s.No).ToListAsync(cancellationToken);
    }

    public async Task<RebateOverview> OverviewAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var today = clock.Today;
        var (year, month) = (new DateOnly(today.Year, 1, 1), Period.MonthOf(today).Start);
        var (first, last) = (month.AddMonths(-MonthsBack), month.AddMonths(MonthsAhead));
        var statements = db.Set<RebateStatement>().AsNoTracking();
        var open = await statements.Where(s => !s_paid.Contains(s.State)).GroupBy(s => new { s.State, s.PeriodEndOn })
            .Select(g => new { g.Key.State, g.Key.PeriodEndOn, Accrued = g.Sum(s => s.Accrued), Expected = g.Sum(s => s.Expected), Approved = g.Sum(s => s.Approved) }).ToListAsync(cancellationToken);
        var paid = await statements.Where(s => s.SettledOn >= first || s.SettledOn >= year).GroupBy(s => s.SettledOn).Select(g => new { On = g.Key!.Value, Amount = g.Sum(s => s.Settled) }).ToListAsync(cancellationToken);
        var settled = await statements.Where(s => s.SettledOn >= year).Select(s => new { s.PeriodEndOn, On = s.SettledOn!.Value }).ToListAsync(cancellationToken);
        var cost = await statements.Where(s => s.PeriodEndOn > year.AddYears(-1)).GroupBy(s => new { s.ProgramId, IsNow = s.PeriodEndOn > year })
            .Select(g => new { g.Key.ProgramId, g.Key.IsNow, Amount = g.Sum(s => s.Accrued), Base = g.Sum(s => s.Counted) }).ToListAsync(cancellationToken);
        var isChinese = PortalCultures.IsChinese();
        var programs = await db.Set<RebateProgram>().AsNoTracking().OrderBy(p => p.Id).Select(p => new { p.Id, Name = isChinese ? p.Name : p.NameEn }).ToListAsync(cancellationToken);
        var means = await db.Set<RebatePayout>().AsNoTracking().Where(p => p.PaidOn >= year).GroupBy(p => p.Kind).Select(g => new { g.Key, Count = g.Count(), Amount = g.Sum(p => p.Amount) }).ToListAsync(cancellationToken);
        var purses = await db.Set<RebateBalance>().AsNoTracking().GroupBy(b => b.Purse).Select(g => new { g.Key, Amount = g.Sum(b => b.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Amount, cancellationToken);
        var months = Enumerable.Range(0, MonthsBack + MonthsAhead + 1).Select(first.AddMonths).Select(m =>
        {
            // What should have been paid before falls due now.
            var due = open.FindAll(o => Period.MonthOf(RebateStatement.DueOn(o.PeriodEndOn)).Start is var on && (on == m || (m == month && on < m)));
            return new RebateMonth(
                m, paid.Where(p => Period.MonthOf(p.On).Start == m).Sum(p => p.Amount), m < month ? 0 : due.Where(o => o.State == RebateState.Approved).Sum(o => o.Approved),
                m < month ? 0 : due.Where(o => o.State != RebateState.Approved).Sum(o => o.State == RebateState.Accrued ? o.Expected : o.Accrued));
        }).ToList();
        return new RebateOverview(
            await db.Set<DealerFact>().OrderBy(d => d.DealerId).Select(d => d.Currency).FirstOrDefaultAsync(cancellationToken) ?? "CNY",
            open.Where(o => o.State == RebateState.Accrued).Sum(o => o.Accrued), open.Where(o => o.State is not (RebateState.Accrued or RebateState.Approved)).Sum(o => o.Accrued),
            open.Where(o => o.State == RebateState.Approved).Sum(o => o.Approved), paid.Where(p => p.On >= year).Sum(p => p.Amount),
            settled.Count(s => s.On <= RebateStatement.DueOn(s.PeriodEndOn)), settled.Count, months,
            [
                .. programs.Select(p => new RebateProgramCost(
                    p.Id, p.Name, cost.Where(c => c.ProgramId == p.Id && c.IsNow).Sum(c => c.Amount), cost.Where(c => c.ProgramId == p.Id && !c.IsNow).Sum(c => c.Amount),
                    cost.Where(c => c.ProgramId == p.Id && c.IsNow).Sum(c => c.Base))),
            ])
        {
            Means =
            [
                .. RebateMeansCodes.All.Select(m => new RebateMeansSum(
                    m, means.Find(x => x.Key == m)?.Count ?? 0, means.Find(x => x.Key == m)?.Amount ?? 0,
                    m == RebateMeansCodes.Offset ? purses.GetValueOrDefault(RebatePurse.Offset) : m == RebateMeansCodes.Goods ? purses.GetValueOrDefault(RebatePurse.Goods) : 0)),
            ],
        };
    }

    public static string WordOf(RebateState state) => state.ToString().ToLowerInvariant();

    public static Tone ToneOf(RebateState state) => state switch
    {
        RebateState.Disputed => Tone.Bad,
        RebateState.Settled or RebateState.Closed => Tone.Good,
        RebateState.Sent or RebateState.Confirmed => Tone.Watch,
        RebateState.Approved or RebateState.Calculated => Tone.Info,
        _ => Tone.Neutral,
    };
}
