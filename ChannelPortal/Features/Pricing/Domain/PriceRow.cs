using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>Price lists that a row can belong to.</summary>
internal static class PriceScopes
{
    public const string Base = "base";
    public const string Region = "region";
    public const string Tier = "tier";
    public const string Dealer = "dealer";
    public const string Contract = "contract";

    public static IReadOnlyList<string> All { get; } = [Base, Region, Tier, Dealer, Contract];
}

/// <summary>
/// A row of a price list. What it says never changes: a new price is a new row, and the old one ends where the new one begins. Rows of no dealer are the
/// manufacturer's own.
/// </summary>
internal sealed class PriceRow : IDealerOwned
{
    public Guid Id { get; init; }

    public required string Scope { get; init; }

    /// <summary>Region, tier, dealer or contract number; null for base.</summary>
    public string? ScopeKey { get; init; }

    /// <summary>Owner of a dealer's or a contract's row.</summary>
    public string? DealerId { get; init; }

    public string? ProductId { get; init; }

    public string? Category { get; init; }

    /// <summary>Ten-thousandths; null for a discount.</summary>
    public long? Price { get; init; }

    /// <summary>Hundredths of a percent off the list price.</summary>
    public int? Discount { get; init; }

    public long MinQuantity { get; init; }

    public long? MaxQuantity { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>Day after the last; not after the first when the row was withdrawn before it began.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>The row that this one took over from.</summary>
    public Guid? Supersedes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedBy { get; private set; }

    public int Version { get; private init; }

    public PriceRow Until(DateOnly? to)
    {
        ValidTo = to;
        return this;
    }

    /// <summary>The row counts no more from this day on.</summary>
    public void End(DateOnly to, string by, DateTimeOffset at) =>
        (ValidTo, EndedBy, EndedAt) = (to < ValidFrom ? ValidFrom : to, by, at);
}
