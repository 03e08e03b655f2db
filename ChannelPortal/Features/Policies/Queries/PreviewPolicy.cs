using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Data;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Policies.Queries;

/// <summary>A dealer whose value would change.</summary>
public sealed record PolicyMove(string DealerId, string Name, string Tier, long? Before, long? After);

/// <summary>What a proposal would do on its first day.</summary>
/// <param name="Concerned">Dealers that the target holds.</param>
/// <param name="Covered">Of these, dealers that keep their value because a narrower policy stands above.</param>
/// <param name="Moves">Dealers of the reader's scope whose value changes.</param>
/// <param name="Beyond">Dealers outside the reader's scope whose value changes: only how many.</param>
/// <param name="Collides">The policy of the same target that holds on the same days; it can give way.</param>
/// <param name="CollidesFrom">Its first day.</param>
public sealed record PolicyPreview(DateOnly Day, int Concerned, int Covered, IReadOnlyList<PolicyMove> Moves, int Beyond, string? Collides, DateOnly? CollidesFrom, bool IsCollisionWaiting);

/// <summary>Compares every dealer's value with and without a draft. Nothing is written.</summary>
internal sealed class PreviewPolicy(IAppDbFactory factory, PolicyBook book)
{
    /// <param name="endsNo">A policy that would end on the day instead of a new one that begins; null for a new one.</param>
    public async Task<PolicyPreview> RunAsync(PolicyDraft draft, string? endsNo, Caller caller, CancellationToken cancellationToken)
    {
        var (rule, key, isChinese) = (draft.Rule, PolicyKeys.Find(draft.Key)!, PortalCultures.IsChinese());

        // The whole network is compared, as the proposal changes it; outside the reader's scope nothing but a number leaves this method.
        await using var db = factory.Create(DealerScope.All);
        var dealers = await book.DealersAsync(db, draft.From, null, cancellationToken);
        var approved = await PolicyBook.Approved(db).Where(p => p.Key == key.Id).ToListAsync(cancellationToken);
        var now = approved.ConvertAll(p => p.Rule);
        foreach (var before in approved.Where(p => p.No == (endsNo ?? draft.Replaces)))
        {
            before.GiveWay(draft.From);
        }

        List<PolicyRule> then = endsNo is null ? [.. approved.Select(p => p.Rule), rule] : [.. approved.Select(p => p.Rule)];
        var concerned = dealers.Where(d => PolicyResolution.Strength(rule.Target, d) is not null)
            .Select(d => (Dealer: d, Before: PolicyResolution.Resolve(key, d, now, draft.From).Value, After: PolicyResolution.Resolve(key, d, then, draft.From).Value)).ToList();
        var moves = concerned.Where(c => c.Before.Value != c.After.Value).ToList();
        var shown = moves.Where(m => caller.Scope.Allows(m.Dealer.DealerId)).Select(m => m.Dealer.DealerId).ToHashSet(StringComparer.Ordinal);
        var names = await NamesAsync(caller.Scope, shown, isChinese, cancellationToken);
        var other = endsNo is null ? await PolicyChecks.CollisionAsync(db, rule, draft.Replaces, cancellationToken) : null;
        return new PolicyPreview(
            draft.From, concerned.Count, endsNo is null ? concerned.Count(c => c.After.PolicyNo != rule.No) : 0,
            [.. moves.Where(m => shown.Contains(m.Dealer.DealerId)).Select(m => new PolicyMove(m.Dealer.DealerId, names.GetValueOrDefault(m.Dealer.DealerId, m.Dealer.DealerId), m.Dealer.Tier, m.Before.Value, m.After.Value))],
            moves.Count - shown.Count, other?.No, other?.From, other?.State == Policy.Proposed);
    }

    private async Task<Dictionary<string, string>> NamesAsync(DealerScope scope, HashSet<string> shown, bool isChinese, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return (await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, Name = isChinese ? d.Name : d.NameEn ?? d.Name }).ToListAsync(cancellationToken))
            .Where(d => shown.Contains(d.DealerId)).ToDictionary(d => d.DealerId, d => d.Name, StringComparer.Ordinal);
    }
}
