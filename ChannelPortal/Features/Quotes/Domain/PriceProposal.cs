using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Domain;

/// <summary>What moved a price. The first six are rules of the price book, the others the quote's own.</summary>
public enum QuoteStepKind
{
    List,
    Region,
    Tier,
    Dealer,
    Contract,
    Promotion,
    Quantity,
    QuoteTier,
    StockAge,
    Win,

    /// <summary>The channel manager's own limit under the dealer's price.</summary>
    Limit,

    /// <summary>The dealer asks for no less.</summary>
    Ask,
    Floor,

    /// <summary>Somebody offers another price, with a reason.</summary>
    Override,
}

/// <summary>One step: either a price is set or a discount taken off the price before.</summary>
/// <param name="Name">Tier, region, contract number, promotion, or the reason of an override.</param>
/// <param name="FixedPrice">Ten-thousandths.</param>
/// <param name="Discount">Hundredths of a percent.</param>
/// <param name="Price">The price after the step.</param>
/// <param name="Figure">What the step looked at: packs, days, or the chance in percent.</param>
public sealed record QuoteStep(QuoteStepKind Kind, string? Name, long? FixedPrice, int? Discount, long Price, decimal? Figure = null)
{
    public string? NameEn { get; init; }

    /// <summary>Goes the steps again from the first on: what they come to.</summary>
    public static long Replay(IEnumerable<QuoteStep> steps) => steps.Aggregate(0L, (price, step) => step.FixedPrice ?? Money.PriceLess(price, step.Discount ?? 0));
}

/// <summary>What a proposal is made of.</summary>
/// <param name="Present">How the dealer's price comes about without the quote.</param>
/// <param name="StockAgeDays">Null when no centre counts the product.</param>
internal sealed record ProposalInput(
    PriceTrace Present, long Quantity, long PackQuantity, string Tier, string Category, long UnitCost, int? StockAgeDays, long? AskPrice);

/// <summary>A proposed price with its steps.</summary>
/// <param name="Chance">Of the proposed price; null when there are too few past quotes.</param>
internal sealed record PriceProposal(long Price, long Floor, WinChance? Chance, IReadOnlyList<QuoteStep> Steps)
{
    /// <summary>
    /// The dealer's present price, made lower by quantity, tier, age of the stock and the chance to win, never beyond the manager's limit, never below what the
    /// dealer hopes for, never below the floor (domain.md R07).
    /// </summary>
    public static PriceProposal Of(ProposalInput input, WinModel wins, QuotesOptions options)
    {
        var present = input.Present.NetPrice;
        List<QuoteStep> steps = [.. input.Present.Steps.Where(s => s.Counts).Select(FromBook)];
        var price = present;
        var packs = input.PackQuantity > 0 ? input.Quantity / (decimal)input.PackQuantity : 0;
        Less(QuoteStepKind.Quantity, Reached(options.QuantityDiscounts, (int)Math.Min(packs, int.MaxValue)), packs);
        Less(QuoteStepKind.QuoteTier, options.TierDiscounts.GetValueOrDefault(input.Tier), null);
        Less(QuoteStepKind.StockAge, Reached(options.StockDiscounts, input.StockAgeDays ?? 0), input.StockAgeDays);
        var win = BestDiscount(price, present, input, wins, options);
        Less(QuoteStepKind.Win, win, wins.ChanceOf(input.Tier, DiscountOf(present, Money.PriceLess(price, win))) is { } hoped ? (decimal)Math.Round(hoped.Probability * 100) : null);

        var limit = Money.PriceLess(present, options.ChannelLimit);
        if (price < limit)
        {
            Set(QuoteStepKind.Limit, limit);
        }

        if (input.AskPrice is { } ask && ask > price && price < present)
        {
            Set(QuoteStepKind.Ask, Math.Min(ask, present));
        }

        var floor = FloorOf(input.UnitCost, input.Category, options);
        if (price < floor)
        {
            Set(QuoteStepKind.Floor, floor);
        }

        var chance = wins.ChanceOf(input.Tier, DiscountOf(present, price));
        return new PriceProposal(price, floor, chance, steps);

        void Less(QuoteStepKind kind, int discount, decimal? figure)
        {
            if (discount > 0)
            {
                price = Money.PriceLess(price, discount);
                steps.Add(new QuoteStep(kind, kind == QuoteStepKind.QuoteTier ? input.Tier : null, null, discount, price, figure));
            }
        }

        void Set(QuoteStepKind kind, long to)
        {
            price = to;
            steps.Add(new QuoteStep(kind, null, to, null, to));
        }
    }

    /// <summary>The lowest price that leaves the category's least margin on the unit cost.</summary>
    public static long FloorOf(long unitCost, string category, QuotesOptions options) =>
        (long)Math.Ceiling(unitCost * 10_000m / (10_000 - MinMarginOf(category, options)));

    public static int MinMarginOf(string category, QuotesOptions options) => options.MinMargins.GetValueOrDefault(category, options.MinMargin);

    /// <summary>Hundredths of a percent that a price lies under another; negative when above.</summary>
    public static int DiscountOf(long from, long price) => from <= 0 ? 0 : Whole((from - price) * 10_000m / from);

    /// <summary>Hundredths of a percent of the price that are left after the cost.</summary>
    public static int MarginOf(long price, long unitCost) => price <= 0 ? 0 : Whole((price - unitCost) * 10_000m / price);

    /// <summary>A product that costs a hundred thousand times its price has a margin that no number of this size holds.</summary>
    private static int Whole(decimal hundredths) => (int)Math.Round(Math.Clamp(hundredths, int.MinValue, int.MaxValue), MidpointRounding.AwayFromZero);

    /// <summary>The further discount with the highest expected margin: chance times what is left. None where nothing is known or nothing is left.</summary>
    private static int BestDiscount(long price, long present, ProposalInput input, WinModel wins, QuotesOptions options)
    {
        var (best, worth) = (0, 0.0);
        foreach (var discount in options.WinDiscounts.Prepend(0))
        {
            var candidate = Money.PriceLess(price, discount);
            if (wins.ChanceOf(input.Tier, DiscountOf(present, candidate)) is { } chance && chance.Probability * (candidate - input.UnitCost) > worth)
            {
                (best, worth) = (discount, chance.Probability * (candidate - input.UnitCost));
            }
        }

        return best;
    }

    private static int Reached(Dictionary<int, int> steps, int figure) => steps.Where(s => figure >= s.Key).OrderByDescending(s => s.Key).Select(s => s.Value).FirstOrDefault();

    private static QuoteStep FromBook(PriceStep step) => new(
        step.Kind switch
        {
            PriceRuleKind.Region => QuoteStepKind.Region,
            PriceRuleKind.Tier => QuoteStepKind.Tier,
            PriceRuleKind.Dealer => QuoteStepKind.Dealer,
            PriceRuleKind.Contract => QuoteStepKind.Contract,
            PriceRuleKind.Promotion => QuoteStepKind.Promotion,
            _ => QuoteStepKind.List,
        },
        step.Name, step.FixedPrice, step.Discount, step.Price) { NameEn = step.NameEn };
}
