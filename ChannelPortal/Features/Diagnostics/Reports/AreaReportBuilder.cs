using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Reads the numbers of an area's month: the same metrics as the boards and the dealers' reports, over the area instead of one dealer.</summary>
internal sealed class AreaReportBuilder(IMetricReader metrics, IHealthBands bands, IAppDbFactory factory, IOptions<PortalOptions> portal)
{
    private const int Months = 12;
    private static readonly string[] s_sellIn = ["SAL-01"];
    private static readonly string[] s_trends = ["SAL-01", "SAL-05", "INV-02"];
    private static readonly string[] s_parts = ["SAL-01", "SAL-05", "INV-02", "INV-09", "FIN-03"];
    private static readonly string[] s_dealers = ["SAL-01", "SAL-05", "FIN-01", "FIN-03", "INV-01", "INV-09"];

    /// <summary>Null when there is no such area.</summary>
    public async Task<AreaReportModel?> BuildAsync(string areaId, Period month, CancellationToken cancellationToken)
    {
        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        if (tree.Find(areaId) is not { } area)
        {
            return null;
        }

        var dealers = tree.ActiveDealersOf(areaId, month);
        var slice = area.ParentRegionId is null ? MetricSlice.All : MetricSlice.Of(MetricDimensions.Region, areaId);
        var quarter = await NewestQuarterAsync(month, cancellationToken);
        var scores = quarter is { } known ? await EvaluationReads.ScoresAsync(factory, known, dealers.Select(d => d.DealerId), cancellationToken) : [];
        return new AreaReportModel(
            new AreaReportArea(area.RegionId, area.Name, area.NameEn, area.Level),
            month,
            portal.Value.Currency,
            await FiguresAsync(slice, month, cancellationToken),
            await TrendsAsync(slice, month, cancellationToken),
            await PartsAsync(tree, area, slice, month, scores, cancellationToken),
            await DealersAsync(dealers, slice, month, scores, quarter, cancellationToken),
            await CategoriesAsync(slice, month, cancellationToken),
            quarter is { } last ? await EvaluationReads.BandsAsync(bands, last, [.. dealers.Select(d => d.DealerId)], cancellationToken) : [],
            await AdviceAsync(month, [.. dealers.Select(d => d.DealerId)], cancellationToken));
    }

    private static Period YearBefore(Period month) => Period.MonthOf(month.Start.AddYears(-1));

    private async Task<IReadOnlyList<DiagnosticFigure>> FiguresAsync(MetricSlice slice, Period month, CancellationToken cancellationToken)
    {
        var ids = DiagnosticChapters.Headline;
        var now = await metrics.ValuesAsync(ids, slice, month, DealerScope.All, cancellationToken);
        var before = await metrics.ValuesAsync(ids, slice, Period.MonthOf(month.Start.AddMonths(-1)), DealerScope.All, cancellationToken);
        var then = await metrics.ValuesAsync(ids, slice, YearBefore(month), DealerScope.All, cancellationToken);
        return [.. ids.Select((id, i) =>
        {
            var definition = metrics.Catalog.Find(id)!.Definition;
            return new DiagnosticFigure(
                id, definition.NameZh, definition.NameEn, DiagnosticFigures.UnitOf(definition), definition.HigherIsBetter, now[i].Value, before[i].Value, then[i].Value, new DiagnosticPeers(0, null, null));
        })];
    }

    private async Task<IReadOnlyList<DiagnosticTrend>> TrendsAsync(MetricSlice slice, Period month, CancellationToken cancellationToken)
    {
        var trends = new List<DiagnosticTrend>();
        foreach (var id in s_trends)
        {
            var points = await metrics.SeriesAsync(id, slice, month.Start, Months * 2, DealerScope.All, cancellationToken);
            trends.Add(new DiagnosticTrend(id, [.. points.Skip(Months).Select((p, i) => new DiagnosticTrendPoint(p.Period, p.Value.Value, null, points[i].Value.Value))]));
        }

        return trends;
    }

    private async Task<IReadOnlyList<AreaReportPart>> PartsAsync(
        AreaTree tree, RegionFact area, MetricSlice slice, Period month, Dictionary<string, HealthScoreFact> scores, CancellationToken cancellationToken)
    {
        var dimension = area.Level switch { "nation" => MetricDimensions.Area, "area" => MetricDimensions.Province, _ => MetricDimensions.City };
        var now = await metrics.ByAsync(s_parts, dimension, slice, month, DealerScope.All, cancellationToken);
        var then = await metrics.ByAsync(s_sellIn, dimension, slice, YearBefore(month), DealerScope.All, cancellationToken);
        return [.. tree.ChildrenOf(area.RegionId)
            .Select(part => new AreaReportPart(
                part.RegionId, part.Name, part.NameEn, tree.ActiveDealersOf(part.RegionId, month).Count, Value("SAL-01", part), then.Find("SAL-01", part.RegionId)?.Value, Value("SAL-05", part),
                Value("INV-02", part), Value("INV-09", part), Value("FIN-03", part), EvaluationReads.Median(tree.DealersOf(part.RegionId).Select(d => scores.GetValueOrDefault(d.DealerId)?.Total).OfType<double>())))
            .Where(p => p.Dealers > 0 || p.SellIn is not null)
            .OrderByDescending(p => p.SellIn ?? 0).ThenBy(p => p.AreaId, StringComparer.Ordinal)];

        decimal? Value(string id, RegionFact part) => now.Find(id, part.RegionId)?.Value;
    }

