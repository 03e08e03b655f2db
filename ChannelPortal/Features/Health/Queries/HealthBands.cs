using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <inheritdoc cref="IHealthBands"/>
internal sealed class HealthBands(IAppDbFactory factory) : IHealthBands
{
    public async Task<IReadOnlyDictionary<string, decimal>> MultipliersAsync(Period quarter, DealerScope scope, CancellationToken cancellationToken)
    {
        var before = Quarters.Before(quarter).Start;
        await using var db = factory.Create(scope);
        return await db.Set<EvaluationCase>().AsNoTracking().Where(c => c.QuarterOn == before && c.Status == CaseStatus.Final)
            .ToDictionaryAsync(c => c.DealerId, c => c.Multiplier, StringComparer.Ordinal, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, DealerBand>> BandsAsync(Period quarter, DealerScope scope, CancellationToken cancellationToken)
    {
        var start = quarter.Start;
        await using var db = factory.Create(scope);
        var bands = await db.Set<Evaluation>().AsNoTracking().Where(e => e.QuarterOn == start && e.Band != null).Select(e => new { e.DealerId, e.Band }).ToListAsync(cancellationToken);
        var cases = await db.Set<EvaluationCase>().AsNoTracking().Where(c => c.QuarterOn == start).ToDictionaryAsync(c => c.DealerId, StringComparer.Ordinal, cancellationToken);
        return bands.ToDictionary(b => b.DealerId, b => Of(b.DealerId, b.Band!), StringComparer.Ordinal);

        DealerBand Of(string dealerId, string band) =>
            cases.GetValueOrDefault(dealerId) is { } found && (!scope.IsOwn || CaseStatus.IsTold(found.Status))
                ? new DealerBand(dealerId, band, found.Multiplier, found.Status == CaseStatus.Final) { Status = found.Status, TierStep = found.TierStep, CreditStep = found.CreditStep }
                : new DealerBand(dealerId, band, HealthIndex.MultiplierOf(Enum.Parse<HealthBand>(band)), false);
    }
}
