namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>A product and how much of it. Quantities in thousandths of the unit.</summary>
public sealed record PriceAsk(string ProductId, long Quantity);

/// <summary>Whose rule a price comes from. <see cref="PriceSources.Code"/> is what an order line stores.</summary>
public enum PriceRuleKind
{
    List,
    Region,
    Tier,
    Dealer,
    Contract,
    Promotion,

    /// <summary>An answer to a request of the dealer; stands above everything else on the order that is made of it.</summary>
    Quote,
}

/// <summary>What a rule covers; the narrower one counts before the wider one of the same level.</summary>
public enum PriceTarget
{
    All,
    Category,
    Product,
}

/// <summary>What became of a rule.</summary>
public enum PriceOutcome
{
    /// <summary>The product's own list price, where every price begins.</summary>
    Start,

    Applied,

    /// <summary>Another rule stands above it, or it is the dearer one; <see cref="PriceStep.Other"/> names the winner.</summary>
    Beaten,

    /// <summary>A promotion that does not go together with a contract price.</summary>
    NotStackable,

    BelowMinimum,

    AboveMaximum,

    Ended,

    NotStarted,
}

/// <summary>One rule on the way to a price. Prices in ten-thousandths, quantities in thousandths, discounts in hundredths of a percent.</summary>
/// <param name="RuleId">Row, promotion or product that says so.</param>
/// <param name="Name">Tier, region, contract number or the promotion's name.</param>
/// <param name="Price">Price after the rule; for one that did not apply, the price that it would have made of the list price.</param>
/// <param name="Day">Last day of an ended rule, first day of one that has not begun.</param>
/// <param name="Quantity">The quantity that was missed or passed.</param>
/// <param name="Other">The rule that won, and its kind.</param>
public sealed record PriceStep(
    PriceRuleKind Kind, string RuleId, string? Name, PriceTarget Target, long? FixedPrice, int? Discount, long Price, PriceOutcome Outcome,
    DateOnly? Day = null, long? Quantity = null, string? Other = null, PriceRuleKind? OtherKind = null)
{
    /// <summary>The promotion's name in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>The winner's name in English, when it has another.</summary>
    public string? OtherEn { get; init; }

    public bool Counts => Outcome is PriceOutcome.Start or PriceOutcome.Applied;
}

/// <summary>How a price came about: the list price, the rules that applied in their order, then those that did not, each with its reason.</summary>
public sealed record PriceTrace(long ListPrice, long NetPrice, string Source, IReadOnlyList<PriceStep> Steps);

/// <summary>From this quantity on a unit costs this.</summary>
public sealed record PriceBreak(long FromQuantity, long NetPrice, string Source);

/// <summary>An ask with its price. Amounts in minor units.</summary>
/// <param name="Breaks">The price at every quantity, smallest first.</param>
public sealed record PricedLine(
    string ProductId, long Quantity, long ListPrice, long NetPrice, string Source, long NetAmount, PriceTrace Trace, IReadOnlyList<PriceBreak> Breaks)
{
    /// <summary>The next larger quantity that makes a unit cheaper.</summary>
    public PriceBreak? NextBreak => Breaks.FirstOrDefault(b => b.FromQuantity > Quantity && b.NetPrice < NetPrice);
}

/// <summary>The prices of one dealer on one day.</summary>
/// <param name="Lines">In the order of the asks; products that do not exist are left out.</param>
/// <param name="Fingerprint">Equal when nothing moved: of dealer, products, quantities and prices.</param>
public sealed record PriceSheet(string DealerId, DateOnly Day, IReadOnlyList<PricedLine> Lines, string Fingerprint);

/// <summary>Codes that order lines store.</summary>
public static class PriceSources
{
    public static string Code(this PriceRuleKind kind) => kind switch
    {
        PriceRuleKind.List => "list",
        PriceRuleKind.Region => "region",
        PriceRuleKind.Tier => "tier",
        PriceRuleKind.Dealer => "dealer",
        PriceRuleKind.Contract => "contract",
        PriceRuleKind.Promotion => "promo",
        PriceRuleKind.Quote => "quote",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
