using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>A line as it should stand: the sum of all that the runs wrote for its source.</summary>
internal sealed record RebatePosition(string Kind, string Reference, DateOnly On, long Base, decimal Rate, long Amount);

/// <summary>What a calculation comes to for one dealer, and what is missing of it in the statement.</summary>
/// <param name="Statement">As it stands; null before the first calculation.</param>
/// <param name="Difference">What a run would add; for a fixed statement nothing, its difference is carried to the next one.</param>
/// <param name="IsDifferent">The amount or a line is not what the last run left.</param>
internal sealed record RebateOutcome(
    string DealerId, RebateStatement? Statement, RebateBooks Books, RebateResult Result, int Multiplier, string? YieldsTo, long Earned, long Carried, IReadOnlyList<RebatePosition> Difference, bool IsDifferent)
{
    public long Payable => Math.Max(0, Earned + Carried);
}

/// <summary>Compares what a period comes to now with what was written for it. It writes nothing.</summary>
internal sealed class RebateCalculator(RebateEngine engine, IOptions<RebatesOptions> options)
{
    public const string Carry = "carry";

    public async Task<IReadOnlyList<RebateOutcome>> PlanAsync(
        AppDbContext db, RebateVersionInForce version, Period period, IReadOnlyList<string> dealers, CancellationToken cancellationToken)
    {
        var (programId, terms) = (version.Program.Id, version.Rule.Terms);
        var books = await RebateEngine.ReadAsync(db, version.Rule, period, dealers, cancellationToken);
        var results = books.ToDictionary(b => b.Key, b => RebateCalculation.Of(terms, b.Value.Input), StringComparer.Ordinal);
        var rivals = await RebateEngine.RivalsAsync(db, version, period, results.ToDictionary(r => r.Key, r => r.Value.Amount, StringComparer.Ordinal), cancellationToken);
        var multipliers = await engine.MultipliersAsync(version.Rule, period, cancellationToken);
        var statements = await db.Set<RebateStatement>().Where(s => s.ProgramId == programId && s.PeriodOn == period.Start && dealers.Contains(s.DealerId)).ToDictionaryAsync(s => s.DealerId, cancellationToken);
        var written = await WrittenAsync(db, [.. statements.Values.Select(s => s.No)], cancellationToken);
        var corrections = await CorrectionsAsync(db, version, period, dealers, statements, cancellationToken);
        var outcomes = new List<RebateOutcome>(dealers.Count);
        foreach (var dealer in dealers)
        {
            var statement = statements.GetValueOrDefault(dealer);
            if (statement is null && books[dealer].Input.Lines.Count == 0)
            {
                continue;
            }

            var result = results[dealer];
            var (multiplier, rival) = (statement is { IsFixed: true } ? statement.Multiplier : multipliers.GetValueOrDefault(dealer, 1_000), rivals.GetValueOrDefault(dealer));
            var earned = rival is null ? RebateCalculation.Multiply(result.Amount, multiplier / 1_000m) : 0;
            if (statement is { IsFixed: true })
            {
                var isOff = earned != statement.Earned + await CarriedFromAsync(db, statement.No, null, cancellationToken);
                outcomes.Add(new RebateOutcome(dealer, statement, books[dealer], result, multiplier, rival, statement.Earned, statement.Carried, [], isOff));
                continue;
            }

            var carries = Limit(corrections[dealer], earned);
            var target = (rival is null ? Positions(books[dealer], result) : []).Concat(carries).ToList();
            var difference = Subtract(target, statement is null ? [] : written[statement.No]);
            var carried = carries.Sum(c => c.Amount);
            outcomes.Add(new RebateOutcome(
                dealer, statement, books[dealer], result, multiplier, rival, earned, carried, difference,
                difference.Count > 0 || statement is null || (statement.Calculated, statement.Earned, statement.Carried, statement.Base) != (rival is null ? result.Amount : 0, earned, carried, result.Base)));
        }

        return outcomes;
    }

