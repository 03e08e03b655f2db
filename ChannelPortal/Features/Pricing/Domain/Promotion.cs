namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>A lower price for a time, for everybody, a tier or a region.</summary>
internal sealed class Promotion
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    public string? ProductId { get; init; }

    public string? Category { get; init; }

    public long? Price { get; init; }

    /// <summary>Hundredths of a percent.</summary>
    public int? Discount { get; init; }

    public long MinQuantity { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>Day after the last.</summary>
    public DateOnly ValidTo { get; private set; }

    /// <summary>Its discount comes off the dealer's own price, contracts included; another one stands alone on the list price.</summary>
    public bool IsStackable { get; init; }

    public string? Tier { get; init; }

    public string? RegionId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public int Version { get; private init; }

    public Promotion Until(DateOnly to)
    {
        ValidTo = to < ValidFrom ? ValidFrom : to;
        return this;
    }
}
