using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>A dealer's line in the list of a quarter.</summary>
internal sealed record EvaluationRow(
    string DealerId, string Name, string Region, string Tier, decimal? Index, string? Band, decimal? Before, string? BandBefore, IReadOnlyDictionary<string, decimal?> Scores, decimal Coverage, EvaluationCase? Case)
{
    public decimal? Change => Index - Before;

    public string Status => Case?.Status ?? CaseStatus.Computed;

    public bool MovedBand => Band is not null && BandBefore is not null && Band != BandBefore;
}

/// <summary>How many dealers of a quarter stand in each band.</summary>
/// <param name="Counts">A, B, C, D, not rated.</param>
public sealed record BandCount(Period Quarter, IReadOnlyList<int> Counts)
{
    public static IReadOnlyList<string> Bands { get; } = ["A", "B", "C", "D", ""];

    public int Sum => Counts.Sum();
}

/// <param name="Quarter">Null: nothing has been evaluated yet.</param>
internal sealed record EvaluationList(Period? Quarter, IReadOnlyList<Period> Quarters, IReadOnlyList<BandCount> Distribution, IReadOnlyList<EvaluationRow> Rows);

/// <summary>Evaluations of a quarter within a scope.</summary>
internal sealed class FindEvaluations(IAppDbFactory factory)
{
    private const int Shown = 8;

    /// <param name="asked">Null or unknown: the newest.</param>
    public async Task<EvaluationList> RunAsync(Period? asked, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var known = (await db.Set<Evaluation>().Select(e => e.QuarterOn).Distinct().ToListAsync(cancellationToken)).Order().Select(Domain.Quarters.Of).ToList();
        if (known.Count == 0)
        {
            return new EvaluationList(null, [], [], []);
        }

        var quarter = asked is { } one && known.Contains(one) ? one : known[^1];
        return new EvaluationList(quarter, known, await DistributionAsync(db, known.TakeLast(Shown), cancellationToken), await RowsAsync(db, quarter, cancellationToken));
    }

    /// <summary>The quarters of one dealer, oldest first.</summary>
    public async Task<IReadOnlyList<Period>> QuartersAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return [.. (await db.Set<Evaluation>().Where(e => e.DealerId == dealerId).OrderBy(e => e.QuarterOn).Select(e => e.QuarterOn).ToListAsync(cancellationToken)).Select(Domain.Quarters.Of)];
    }

    private static async Task<IReadOnlyList<BandCount>> DistributionAsync(AppDbContext db, IEnumerable<Period> quarters, CancellationToken cancellationToken)
    {
        var counts = await db.Set<Evaluation>().GroupBy(e => new { e.QuarterOn, e.Band }).Select(g => new { g.Key.QuarterOn, g.Key.Band, Count = g.Count() }).ToListAsync(cancellationToken);
        return [.. quarters.Select(q => new BandCount(q, [.. BandCount.Bands.Select(b => counts.Where(c => c.QuarterOn == q.Start && (c.Band ?? "") == b).Sum(c => c.Count))]))];
    }

    private static async Task<IReadOnlyList<EvaluationRow>> RowsAsync(AppDbContext db, Period quarter, CancellationToken cancellationToken)
    {
        var (start, before) = (quarter.Start, Domain.Quarters.Before(quarter).Start);
        var previous = await db.Set<Evaluation>().AsNoTracking().Where(e => e.QuarterOn == before).Select(e => new { e.DealerId, e.Index, e.Band }).ToDictionaryAsync(e => e.DealerId, StringComparer.Ordinal, cancellationToken);
        var cases = await db.Set<EvaluationCase>().AsNoTracking().Where(c => c.QuarterOn == start).ToDictionaryAsync(c => c.DealerId, StringComparer.Ordinal, cancellationToken);
        var rows = await (from e in db.Set<Evaluation>().AsNoTracking()
                          where e.QuarterOn == start
                          join d in db.Set<DealerFact>() on e.DealerId equals d.DealerId
                          join r in db.Set<RegionFact>() on d.RegionId equals r.RegionId
                          orderby e.DealerId
                          select new { e.DealerId, d.Name, d.NameEn, d.Tier, Region = r.Name, RegionEn = r.NameEn, e.Index, e.Band, e.Sales, e.Compliance, e.Loyalty, e.Digital, e.Potential, e.Coverage }).ToListAsync(cancellationToken);
        var isChinese = PortalCultures.IsChinese();
        return
        [
            .. rows.Select(r => new EvaluationRow(
                r.DealerId, isChinese ? r.Name : r.NameEn ?? r.Name, isChinese ? r.Region : r.RegionEn, r.Tier, r.Index, r.Band, previous.GetValueOrDefault(r.DealerId)?.Index,
                previous.GetValueOrDefault(r.DealerId)?.Band,
                new Dictionary<string, decimal?>(StringComparer.Ordinal)
                {
                    [HealthIndex.Sales] = r.Sales, [HealthIndex.Compliance] = r.Compliance, [HealthIndex.Loyalty] = r.Loyalty, [HealthIndex.Digital] = r.Digital, [HealthIndex.Potential] = r.Potential,
                },
                r.Coverage, cases.GetValueOrDefault(r.DealerId))),
        ];
    }
}
