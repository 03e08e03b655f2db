using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>How far the tier above is: two quarters of A in a row, and its sales gate. At the top only the quarters say something.</summary>
/// <param name="NextTier">Null at the top.</param>
/// <param name="Quarters">The newest two that were evaluated, oldest first.</param>
/// <param name="SellInYear">Sell-in of twelve months, minor units; null before the first matrix.</param>
/// <param name="Gate">What the tier above asks for, minor units.</param>
/// <param name="Month">Month of the sell-in.</param>
/// <param name="MovesOn">A final step up that has not come yet.</param>
public sealed record TierGap(string? NextTier, IReadOnlyList<QuarterScores> Quarters, long? SellInYear, long Gate, DateOnly? Month, DateOnly? MovesOn)
{
    /// <summary>Quarters of A in a row up to the newest, at most two.</summary>
    public int InARow => Quarters.Reverse().TakeWhile(q => q.Band == nameof(HealthBand.A)).Count();
}

/// <summary>A dealer's benefits beside those of the tier above.</summary>
/// <param name="Term">The payment term that really holds; null where no credit is kept.</param>
public sealed record DealerBenefitsView(string DealerId, string Name, DealerBenefits Benefits, CreditTerm? Term, TierGap Gap);

/// <summary>Benefits of one dealer; null when it does not exist within the scope. Nothing of any other dealer is read but the rules.</summary>
internal sealed class GetBenefits(IAppDbFactory factory, IDealerBenefits benefits, IDealerEvaluations evaluations, FindEvaluations find, IEnumerable<ICreditTerms> terms, BusinessClock clock, IOptions<HealthOptions> options)
{
    private const int Needed = 2;

    public async Task<DealerBenefitsView?> RunAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (await benefits.FindAsync(dealerId, clock.Today, scope, cancellationToken) is not { } found)
        {
            return null;
        }

        await using var db = factory.Create(scope);
        var isChinese = PortalCultures.IsChinese();
        var name = await db.Set<DealerFact>().Where(d => d.DealerId == dealerId).Select(d => isChinese ? d.Name : d.NameEn ?? d.Name).SingleAsync(cancellationToken);
        var term = terms.FirstOrDefault() is { } desk ? (await desk.OfAsync(db, [dealerId], clock.Today, cancellationToken))[dealerId] : null;
        return new DealerBenefitsView(dealerId, name, found, term, await GapAsync(db, dealerId, found.NextTier, scope, cancellationToken));
    }

    private async Task<TierGap> GapAsync(AppDbContext db, string dealerId, string? next, DealerScope scope, CancellationToken cancellationToken)
    {
        var quarters = await find.QuartersAsync(dealerId, scope, cancellationToken);
        var history = quarters.Count == 0 ? [] : await evaluations.HistoryAsync(dealerId, quarters[^1], Needed, scope, cancellationToken);
        var standing = await db.Set<DealerStanding>().AsNoTracking().Where(s => s.DealerId == dealerId).OrderByDescending(s => s.MonthOn).Select(s => new { s.MonthOn, s.SellInYear }).FirstOrDefaultAsync(cancellationToken);
        var coming = await db.Set<EvaluationCase>().AsNoTracking().Where(c => c.DealerId == dealerId && c.Status == CaseStatus.Final && c.TierStep == Steps.Up && c.AppliedAt == null)
            .OrderByDescending(c => c.QuarterOn).Select(c => c.EffectiveOn).FirstOrDefaultAsync(cancellationToken);
        return new TierGap(next, history, standing?.SellInYear, next is null ? 0 : Money.ToMinor(options.Value.TierGates.GetValueOrDefault(next)), standing?.MonthOn, coming);
    }
}
