using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>All of a dealer's health page.</summary>
/// <param name="Segment">As the last night left it; null: not rated.</param>
/// <param name="Now">The chosen quarter.</param>
/// <param name="Before">The quarter before; null without an evaluation.</param>
/// <param name="Case">Null where there are no consequences, or none that the viewer may see.</param>
/// <param name="Standing">The newest month of the matrix.</param>
public sealed record DealerHealthView(
    string DealerId, string Name, string Tier, string? Segment, DealerEvaluation Now, QuarterScores? Before, IReadOnlyList<QuarterScores> History, IReadOnlyList<Period> Quarters, EvaluationCase? Case,
    IReadOnlyList<EvaluationRevision> Revisions, DealerStandingView? Standing);

/// <summary>A dealer with his evaluation; null when the dealer or an evaluation does not exist within the scope.</summary>
internal sealed class GetDealerHealth(IAppDbFactory factory, IDealerEvaluations evaluations, FindEvaluations find)
{
    private const int Shown = 8;

    public async Task<DealerHealthView?> RunAsync(string dealerId, Period? asked, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var dealer = await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken);
        var quarters = await find.QuartersAsync(dealerId, scope, cancellationToken);
        if (dealer is null || quarters.Count == 0)
        {
            return null;
        }

        var quarter = asked is { } one && quarters.Contains(one) ? one : quarters[^1];
        var now = await evaluations.FindAsync(dealerId, quarter, scope, cancellationToken);
        var history = await evaluations.HistoryAsync(dealerId, quarter, Shown, scope, cancellationToken);
        var start = quarter.Start;
        var found = await db.Set<EvaluationCase>().AsNoTracking().SingleOrDefaultAsync(c => c.DealerId == dealerId && c.QuarterOn == start, cancellationToken);
        var revisions = await db.Set<EvaluationRevision>().AsNoTracking().Where(r => r.DealerId == dealerId && r.QuarterOn == start).OrderBy(r => r.Revision).ToListAsync(cancellationToken);
        var month = await db.Set<DealerStanding>().Where(s => s.DealerId == dealerId).MaxAsync(s => (DateOnly?)s.MonthOn, cancellationToken);
        return new DealerHealthView(
            dealerId, PortalCultures.IsChinese() ? dealer.Name : dealer.NameEn ?? dealer.Name, dealer.Tier, dealer.Segment, now!, history.FirstOrDefault(h => h.Quarter == Domain.Quarters.Before(quarter)), history, quarters,
            found is not null && (!scope.IsOwn || CaseStatus.IsTold(found.Status)) ? found : null, revisions,
            month is { } day ? await evaluations.StandingAsync(dealerId, Period.MonthOf(day), scope, cancellationToken) : null);
    }
}
