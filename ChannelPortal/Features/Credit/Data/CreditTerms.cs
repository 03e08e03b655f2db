using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Credit.Data;

/// <summary>
/// The one order of payment terms: what finance set for the dealer, then the policy that concerns it on the day, then what the account was opened with. The standard
/// of the policy key does not count, as an account knows better.
/// </summary>
internal sealed class CreditTerms(IPolicies policies, IOptions<CreditOptions> options) : ICreditTerms
{
    public async Task<IReadOnlyDictionary<string, CreditTerm>> OfAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly day, CancellationToken cancellationToken)
    {
        var known = await db.Set<CreditAccount>().AsNoTracking().Where(a => dealerIds.Contains(a.DealerId)).Select(a => new { a.DealerId, a.OwnTermDays, a.TermDays, a.IsOpen })
            .ToDictionaryAsync(a => a.DealerId, StringComparer.Ordinal, cancellationToken);
        var set = await policies.ResolveAsync(db, PolicyKeys.CreditTerm, day, dealerIds, cancellationToken);
        return dealerIds.Distinct(StringComparer.Ordinal).ToDictionary(
            id => id,
            id =>
            {
                var account = known.GetValueOrDefault(id);
                return Choose(account?.OwnTermDays, set.GetValueOrDefault(id), account is { IsOpen: true } ? account.TermDays : options.Value.TermDays);
            },
            StringComparer.Ordinal);
    }

    public static CreditTerm Choose(int? own, PolicyValue? policy, int opened) =>
        own is { } days ? new CreditTerm(days, CreditTermSource.Own, null)
        : policy is { IsSet: true, Value: { } value } ? new CreditTerm((int)value, CreditTermSource.Policy, policy.PolicyNo)
        : new CreditTerm(opened, CreditTermSource.Opened, null);
}
