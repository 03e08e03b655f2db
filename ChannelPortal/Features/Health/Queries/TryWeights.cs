using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>A dealer whose index other weights would change.</summary>
/// <param name="Rebate">Rebate accrued in the quarter, in whole currency; null: none.</param>
internal sealed record TriedDealer(string DealerId, string Name, decimal? Index, string? Band, decimal? Other, string? OtherBand, decimal? Rebate)
{
    public bool Moves => Band != OtherBand;

    /// <summary>Rated lower before than after.</summary>
    public bool IsUp => Moves && string.CompareOrdinal(OtherBand ?? "Z", Band ?? "Z") < 0;

    /// <summary>What the multipliers do to the rebate, in whole currency.</summary>
    public decimal RebateChange => (Rebate ?? 0) * (MultiplierOf(OtherBand) - MultiplierOf(Band));

    private static decimal MultiplierOf(string? band) => band is null ? 1 : HealthIndex.MultiplierOf(Enum.Parse<HealthBand>(band));
}

/// <param name="Counts">Per band of <see cref="BandCount.Bands"/>: now, and under the other weights.</param>
internal sealed record WeightsTrial(Period Quarter, HealthWeights Now, HealthWeights Other, IReadOnlyList<(int Now, int Other)> Counts, IReadOnlyList<TriedDealer> Dealers)
{
    public int Up => Dealers.Count(d => d.IsUp);

    public int Down => Dealers.Count(d => d is { Moves: true, IsUp: false });

    public decimal Rebate => Dealers.Sum(d => d.Rebate ?? 0);

    public decimal RebateChange => Dealers.Sum(d => d.RebateChange);
}

/// <summary>What the newest evaluated quarter would look like under other weights. Reads what is stored and stores nothing.</summary>
internal sealed class TryWeights(IAppDbFactory factory, IMetricReader metrics)
{
    private const string Accrued = "PRC-13";

    public async Task<WeightsTrial?> RunAsync(HealthWeights other, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<Evaluation>().MaxAsync(e => (DateOnly?)e.QuarterOn, cancellationToken) is not { } newest)
        {
            return null;
        }

        var quarter = Quarters.Of(newest);
        var evaluations = await db.Set<Evaluation>().AsNoTracking().Where(e => e.QuarterOn == newest).OrderBy(e => e.DealerId).ToListAsync(cancellationToken);
        var names = await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.Name, d.NameEn }).ToDictionaryAsync(d => d.DealerId, StringComparer.Ordinal, cancellationToken);
        var rebates = await metrics.ByAsync([Accrued], MetricDimensions.Dealer, MetricSlice.All, quarter, scope, cancellationToken, evaluations.ConvertAll(e => e.DealerId));
        var now = await InForceAsync(db, newest, cancellationToken);
        var isChinese = PortalCultures.IsChinese();
        var dealers = evaluations.Select(e =>
        {
            // Who was not rated for another reason than weights stays so.
            var index = e.Index is null ? null : HealthIndex.Weighed(other, e.ComponentList, e.HasFraud);
            var name = names.GetValueOrDefault(e.DealerId);
            return new TriedDealer(
                e.DealerId, (isChinese ? name?.Name : name?.NameEn ?? name?.Name) ?? e.DealerId, e.Index, e.Band, index, index is { } known ? HealthIndex.BandOf(known).ToString() : null,
                rebates.Find(Accrued, e.DealerId)?.Value);
        }).ToList();
        return new WeightsTrial(quarter, now, other, [.. BandCount.Bands.Select(b => (dealers.Count(d => (d.Band ?? "") == b), dealers.Count(d => (d.OtherBand ?? "") == b)))], dealers);
    }

    /// <summary>All versions, newest first.</summary>
    public async Task<IReadOnlyList<WeightsVersion>> VersionsAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<WeightsVersion>().AsNoTracking().OrderByDescending(v => v.No).ToListAsync(cancellationToken);
    }

    private static async Task<HealthWeights> InForceAsync(AppDbContext db, DateOnly quarterOn, CancellationToken cancellationToken) =>
        WeightsVersion.InForce(await db.Set<WeightsVersion>().AsNoTracking().ToListAsync(cancellationToken), quarterOn)?.Weights ?? HealthWeights.Standard;
}