    private async Task<IReadOnlyList<AreaReportDealer>> DealersAsync(
        IReadOnlyList<DealerFact> dealers, MetricSlice slice, Period month, Dictionary<string, HealthScoreFact> scores, Period? quarter, CancellationToken cancellationToken)
    {
        var now = await metrics.ByAsync(s_dealers, MetricDimensions.Dealer, slice, month, DealerScope.All, cancellationToken);
        var then = await metrics.ByAsync(s_sellIn, MetricDimensions.Dealer, slice, YearBefore(month), DealerScope.All, cancellationToken);
        var reached = quarter is { } known ? await bands.BandsAsync(known, DealerScope.All, cancellationToken) : new Dictionary<string, DealerBand>(StringComparer.Ordinal);
        return [.. dealers.Select(d =>
        {
            var score = scores.GetValueOrDefault(d.DealerId);
            return new AreaReportDealer(
                d.DealerId, d.Name, d.NameEn ?? d.Name, Value("SAL-01", d) ?? 0, then.Find("SAL-01", d.DealerId)?.Value ?? 0, Value("SAL-05", d), (decimal?)score?.Total, (decimal?)score?.PrevTotal,
                reached.GetValueOrDefault(d.DealerId)?.Band, Value("FIN-01", d) * Value("FIN-03", d), Value("INV-01", d) * Value("INV-09", d));
        })];

        decimal? Value(string id, DealerFact dealer) => now.Find(id, dealer.DealerId)?.Value;
    }

    private async Task<IReadOnlyList<AreaReportCategory>> CategoriesAsync(MetricSlice slice, Period month, CancellationToken cancellationToken)
    {
        var now = (await metrics.ByAsync(s_sellIn, MetricDimensions.Category, slice, month, DealerScope.All, cancellationToken))["SAL-01"];
        var then = (await metrics.ByAsync(s_sellIn, MetricDimensions.Category, slice, YearBefore(month), DealerScope.All, cancellationToken))["SAL-01"];
        await using var db = factory.Create(DealerScope.None);
        var names = (await db.Set<ProductFact>().AsNoTracking().Select(p => new { p.Category, p.CategoryEn }).Distinct().ToListAsync(cancellationToken))
            .GroupBy(p => p.Category, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.CategoryEn).FirstOrDefault(n => n is not null) ?? g.Key, StringComparer.Ordinal);
        return [.. now.Keys.Union(then.Keys, StringComparer.Ordinal)
            .Select(c => new AreaReportCategory(c, names.GetValueOrDefault(c) ?? c, now.GetValueOrDefault(c)?.Value ?? 0, then.GetValueOrDefault(c)?.Value ?? 0))
            .OrderByDescending(c => c.SellIn).ThenBy(c => c.Category, StringComparer.Ordinal)];
    }

    /// <summary>The newest quarter that ends with the month or before and has scores.</summary>
    private async Task<Period?> NewestQuarterAsync(Period month, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var end = month.End;
        var newest = await db.Set<HealthScoreFact>().AsNoTracking().Where(s => s.QuarterOn < end).OrderByDescending(s => s.QuarterOn).Select(s => (DateOnly?)s.QuarterOn).FirstOrDefaultAsync(cancellationToken);
        return newest is { } day ? QuarterlyReportJob.QuarterOf(day) : null;
    }

    private async Task<IReadOnlyList<AreaReportAdvice>> AdviceAsync(Period month, List<string> dealers, CancellationToken cancellationToken)
    {
        var text = month.ToString();
        await using var db = factory.Create(DealerScope.Of(dealers));
        return [.. (await db.Set<Advice>().AsNoTracking().Where(a => a.Month == text).GroupBy(a => a.RuleId)
                .Select(g => new { Id = g.Key, Count = g.Count(), Answered = g.Count(a => a.Accepted != null), Expected = g.Sum(a => a.ExpectedGain ?? 0) }).ToListAsync(cancellationToken))
            .OrderByDescending(g => g.Count).ThenBy(g => g.Id, StringComparer.Ordinal).Select(g => new AreaReportAdvice(g.Id, g.Count, g.Answered, g.Expected / 100m))];
    }
}
