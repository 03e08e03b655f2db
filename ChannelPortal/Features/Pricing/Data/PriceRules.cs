using System.Globalization;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Data;

/// <summary>What of a dealer decides on its prices.</summary>
/// <param name="List">The tier whose price list counts: its own, unless a policy gives it another.</param>
internal sealed record PricedDealer(string DealerId, string Tier, string RegionPath, string List);

/// <summary>Reads the rules that concern a dealer's products. Rows of other dealers are never read.</summary>
internal static class PriceRules
{
    /// <summary>Rules that ended or begin within this many days of the priced one are read to explain, not to price.</summary>
    private const int ExplainedDays = 30;

    /// <summary>Rules per product id; those of categories and of everything under the key null.</summary>
    public static async Task<ILookup<string?, (string? Category, PriceRule Rule)>> ReadAsync(
        AppDbContext db, PricedDealer dealer, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var (dealerId, before, after) = (dealer.DealerId, day.AddDays(-ExplainedDays), day.AddDays(ExplainedDays));
        var rows = db.Set<PriceRow>().IgnoreQueryFilters([ScopeFilter.Name]).AsNoTracking()
            .Where(r => (r.DealerId == null || r.DealerId == dealerId) && r.ValidFrom <= after && (r.ValidTo == null || r.ValidTo > before));

        // Two statements: one with OR would read the whole table.
        var found = await rows.Where(r => productIds.Contains(r.ProductId!)).ToListAsync(cancellationToken);
        found.AddRange(await rows.Where(r => r.ProductId == null).ToListAsync(cancellationToken));
        var promotions = await db.Set<Promotion>().AsNoTracking()
            .Where(p => p.ValidTo > before && p.ValidFrom <= after && (p.ProductId == null || productIds.Contains(p.ProductId))).ToListAsync(cancellationToken);
        var contracts = found.Exists(r => r.Scope == PriceScopes.Contract)
            ? await db.Set<Contract>().AsNoTracking().Where(c => c.DealerId == dealerId && ContractLifecycle.Binding.Contains(c.Status))
                .ToDictionaryAsync(c => c.No, StringComparer.Ordinal, cancellationToken)
            : [];
        var path = dealer.RegionPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return found.Select(r => (r.ProductId, r.Category, Rule: RuleOf(r, dealer, path, contracts)))
            .Concat(promotions.Where(p => (p.Tier is null || p.Tier == dealer.Tier) && (p.RegionId is null || path.Contains(p.RegionId)))
                .Select(p => (p.ProductId, p.Category, Rule: (PriceRule?)RuleOf(p))))
            .Where(r => r.Rule is not null)
            .ToLookup(r => r.ProductId, r => (r.Category, r.Rule!));
    }

    private static PriceRule? RuleOf(PriceRow row, PricedDealer dealer, string[] path, Dictionary<string, Contract> contracts)
    {
        var rule = new PriceRule(
            PriceLevel.Base, row.Id.ToString("N", CultureInfo.InvariantCulture), row.ScopeKey, TargetOf(row.ProductId, row.Category), 0,
            row.Price, row.Discount, row.MinQuantity, row.MaxQuantity, row.ValidFrom, row.ValidTo);
        switch (row.Scope)
        {
            case PriceScopes.Base:
                return rule;
            case PriceScopes.Region:
                var depth = Array.IndexOf(path, row.ScopeKey);
                return depth < 0 ? null : rule with { Level = PriceLevel.Region, Depth = depth };
            case PriceScopes.Tier:
                return row.ScopeKey == dealer.List ? rule with { Level = PriceLevel.Tier } : null;
            case PriceScopes.Dealer:
                return rule with { Level = PriceLevel.Dealer };
            default:
                return contracts.TryGetValue(row.ScopeKey ?? "", out var contract) ? Within(rule, contract) : null;
        }
    }

    /// <summary>A contract's row holds while the contract does.</summary>
    private static PriceRule Within(PriceRule rule, Contract contract) => rule with
    {
        Level = contract.Type == "project" ? PriceLevel.ProjectContract : PriceLevel.AnnualContract,
        From = rule.From > contract.ValidFrom ? rule.From : contract.ValidFrom,
        To = rule.To is { } to && to < contract.EndsOn ? to : contract.EndsOn,
    };

    private static PriceRule RuleOf(Promotion promotion) => new(
        PriceLevel.Promotion, promotion.Id.ToString("N", CultureInfo.InvariantCulture), promotion.Name, TargetOf(promotion.ProductId, promotion.Category), 0, promotion.Price,
        promotion.Discount, promotion.MinQuantity, null, promotion.ValidFrom, promotion.ValidTo, promotion.IsStackable) { NameEn = promotion.NameEn };

    private static PriceTarget TargetOf(string? productId, string? category) =>
        productId is not null ? PriceTarget.Product : category is not null ? PriceTarget.Category : PriceTarget.All;
}