    /// <summary>What statements of earlier periods, agreed already, should have been: oldest first, not yet limited by what this statement can bear.</summary>
    private async Task<ILookup<string, RebatePosition>> CorrectionsAsync(
        AppDbContext db, RebateVersionInForce version, Period period, IReadOnlyList<string> dealers, IReadOnlyDictionary<string, RebateStatement> statements, CancellationToken cancellationToken)
    {
        var programId = version.Program.Id;
        RebateState[] agreed = [RebateState.Approved, RebateState.Settled, RebateState.Closed];
        var earlier = await db.Set<RebateStatement>().AsNoTracking()
            .Where(s => s.ProgramId == programId && s.PeriodOn < period.Start && dealers.Contains(s.DealerId) && agreed.Contains(s.State) && s.YieldsTo == null)
            .OrderBy(s => s.PeriodOn).ToListAsync(cancellationToken);
        var found = new List<(string Dealer, RebatePosition Position)>();
        foreach (var group in earlier.GroupBy(s => (s.Period, s.VersionNo)).TakeLast(options.Value.LookBack))
        {
            var rule = (await db.Set<RebateVersion>().AsNoTracking().SingleAsync(v => v.ProgramId == programId && v.No == group.Key.VersionNo, cancellationToken)).Rule;
            var books = await RebateEngine.ReadAsync(db, rule, group.Key.Period, [.. group.Select(s => s.DealerId)], cancellationToken);
            foreach (var statement in group)
            {
                var input = books[statement.DealerId].Input;
                var due = RebateCalculation.Multiply(RebateCalculation.Of(rule.Terms, input).Amount, statement.Multiplier / 1_000m);
                if (due == statement.Earned && input.Amount == statement.Counted)
                {
                    continue;
                }

                var already = await CarriedFromAsync(db, statement.No, statements.GetValueOrDefault(statement.DealerId)?.No, cancellationToken);

                // Never more back than was paid.
                var amount = Math.Max(due - statement.Earned - already, -statement.Payable - already);
                if (amount != 0)
                {
                    found.Add((statement.DealerId, new RebatePosition(Carry, statement.No, group.Key.Period.End.AddDays(-1), input.Amount - statement.Counted, 0, amount)));
                }
            }
        }

        return found.ToLookup(f => f.Dealer, f => f.Position, StringComparer.Ordinal);
    }

    /// <summary>What other statements carry of this one's correction.</summary>
    private static async Task<long> CarriedFromAsync(AppDbContext db, string no, string? except, CancellationToken cancellationToken) =>
        await db.Set<RebateAccrual>().Where(a => a.Kind == Carry && a.Reference == no && a.StatementNo != except).SumAsync(a => a.Amount, cancellationToken);

    /// <summary>A statement is never negative: what it cannot bear waits for the next one.</summary>
    private static List<RebatePosition> Limit(IEnumerable<RebatePosition> corrections, long earned)
    {
        var (taken, room) = (new List<RebatePosition>(), earned);
        foreach (var correction in corrections)
        {
            var amount = Math.Max(correction.Amount, -room);
            room += amount;
            if (amount != 0)
            {
                taken.Add(correction with { Amount = amount });
            }
        }

        return taken;
    }

    private static IEnumerable<RebatePosition> Positions(RebateBooks books, RebateResult result) =>
        result.Shares.GroupBy(s => s.Line.Reference, StringComparer.Ordinal)
            .Select(g => new RebatePosition(books.Kinds[g.Key], g.Key, g.First().Line.On, g.Sum(s => s.Line.Amount), g.Last().Rate, g.Sum(s => s.Amount)));

    private static List<RebatePosition> Subtract(List<RebatePosition> target, IEnumerable<RebatePosition> written)
    {
        var before = written.ToDictionary(w => (w.Kind, w.Reference));
        var difference = new List<RebatePosition>();
        foreach (var position in target)
        {
            var old = before.Remove((position.Kind, position.Reference), out var found) ? found : null;
            if (old is null || old.Base != position.Base || old.Amount != position.Amount)
            {
                difference.Add(position with { Base = position.Base - (old?.Base ?? 0), Amount = position.Amount - (old?.Amount ?? 0) });
            }
        }

        // What counted and does not any more, e.g. a cancelled order.
        difference.AddRange(before.Values.Where(b => b.Base != 0 || b.Amount != 0).OrderBy(b => b.Reference, StringComparer.Ordinal).Select(b => b with { Base = -b.Base, Amount = -b.Amount }));
        return difference;
    }

    private static async Task<ILookup<string, RebatePosition>> WrittenAsync(AppDbContext db, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0)
        {
            return Enumerable.Empty<RebateAccrual>().ToLookup(a => a.StatementNo, PositionOf, StringComparer.Ordinal);
        }

        var sums = await db.Set<RebateAccrual>().Where(a => numbers.Contains(a.StatementNo)).GroupBy(a => new { a.StatementNo, a.Kind, a.Reference, a.On })
            .Select(g => new { g.Key.StatementNo, g.Key.Kind, g.Key.Reference, g.Key.On, Base = g.Sum(a => a.Base), Amount = g.Sum(a => a.Amount) }).ToListAsync(cancellationToken);
        return sums.GroupBy(s => (s.StatementNo, s.Kind, s.Reference))
            .Select(g => (g.Key.StatementNo, Position: new RebatePosition(g.Key.Kind, g.Key.Reference, g.First().On, g.Sum(s => s.Base), 0, g.Sum(s => s.Amount))))
            .ToLookup(s => s.StatementNo, s => s.Position, StringComparer.Ordinal);
    }

    private static RebatePosition PositionOf(RebateAccrual line) => new(line.Kind, line.Reference, line.On, line.Base, 0, line.Amount);
}
