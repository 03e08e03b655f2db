using ChannelPortal.Features.Pricing.Contracts;

namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>The price from a quantity on.</summary>
internal sealed record PriceBand(long FromQuantity, PriceTrace Trace);

/// <summary>
/// The one rule of prices (domain.md R08): project contract, annual contract, dealer, tier and region list, base; the first level that has a rule for day and
/// quantity gives the price, whatever the others say. A promotion comes on top when it makes the price lower: a stackable one takes its discount off that
/// price, another stands alone on the list price and gives way to a contract. Within a level the narrower target counts, then the nearer region, the larger
/// minimum, the latest start, the lowest price.
/// </summary>
internal static class PriceResolution
{
    public static PriceTrace Resolve(string productId, long listPrice, long quantity, DateOnly day, IReadOnlyList<PriceRule> rules)
    {
        var valid = rules.Where(r => r.Covers(day) && r.Takes(quantity)).ToList();
        var start = new PriceStep(PriceRuleKind.List, productId, null, PriceTarget.Product, listPrice, null, listPrice, PriceOutcome.Start);
        var basis = Best(valid, PriceLevel.Base, listPrice);
        var list = basis?.PriceOn(listPrice) ?? listPrice;
        var standing = s_levels.Select(l => Best(valid, l, list)).FirstOrDefault(r => r is not null);
        var standingPrice = standing?.PriceOn(list) ?? list;
        var isContract = standing?.Kind == PriceRuleKind.Contract;

        var promotions = valid.Where(r => r.Level == PriceLevel.Promotion && (r.IsStackable || !isContract))
            .Select(r => (Rule: r, Price: r.PriceOn(r.IsStackable ? standingPrice : list)))
            .OrderBy(p => p.Price).ThenByDescending(p => p.Rule.From).ThenBy(p => p.Rule.Id, StringComparer.Ordinal).ToList();
        var promotion = promotions.Count > 0 && promotions[0].Price < standingPrice ? promotions[0].Rule : null;
        var net = promotion is null ? standingPrice : promotions[0].Price;
        var winner = promotion ?? standing ?? basis;
        var isReplaced = promotion is { IsStackable: false } or { FixedPrice: not null };

        List<PriceStep> steps = [start];
        if (basis is not null)
        {
            steps.Add(Step(basis, list, PriceOutcome.Applied));
        }

        if (standing is not null && !isReplaced)
        {
            steps.Add(Step(standing, standingPrice, PriceOutcome.Applied));
        }

        if (promotion is not null)
        {
            steps.Add(Step(promotion, net, PriceOutcome.Applied));
        }

        var applied = steps.Select(s => s.RuleId).ToHashSet(StringComparer.Ordinal);
        steps.AddRange(rules.Where(r => !applied.Contains(r.Id)).OrderByDescending(r => r.Level).ThenByDescending(r => r.Target).ThenByDescending(r => r.From).ThenBy(r => r.Id, StringComparer.Ordinal)
            .Select(r => Refused(r, list, quantity, day, isContract, r.Level == PriceLevel.Base ? basis : winner)));
        return new PriceTrace(list, net, (winner?.Kind ?? PriceRuleKind.List).Code(), steps);
    }

    /// <summary>The price at every quantity: it can only change where a rule begins or stops to take a quantity.</summary>
    public static IReadOnlyList<PriceBand> Bands(string productId, long listPrice, DateOnly day, IReadOnlyList<PriceRule> rules) =>
    [
        .. rules.Where(r => r.Covers(day)).SelectMany(r => r.MaxQuantity is { } most ? [r.MinQuantity, most + 1] : new[] { r.MinQuantity }).Append(0).Distinct().Order()
            .Select(q => new PriceBand(q, Resolve(productId, listPrice, q, day, rules))),
    ];

    private static readonly PriceLevel[] s_levels = [PriceLevel.ProjectContract, PriceLevel.AnnualContract, PriceLevel.Dealer, PriceLevel.Tier, PriceLevel.Region];

    private static PriceRule? Best(List<PriceRule> valid, PriceLevel level, long list) => valid.Where(r => r.Level == level)
        .OrderByDescending(r => r.Target).ThenByDescending(r => r.Depth).ThenByDescending(r => r.MinQuantity).ThenByDescending(r => r.From)
        .ThenBy(r => r.PriceOn(list)).ThenBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault();

    private static PriceStep Refused(PriceRule rule, long list, long quantity, DateOnly day, bool isContract, PriceRule? winner)
    {
        var price = rule.PriceOn(list);
        if (rule.From > day)
        {
            return Step(rule, price, PriceOutcome.NotStarted) with { Day = rule.From };
        }

        if (rule.To is { } end && end <= day)
        {
            return Step(rule, price, PriceOutcome.Ended) with { Day = end.AddDays(-1) };
        }

        if (quantity < rule.MinQuantity)
        {
            return Step(rule, price, PriceOutcome.BelowMinimum) with { Quantity = rule.MinQuantity };
        }

        if (rule.MaxQuantity is { } most && quantity > most)
        {
            return Step(rule, price, PriceOutcome.AboveMaximum) with { Quantity = most };
        }

        return rule.Level == PriceLevel.Promotion && !rule.IsStackable && isContract
            ? Step(rule, price, PriceOutcome.NotStackable)
            : Step(rule, price, PriceOutcome.Beaten) with { Other = winner?.Name, OtherEn = winner?.NameEn, OtherKind = winner?.Kind ?? PriceRuleKind.List };
    }

    private static PriceStep Step(PriceRule rule, long price, PriceOutcome outcome) =>
        new(rule.Kind, rule.Id, rule.Name, rule.Target, rule.FixedPrice, rule.Discount, price, outcome) { NameEn = rule.NameEn };
}
