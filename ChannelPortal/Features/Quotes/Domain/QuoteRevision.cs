using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Domain;

/// <summary>A request or an offer as it was sent.</summary>
internal sealed class QuoteRevision : IDealerOwned, IWrittenOnce
{
    public const string Ask = "ask";
    public const string Offer = "offer";

    public required string QuoteNo { get; init; }

    public required string Kind { get; init; }

    public int Number { get; init; }

    public required string DealerId { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public string? Words { get; init; }

    /// <summary>JSON list of <see cref="RevisionPrice"/>.</summary>
    public required string Prices { get; init; }
}

/// <summary>A price of a revision; null where none was named.</summary>
public sealed record RevisionPrice(string ProductId, long Quantity, long? Price);

/// <summary>What one revision changed against the one before.</summary>
/// <param name="Change">added, removed or price.</param>
public sealed record RevisionChange(string ProductId, long Quantity, string Change, long? Before, long? After)
{
    public static IReadOnlyList<RevisionChange> Between(IReadOnlyList<RevisionPrice> before, IReadOnlyList<RevisionPrice> after)
    {
        var old = before.ToDictionary(p => (p.ProductId, p.Quantity), p => p.Price);
        var fresh = after.ToDictionary(p => (p.ProductId, p.Quantity), p => p.Price);
        return
        [
            .. after.Where(p => !old.ContainsKey((p.ProductId, p.Quantity))).Select(p => new RevisionChange(p.ProductId, p.Quantity, "added", null, p.Price)),
            .. before.Where(p => !fresh.ContainsKey((p.ProductId, p.Quantity))).Select(p => new RevisionChange(p.ProductId, p.Quantity, "removed", p.Price, null)),
            .. after.Where(p => old.TryGetValue((p.ProductId, p.Quantity), out var was) && was != p.Price)
                .Select(p => new RevisionChange(p.ProductId, p.Quantity, "price", old[(p.ProductId, p.Quantity)], p.Price)),
        ];
    }
}
