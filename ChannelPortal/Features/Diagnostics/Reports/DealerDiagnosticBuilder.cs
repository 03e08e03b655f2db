using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Reads the numbers of a dealer's month. Every figure comes from the metric reader, so it equals the one on the boards.</summary>
internal sealed class DealerDiagnosticBuilder(
    IMetricReader metrics, IDealerEvaluations evaluations, IRebateProgress rebates, IAppDbFactory factory, AdviceBook advice, IOptions<DiagnosticsOptions> options, IOptions<PortalOptions> portal)
{
    private const int Months = 12;
    private static readonly string[] s_sellIn = ["SAL-01"];

    public DiagnosticBatch Open(Period month) => new(metrics, rebates, factory, month);

    /// <summary>Null when the dealer does not exist.</summary>
    public async Task<DealerDiagnosticModel?> BuildAsync(string dealerId, DiagnosticBatch batch, CancellationToken cancellationToken)
    {
        var network = await batch.NetworkAsync(cancellationToken);
        if (network.Dealer(dealerId) is not { } dealer)
        {
            return null;
        }

        var (group, region, month) = (network.GroupOf(dealer), network.RegionOf(dealer), batch.Month);
        var reach = batch.Reach(group);
        var peers = new Peers(dealerId, [.. network.MembersOf(group)], options.Value.MinimumPeers);
        var tables = new List<MetricTable>();
        for (var back = 0; back <= Months; back++)
        {
            tables.Add(await batch.ReadAsync(reach, DiagnosticChapters.MetricIds, back, cancellationToken));
        }

        var earlier = new List<MetricTable>();
        for (var back = Months; back < Months * 2; back++)
        {
            earlier.Add(await batch.ReadAsync(reach, s_sellIn, back, cancellationToken));
        }

        var figures = DiagnosticChapters.MetricIds.Select(id => FigureOf(id, tables, peers)).ToList();
        var products = await ProductsAsync(dealerId, month, cancellationToken);
        var amounts = new DiagnosticAmounts(ValueOf("SAL-01"), ValueOf("INV-01"), ValueOf("FIN-01"));
        var headline = figures.Where(f => DiagnosticChapters.Headline.Contains(f.MetricId)).ToList();
        var dealerCase = new AdviceCase(figures.ToDictionary(f => f.MetricId, StringComparer.Ordinal), products, options.Value);
        var stakes = AdviceLibrary.Stakes(dealerCase);
        return new DealerDiagnosticModel(
            new DiagnosticDealer(dealer.DealerId, dealer.Name, region?.Name ?? dealer.RegionId, region?.NameEn ?? dealer.RegionId, dealer.Tier),
            month,
            portal.Value.Currency,
            new DiagnosticPeerGroup(dealer.Tier, group.Area?.Name ?? "—", group.Area?.NameEn ?? "—", peers.CountOf(tables[0], "SAL-01")),
            figures,
            [.. DiagnosticChapters.TrendIds.Select(id => TrendOf(id, month, tables, earlier, peers))],
            products,
            DiagnosticRules.Strengths(headline, options.Value),
            DiagnosticRules.Weaknesses(headline, amounts, options.Value),
            DiagnosticRules.Changes(figures),
            AdviceLibrary.For(dealerCase),
            stakes,
            await advice.OutcomesAsync(dealerId, month, stakes, cancellationToken),
            await ScoreAsync(dealerId, month, cancellationToken),
            [.. (await batch.RebatesAsync(reach, dealerId, cancellationToken)).Select(RebateOf)]);

        decimal? ValueOf(string id) => figures.Single(f => f.MetricId == id).Value;
    }

    private static DiagnosticRebate RebateOf(RebateStanding standing)
    {
        var unit = standing.IsQuantity ? 1_000m : Money.MinorPerMajor;
        return new DiagnosticRebate(
            standing.Name, standing.NameEn, standing.Period.ToString(), standing.Base / unit, standing.StepNo, standing.Steps, standing.Gap / unit, standing.IsQuantity, standing.Accrued / (decimal)Money.MinorPerMajor,
            standing.Expected / (decimal)Money.MinorPerMajor);
    }

    /// <summary>The newest evaluation of a quarter that had ended with the month.</summary>
    private async Task<DiagnosticScore?> ScoreAsync(string dealerId, Period month, CancellationToken cancellationToken)
    {
        var quarter = QuarterlyReportJob.QuarterOf(month.End.Month % 3 == 1 ? month.Start : month.Start.AddMonths(-3));
        var history = await evaluations.HistoryAsync(dealerId, quarter, 2, DealerScope.Of(dealerId), cancellationToken);
        return history.Count > 0 && history[^1] is { Index: { } index } last ? new DiagnosticScore(last.Quarter.ToString(), index, last.Band, history.Count > 1 ? history[0].Index : null) : null;
    }

    private DiagnosticFigure FigureOf(string id, List<MetricTable> tables, Peers peers)
    {
        var definition = metrics.Catalog.Find(id)!.Definition;
        return new DiagnosticFigure(
            id, definition.NameZh, definition.NameEn, DiagnosticFigures.UnitOf(definition), definition.HigherIsBetter, peers.Own(tables[0], id), peers.Own(tables[1], id), peers.Own(tables[Months], id),
            PeerStatistics.Of(peers.All(tables[0], id), peers.Own(tables[0], id), definition.HigherIsBetter, options.Value.MinimumPeers));
    }

    private static DiagnosticTrend TrendOf(string id, Period month, List<MetricTable> tables, List<MetricTable> earlier, Peers peers) => new(
        id,
        [.. Enumerable.Range(1 - Months, Months).Select(i => new DiagnosticTrendPoint(
            Period.MonthOf(month.Start.AddMonths(i)), peers.Own(tables[-i], id), peers.Median(tables[-i], id), id == s_sellIn[0] ? peers.Own(earlier[-i], id) : null))]);

    private async Task<IReadOnlyList<DiagnosticProduct>> ProductsAsync(string dealerId, Period month, CancellationToken cancellationToken)
    {
        var slice = MetricSlice.Of(MetricDimensions.Dealer, dealerId);
        var table = await metrics.ByAsync(["SAL-01", "STO-01", "INV-01", "INV-02", "INV-09"], MetricDimensions.Product, slice, month, DealerScope.All, cancellationToken);
        var lastYear = await metrics.ByAsync(s_sellIn, MetricDimensions.Product, slice, Period.MonthOf(month.Start.AddYears(-1)), DealerScope.All, cancellationToken);
        var ids = table["SAL-01"].Keys.Concat(table["STO-01"].Keys).Concat(table["INV-01"].Keys).Concat(lastYear["SAL-01"].Keys).Distinct(StringComparer.Ordinal).ToList();
        await using var db = factory.Create(DealerScope.All);
        var products = await db.Set<ProductFact>().AsNoTracking().Where(p => ids.Contains(p.ProductId)).ToListAsync(cancellationToken);
        return [.. products
            .Select(p => new DiagnosticProduct(
                p.ProductId, p.Name, p.NameEn ?? p.Name, p.Category, p.CategoryEn ?? p.Category,
                Value("SAL-01", p.ProductId) ?? 0, lastYear.Find("SAL-01", p.ProductId)?.Value ?? 0, Value("STO-01", p.ProductId) ?? 0, Value("INV-01", p.ProductId),
                Value("INV-02", p.ProductId), Value("INV-09", p.ProductId)))
            .Where(p => p.SellIn != 0 || p.SellInLastYear != 0 || p.SellOut != 0 || p.StockValue is > 0)
            .OrderBy(p => p.Category, StringComparer.Ordinal).ThenByDescending(p => p.SellIn).ThenBy(p => p.ProductId, StringComparer.Ordinal)];

        decimal? Value(string metric, string product) => table.Find(metric, product)?.Value;
    }

    /// <summary>A dealer in its group.</summary>
    private sealed class Peers(string dealerId, IReadOnlyList<string> members, int minimum)
    {
        public decimal? Own(MetricTable table, string id) => table.Find(id, dealerId)?.Value;

        public IEnumerable<decimal?> All(MetricTable table, string id) => members.Select(m => table.Find(id, m)?.Value);

        public int CountOf(MetricTable table, string id) => All(table, id).Count(v => v is not null);

        public decimal? Median(MetricTable table, string id) => PeerStatistics.Median(All(table, id), minimum);
    }
}
