using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Scores and bands of many dealers, for reports about areas.</summary>
internal static class EvaluationReads
{
    private const int Quarters = 6;

    public static async Task<Dictionary<string, HealthScoreFact>> ScoresAsync(IAppDbFactory factory, Period quarter, IEnumerable<string> dealers, CancellationToken cancellationToken)
    {
        var (start, end) = (quarter.Start, quarter.End);
        await using var db = factory.Create(DealerScope.Of(dealers));
        return await db.Set<HealthScoreFact>().AsNoTracking().Where(s => s.QuarterOn >= start && s.QuarterOn < end).ToDictionaryAsync(s => s.DealerId, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Up to six quarters that end with the newest, oldest first; those in which none of the dealers was rated are missing.</summary>
    public static async Task<IReadOnlyList<AreaReportBands>> BandsAsync(IHealthBands bands, Period newest, HashSet<string> dealers, CancellationToken cancellationToken)
    {
        var rows = new List<AreaReportBands>();
        for (var back = Quarters - 1; back >= 0; back--)
        {
            var quarter = QuarterlyReportJob.QuarterOf(newest.Start.AddMonths(-3 * back));
            var reached = (await bands.BandsAsync(quarter, DealerScope.All, cancellationToken)).Values.Where(b => dealers.Contains(b.DealerId)).ToLookup(b => b.Band, StringComparer.Ordinal);
            if (reached.Count > 0)
            {
                rows.Add(new AreaReportBands(quarter, reached["A"].Count(), reached["B"].Count(), reached["C"].Count(), reached["D"].Count()));
            }
        }

        return rows;
    }

    /// <summary>Null of nothing.</summary>
    public static decimal? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count == 0 ? null : (decimal)(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
