using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>Whose rule it is, weakest first (domain.md R08).</summary>
internal enum PriceLevel
{
    Base,
    Region,
    Tier,
    Dealer,
    AnnualContract,
    ProjectContract,
    Promotion,
}

/// <summary>A rule as it concerns one dealer and one product.</summary>
/// <param name="Depth">How near a region is to the dealer: the city before the province.</param>
/// <param name="Discount">Hundredths of a percent off the list price, for a stackable promotion off the price below it.</param>
/// <param name="To">Day after the last.</param>
internal sealed record PriceRule(
    PriceLevel Level, string Id, string? Name, PriceTarget Target, int Depth, long? FixedPrice, int? Discount, long MinQuantity, long? MaxQuantity, DateOnly From, DateOnly? To, bool IsStackable = false)
{
    public string? NameEn { get; init; }

    public PriceRuleKind Kind => Level switch
    {
        PriceLevel.Base => PriceRuleKind.List,
        PriceLevel.Region => PriceRuleKind.Region,
        PriceLevel.Tier => PriceRuleKind.Tier,
        PriceLevel.Dealer => PriceRuleKind.Dealer,
        PriceLevel.AnnualContract or PriceLevel.ProjectContract => PriceRuleKind.Contract,
        PriceLevel.Promotion => PriceRuleKind.Promotion,
        _ => throw new InvalidOperationException(),
    };

    public bool Covers(DateOnly day) => From <= day && (To is not { } end || day < end);

    public bool Takes(long quantity) => quantity >= MinQuantity && (MaxQuantity is not { } most || quantity <= most);

    public long PriceOn(long price) => FixedPrice ?? Money.PriceLess(price, Discount ?? 0);
}
