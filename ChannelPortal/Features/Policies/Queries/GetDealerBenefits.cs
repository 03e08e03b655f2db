using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Data;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Policies.Queries;

/// <inheritdoc cref="IDealerBenefits"/>
internal sealed class GetDealerBenefits(IAppDbFactory factory, PolicyBook book) : IDealerBenefits
{
    /// <summary>Policies that ended or begin further away explain nothing any more.</summary>
    private const int ExplainedDays = 400;

    public async Task<DealerBenefits?> FindAsync(string dealerId, DateOnly day, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await book.DealersAsync(db, day, [dealerId], cancellationToken) is not [var dealer, ..])
        {
            return null;
        }

        var (before, after) = (day.AddDays(-ExplainedDays), day.AddDays(ExplainedDays));
        var approved = await PolicyBook.Approved(db).Where(p => p.From <= after && (p.To == null || p.To > before) && (p.ForDealer == null || p.ForDealer == dealerId)).ToListAsync(cancellationToken);
        var byNo = approved.ToDictionary(p => p.No, StringComparer.Ordinal);
        var rules = approved.Where(p => p.To is null || p.To > p.From).Select(p => p.Rule).ToList();
        var names = await NamesAsync(db, dealerId, dealer.Path, cancellationToken);
        var above = PolicyKeys.Above(dealer.Tier);
        return new DealerBenefits(dealerId, dealer.Tier, above, day, [.. PolicyKeys.All.Select(key => Of(key))]);

        DealerBenefit Of(PolicyKey key)
        {
            var (own, concerned) = PolicyResolution.Resolve(key, dealer, rules, day);
            var next = above is null ? null : PolicyResolution.Resolve(key, dealer with { Tier = above }, rules, day).Value;
            List<PolicyStep> steps =
            [
                .. concerned.Select(r => new PolicyStep(
                    r.Target.Level!.Value, r.No, r.Value, r.No == own.PolicyNo ? PolicyOutcome.Applied : r.Covers(day) ? PolicyOutcome.Beaten : r.From > day ? PolicyOutcome.NotBegun : PolicyOutcome.Ended,
                    r.From, r.To, r.Target.Tier, r.Target.Segment, names.GetValueOrDefault(r.Target.Dealer ?? r.Target.RegionId ?? ""),
                    scope.IsOwn ? null : byNo[r.No].Reason, scope.IsOwn ? null : byNo[r.No].DecidedByName)),
                new PolicyStep(PolicyLevel.Standard, null, key.StandardOf(dealer.Tier), own.IsSet ? PolicyOutcome.Beaten : PolicyOutcome.Applied, null, null, null, null, null, null, null),
            ];
            return new DealerBenefit(key, own, next, steps);
        }
    }

    private static async Task<Dictionary<string, string>> NamesAsync(AppDbContext db, string dealerId, IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        var names = await db.Set<RegionFact>().AsNoTracking().Where(r => path.Contains(r.RegionId)).ToDictionaryAsync(r => r.RegionId, r => isChinese ? r.Name : r.NameEn, StringComparer.Ordinal, cancellationToken);
        names[dealerId] = await db.Set<DealerFact>().AsNoTracking().Where(d => d.DealerId == dealerId).Select(d => isChinese ? d.Name : d.NameEn ?? d.Name).SingleAsync(cancellationToken);
        return names;
    }
}
