using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>A dealer in the matrix.</summary>
/// <param name="SellInYear">Minor units.</param>
public sealed record MatrixRow(string DealerId, string Name, string Tier, decimal? Value, decimal? Potential, string? Segment, decimal Coverage, long SellInYear);

/// <summary>How many dealers went from one segment to another between two months; empty: not rated.</summary>
public sealed record SegmentFlow(string From, string To, int Count);

/// <param name="Month">Null: nothing has been computed yet.</param>
/// <param name="From">The month that flows begin with; null without an earlier one.</param>
internal sealed record MatrixView(Period? Month, Period? From, IReadOnlyList<Period> Months, IReadOnlyList<MatrixRow> Rows, IReadOnlyList<SegmentFlow> Flows)
{
    /// <summary>Segments from the best down, and not rated.</summary>
    public static IReadOnlyList<string> Segments { get; } = ["strategic", "growth", "potential", "maintain", "at_risk", ""];
}

/// <summary>The value matrix of a month within a scope.</summary>
internal sealed class FindMatrix(IAppDbFactory factory)
{
    private const int MonthsBack = 3;

    public async Task<MatrixView> RunAsync(Period? asked, Period? from, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var months = (await db.Set<DealerStanding>().Select(s => s.MonthOn).Distinct().ToListAsync(cancellationToken)).Order().Select(Period.MonthOf).ToList();
        if (months.Count == 0)
        {
            return new MatrixView(null, null, [], [], []);
        }

        var month = asked is { } one && months.Contains(one) ? one : months[^1];
        var earlier = months.FindAll(m => m.Start < month.Start);
        Period? begin = earlier.Count == 0 ? null : from is { } known && earlier.Contains(known) ? known : earlier[Math.Max(0, earlier.Count - MonthsBack)];
        return new MatrixView(month, begin, months, await RowsAsync(db, month, cancellationToken), begin is { } b ? await FlowsAsync(db, b, month, cancellationToken) : []);
    }

    private static async Task<IReadOnlyList<MatrixRow>> RowsAsync(AppDbContext db, Period month, CancellationToken cancellationToken)
    {
        var (start, isChinese) = (month.Start, PortalCultures.IsChinese());
        return await (from s in db.Set<DealerStanding>().AsNoTracking()
                      where s.MonthOn == start
                      join d in db.Set<DealerFact>() on s.DealerId equals d.DealerId
                      orderby s.SellInYear descending, s.DealerId
                      select new MatrixRow(s.DealerId, isChinese ? d.Name : d.NameEn ?? d.Name, d.Tier, s.Value, s.Potential, s.Segment, s.Coverage, s.SellInYear)).ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<SegmentFlow>> FlowsAsync(AppDbContext db, Period from, Period to, CancellationToken cancellationToken)
    {
        var (first, second) = (from.Start, to.Start);
        var pairs = await (from a in db.Set<DealerStanding>().AsNoTracking()
                           where a.MonthOn == first
                           join b in db.Set<DealerStanding>() on a.DealerId equals b.DealerId
                           where b.MonthOn == second
                           select new { From = a.Segment ?? "", To = b.Segment ?? "" }).ToListAsync(cancellationToken);
        return [.. pairs.GroupBy(p => (p.From, p.To)).Select(g => new SegmentFlow(g.Key.From, g.Key.To, g.Count()))];
    }
}
