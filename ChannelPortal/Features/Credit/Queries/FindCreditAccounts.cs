using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Queries;

/// <summary>One account in the list. Amounts in minor units.</summary>
/// <param name="RiskClass">The class that counts.</param>
/// <param name="HasRequest">A temporary limit waits for a decision.</param>
/// <param name="HasStep">An evaluation's step of the class waits for finance.</param>
internal sealed record CreditRow(CreditStanding Standing, string Name, string? NameEn, string? RiskClass, long ControlDifference, bool HasRequest, bool HasStep)
{
    public string DealerId => Standing.DealerId;

    /// <summary>Used share of the cover; null without cover.</summary>
    public decimal? Utilisation => Standing.Cover <= 0 ? null : (decimal)Standing.Used / Standing.Cover;
}

/// <summary>The open accounts of a scope, those in most need of a look first.</summary>
internal sealed class FindCreditAccounts(IAppDbFactory factory, ICreditOrders orders, BusinessClock clock)
{
    public async Task<IReadOnlyList<CreditRow>> RunAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        await using var db = factory.Create(scope);
        var accounts = await db.Set<CreditAccount>().AsNoTracking().Where(a => a.IsOpen).ToListAsync(cancellationToken);
        var dealerIds = accounts.ConvertAll(a => a.DealerId);
        var names = await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.Name, d.NameEn }).ToDictionaryAsync(d => d.DealerId, StringComparer.Ordinal, cancellationToken);
        var invoices = (await Receivables.OpenAsync(db, null, cancellationToken)).ToLookup(i => i.DealerId, StringComparer.Ordinal);
        var pending = (await orders.OpenAsync(db, dealerIds, cancellationToken)).Where(o => o.IsPending).ToLookup(o => o.DealerId, o => o.NetAmount, StringComparer.Ordinal);
        var requested = await db.Set<TempLimitRequest>().Where(r => r.State == "open").Select(r => r.DealerId).ToListAsync(cancellationToken);
        var steps = await db.Set<CreditStepProposal>().Where(p => p.State == CreditStepProposal.Open).Select(p => p.DealerId).ToListAsync(cancellationToken);
        return
        [
            .. accounts.Where(a => names.ContainsKey(a.DealerId))
                .Select(a => new CreditRow(
                    CreditAccounts.StandingOf(a, Ageing.Of(invoices[a.DealerId], a.Receivable, today), pending[a.DealerId].Sum(), today),
                    names[a.DealerId].Name, names[a.DealerId].NameEn, a.Class, a.ControlDifference, requested.Contains(a.DealerId), steps.Contains(a.DealerId)))
                .OrderBy(r => r.Standing.Available).ThenBy(r => r.DealerId, StringComparer.Ordinal),
        ];
    }
}
