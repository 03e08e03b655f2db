using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Queries;

/// <inheritdoc cref="IDealerEvaluations"/>
internal sealed class DealerEvaluations(IAppDbFactory factory, IMetricReader metrics, IOptions<HealthOptions> options) : IDealerEvaluations
{
    public async Task<DealerEvaluation?> FindAsync(string dealerId, Period quarter, DealerScope scope, CancellationToken cancellationToken)
    {
        var start = quarter.Start;
        await using var db = factory.Create(scope);
        if (await db.Set<Evaluation>().AsNoTracking().SingleOrDefaultAsync(e => e.DealerId == dealerId && e.QuarterOn == start, cancellationToken) is not { } own)
        {
            return null;
        }

        var found = await db.Set<EvaluationCase>().AsNoTracking().SingleOrDefaultAsync(c => c.DealerId == dealerId && c.QuarterOn == start, cancellationToken);
        var isTold = found is not null && (!scope.IsOwn || CaseStatus.IsTold(found.Status));

        // Only medians leave this method, so the peers are read past the caller's scope.
        await using var all = factory.Create(DealerScope.All);
        var peers = await all.Set<Evaluation>().AsNoTracking()
            .Where(e => e.QuarterOn == start && e.DealerId != dealerId && (own.PeerGroup == Cohort.Everybody || e.PeerGroup == own.PeerGroup) && e.Index != null).ToListAsync(cancellationToken);
        var scored = peers.ConvertAll(p => p.ComponentList);
        return new DealerEvaluation(
            dealerId, quarter, own.Index, own.Band, own.Coverage, isTold ? found!.Status : CaseStatus.Computed, own.WeightsVersion, own.InputsHash, own.ComputedAt, own.Peers,
            Middle.Of(own.Index, peers.Select(p => p.Index), MetricEngine.MinimumPeers), Unfold(own.ComponentList, scored, PartSources.OfIndex, scope), isTold ? ConsequencesOf(found!) : null);
    }

    public async Task<IReadOnlyList<QuarterScores>> HistoryAsync(string dealerId, Period last, int quarters, DealerScope scope, CancellationToken cancellationToken)
    {
        var end = last.End;
        await using var db = factory.Create(scope);
        var found = await db.Set<Evaluation>().AsNoTracking().Where(e => e.DealerId == dealerId && e.QuarterOn < end).OrderByDescending(e => e.QuarterOn).Take(quarters).ToListAsync(cancellationToken);
        return [.. found.AsEnumerable().Reverse().Select(e => new QuarterScores(Quarters.Of(e.QuarterOn), e.Index, e.Band, e.Scores))];
    }

    public async Task<DealerStandingView?> StandingAsync(string dealerId, Period month, DealerScope scope, CancellationToken cancellationToken)
    {
        var start = month.Start;
        await using var db = factory.Create(scope);
        if (await db.Set<DealerStanding>().AsNoTracking().SingleOrDefaultAsync(s => s.DealerId == dealerId && s.MonthOn == start, cancellationToken) is not { } own)
        {
            return null;
        }

        await using var all = factory.Create(DealerScope.All);
        var peers = await all.Set<DealerStanding>().AsNoTracking()
            .Where(s => s.MonthOn == start && s.DealerId != dealerId && (own.PeerGroup == Cohort.Everybody || s.PeerGroup == own.PeerGroup) && s.Segment != null).ToListAsync(cancellationToken);
        return new DealerStandingView(
            dealerId, month, own.Value, own.Potential, own.Segment, own.Coverage, own.Peers,
            Unfold(DealerStanding.Read(own.ValueDimensions), peers.ConvertAll(p => DealerStanding.Read(p.ValueDimensions)), PartSources.OfMatrix, scope),
            Unfold(DealerStanding.Read(own.PotentialDimensions), peers.ConvertAll(p => DealerStanding.Read(p.PotentialDimensions)), PartSources.OfMatrix, scope));
    }

    private EvaluationConsequences ConsequencesOf(EvaluationCase found) => new(
        found.Multiplier, found.TierStep, found.CreditStep, found.EffectiveOn ?? Quarters.Of(found.QuarterOn).End.AddDays(options.Value.DueDay - 1 + options.Value.NoticeDays), found.ReasonList, found.IsOverridden,
        found.OverrideReason);

    private List<EvaluatedComponent> Unfold(IReadOnlyList<ScoredComponent> own, List<IReadOnlyList<ScoredComponent>> peers, Func<string, PartSource> sourceOf, DealerScope scope)
    {
        var components = peers.SelectMany(p => p).ToLookup(c => c.Id, StringComparer.Ordinal);
        return [.. own.Select(c =>
        {
            var parts = components[c.Id].SelectMany(p => p.Parts).ToLookup(p => p.Id, StringComparer.Ordinal);
            return new EvaluatedComponent(
                c.Id, c.Weight, c.Score, c.Coverage, Median(c.Score, components[c.Id].Select(p => p.Score)), [.. c.Parts.Select(p => Of(p, sourceOf(p.Id), Median(p.Raw, parts[p.Id].Select(o => o.Raw))))]);
        })];

        EvaluatedPart Of(ScoredPart part, PartSource source, decimal? median)
        {
            var isWithheld = IsWithheld(source);
            var isBlank = isWithheld && scope.IsOwn;
            return new EvaluatedPart(part.Id, source.MetricId, source.Unit, part.Weight, isBlank ? null : part.Raw, part.Score, isBlank ? null : median) { IsWithheld = isWithheld };
        }
    }

    /// <summary>The same as for the metric itself; the untapped potential has none.</summary>
    private bool IsWithheld(PartSource source) =>
        source.PartId == "untapped" || (source.MetricId is { } id && metrics.Catalog.Find(id) is { } metric && !MetricAccess.IsVisible(metric, DealerScope.Own("?")));

    private static decimal? Median(decimal? own, IEnumerable<decimal?> others) => Middle.Of(own, others, MetricEngine.MinimumPeers);
}
