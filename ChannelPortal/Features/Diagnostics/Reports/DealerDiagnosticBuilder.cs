using System.Collections.Concurrent;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Reads the numbers of a dealer's month. Every figure comes from the metric reader, so it equals the one on the boards.</summary>
internal sealed class DealerDiagnosticBuilder(IMetricReader metrics, IAppDbFactory factory, IOptions<DiagnosticsOptions> options, IOptions<PortalOptions> portal)
{
    /// <summary>Shown in this order. No margin: the manufacturer's cost must not reach a dealer.</summary>
    private static readonly (string Id, DiagnosticUnit Unit)[] s_figures =
    [
        ("SAL-01", DiagnosticUnit.Money), ("SAL-05", DiagnosticUnit.Percent), ("STO-01", DiagnosticUnit.Money), ("STO-04", DiagnosticUnit.Percent),
        ("INV-02", DiagnosticUnit.Days), ("INV-09", DiagnosticUnit.Percent), ("FIN-03", DiagnosticUnit.Percent), ("LOG-01", DiagnosticUnit.Percent),
    ];

    private static readonly string[] s_figureIds = [.. s_figures.Select(f => f.Id)];

    /// <summary>Null when the dealer does not exist.</summary>
    public async Task<DealerDiagnosticModel?> BuildAsync(string dealerId, Period month, DiagnosticBatch batch, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (await db.Set<DealerFact>().AsNoTracking().FirstOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return null;
        }

        var regions = await db.Set<RegionFact>().AsNoTracking().ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        var region = regions.GetValueOrDefault(dealer.RegionId);
        var area = region?.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => regions.GetValueOrDefault(id)).FirstOrDefault(r => r?.Level == "area");
        var peers = await PeersAsync(dealer.Tier, area?.RegionId, month, batch, cancellationToken);
        var slice = MetricSlice.Of(MetricDimensions.Dealer, dealerId);
        var figures = await FiguresAsync(dealerId, slice, month, peers, cancellationToken);
        var amounts = await metrics.ValuesAsync(["SAL-01", "INV-01", "FIN-01"], slice, month, DealerScope.All, cancellationToken);
        return new DealerDiagnosticModel(
            new DiagnosticDealer(dealer.DealerId, dealer.Name, region?.Name ?? dealer.RegionId, region?.NameEn ?? dealer.RegionId, dealer.Tier),
            month,
            portal.Value.Currency,
            new DiagnosticPeerGroup(dealer.Tier, area?.Name ?? "—", area?.NameEn ?? "—", peers["SAL-01"].Count(p => p.Value.Value is not null)),
            figures,
            await MonthsAsync(slice, month, cancellationToken),
            await ProductsAsync(db, slice, month, cancellationToken),
            DiagnosticRules.Strengths(figures, options.Value),
            DiagnosticRules.Weaknesses(figures, new DiagnosticAmounts(amounts[0].Value, amounts[1].Value, amounts[2].Value), options.Value));
    }

    // Peers are the same for every dealer of a group: one statement serves a whole batch.
    private Task<MetricTable> PeersAsync(string tier, string? area, Period month, DiagnosticBatch batch, CancellationToken cancellationToken)
    {
        var slice = MetricSlice.Of(MetricDimensions.Tier, tier);
        slice = area is null ? slice : slice.With(MetricDimensions.Region, area);
        return batch.Peers.GetOrAdd(
            slice.Key,
            _ => new Lazy<Task<MetricTable>>(() => metrics.ByAsync(s_figureIds, MetricDimensions.Dealer, slice, month, DealerScope.All, cancellationToken))).Value;
    }

    private async Task<IReadOnlyList<DiagnosticFigure>> FiguresAsync(string dealerId, MetricSlice slice, Period month, MetricTable peers, CancellationToken cancellationToken)
    {
        var now = await metrics.ValuesAsync(s_figureIds, slice, month, DealerScope.All, cancellationToken);
        var before = await metrics.ValuesAsync(s_figureIds, slice, Period.MonthOf(month.Start.AddMonths(-1)), DealerScope.All, cancellationToken);
        var lastYear = await metrics.ValuesAsync(s_figureIds, slice, Period.MonthOf(month.Start.AddYears(-1)), DealerScope.All, cancellationToken);
        return [.. s_figures.Select((figure, i) =>
        {
            var definition = metrics.Catalog.Find(figure.Id)!.Definition;
            return new DiagnosticFigure(
                figure.Id, definition.NameZh, definition.NameEn, figure.Unit, definition.HigherIsBetter, now[i].Value, before[i].Value, lastYear[i].Value,
                PeerStatistics.Of(peers[figure.Id].ToDictionary(p => p.Key, p => p.Value.Value, StringComparer.Ordinal), dealerId, definition.HigherIsBetter, options.Value.MinimumPeers));
        })];
    }

    private async Task<IReadOnlyList<DiagnosticMonth>> MonthsAsync(MetricSlice slice, Period month, CancellationToken cancellationToken)
    {
        const int Months = 12;
        var sellIn = await metrics.SeriesAsync("SAL-01", slice, month.Start, Months * 2, DealerScope.All, cancellationToken);
        var attainment = await metrics.SeriesAsync("SAL-05", slice, month.Start, Months, DealerScope.All, cancellationToken);
        var stockDays = await metrics.SeriesAsync("INV-02", slice, month.Start, Months, DealerScope.All, cancellationToken);
        return [.. Enumerable.Range(0, Months).Select(i => new DiagnosticMonth(
            attainment[i].Period, sellIn[i + Months].Value.Value, sellIn[i].Value.Value, attainment[i].Value.Value, stockDays[i].Value.Value))];
    }

    private async Task<IReadOnlyList<DiagnosticProduct>> ProductsAsync(AppDbContext db, MetricSlice slice, Period month, CancellationToken cancellationToken)
    {
        var table = await metrics.ByAsync(["SAL-01", "STO-01", "INV-01", "INV-02"], MetricDimensions.Product, slice, month, DealerScope.All, cancellationToken);
        var lastYear = await metrics.ByAsync(["SAL-01"], MetricDimensions.Product, slice, Period.MonthOf(month.Start.AddYears(-1)), DealerScope.All, cancellationToken);
        var ids = table["SAL-01"].Keys.Concat(table["STO-01"].Keys).Concat(table["INV-01"].Keys).Concat(lastYear["SAL-01"].Keys).Distinct(StringComparer.Ordinal).ToList();
        var products = await db.Set<ProductFact>().AsNoTracking().Where(p => ids.Contains(p.ProductId)).ToListAsync(cancellationToken);
        return [.. products
            .Select(p => new DiagnosticProduct(
                p.ProductId, p.Name, p.NameEn ?? p.Name, p.Category, p.CategoryEn ?? p.Category,
                Value("SAL-01", p.ProductId) ?? 0, lastYear.Find("SAL-01", p.ProductId)?.Value ?? 0, Value("STO-01", p.ProductId) ?? 0, Value("INV-01", p.ProductId), Value("INV-02", p.ProductId)))
            .Where(p => p.SellIn != 0 || p.SellInLastYear != 0 || p.SellOut != 0 || p.StockValue is > 0)
            .OrderBy(p => p.Category, StringComparer.Ordinal).ThenByDescending(p => p.SellIn).ThenBy(p => p.ProductId, StringComparer.Ordinal)];

        decimal? Value(string metric, string product) => table.Find(metric, product)?.Value;
    }
}

/// <summary>What reports of one run share.</summary>
internal sealed class DiagnosticBatch
{
    public ConcurrentDictionary<string, Lazy<Task<MetricTable>>> Peers { get; } = new(StringComparer.Ordinal);
}

/// <summary>Median and position among peers.</summary>
internal static class PeerStatistics
{
    public static DiagnosticPeers Of(IReadOnlyDictionary<string, decimal?> values, string dealerId, bool higherIsBetter, int minimumPeers)
    {
        var sorted = values.Values.OfType<decimal>().Order().ToList();
        if (sorted.Count < minimumPeers)
        {
            return new DiagnosticPeers(sorted.Count, null, null);
        }

        var middle = sorted.Count / 2;
        var median = sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        if (values.GetValueOrDefault(dealerId) is not { } own)
        {
            return new DiagnosticPeers(sorted.Count, median, null);
        }

        // Ties share the middle of their places, so equal values get equal positions.
        var below = sorted.Count(v => v < own);
        var equal = sorted.Count(v => v == own);
        var position = (below + ((equal - 1) / 2m)) / (sorted.Count - 1);
        return new DiagnosticPeers(sorted.Count, median, higherIsBetter ? position : 1 - position);
    }
}
