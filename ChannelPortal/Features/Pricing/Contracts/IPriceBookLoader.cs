namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>A row of a price list. Exactly one of price and discount is set; without product and category it covers everything.</summary>
/// <param name="Scope">base, region, tier, dealer or contract.</param>
/// <param name="ScopeKey">Region, tier, dealer or contract number; null for base.</param>
/// <param name="Price">Ten-thousandths.</param>
/// <param name="Discount">Hundredths of a percent off the list price.</param>
/// <param name="MinQuantity">Smallest quantity of a line, thousandths.</param>
/// <param name="To">Day after the last.</param>
public sealed record PriceRowDraft(
    string Scope, string? ScopeKey, string? ProductId, string? Category, long? Price, int? Discount, long MinQuantity, long? MaxQuantity, DateOnly From, DateOnly? To);

/// <summary>A promotion for all dealers, a tier or a region.</summary>
public sealed record PromotionDraft(
    string Name, string NameEn, string? ProductId, string? Category, long? Price, int? Discount, long MinQuantity, DateOnly From, DateOnly To, bool IsStackable, string? Tier = null, string? RegionId = null);

/// <summary>A contract with the months of its plan, and its rows with scope contract under a number given here.</summary>
public sealed record ContractDraft(
    string No, string DealerId, string Type, string Status, string Title, string TitleEn, DateOnly From, DateOnly To, long CommitAmount, long CommitQuantity, bool IsExclusive, long Deposit, int TermDays,
    IReadOnlyList<(DateOnly Month, long Quantity, long Amount)> Schedule);

/// <summary>Fills an empty price book in bulk: the demo world, a first import.</summary>
public interface IPriceBookLoader
{
    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);

    Task LoadAsync(IReadOnlyList<PriceRowDraft> rows, IReadOnlyList<PromotionDraft> promotions, IReadOnlyList<ContractDraft> contracts, CancellationToken cancellationToken);
}
