using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Prices that the manufacturer offered a dealer (domain.md R07), inside the order's transaction. The feature that owns quotes answers.</summary>
public interface IQuotedPrices
{
    /// <summary>
    /// The sheet with the quote's prices on the lines that it covers, which are taken from it with this; other lines keep theirs. Refuses when the quote is
    /// not the dealer's, does not hold any more, or has less left than is ordered.
    /// </summary>
    Task<Result<PriceSheet>> TakeAsync(CommandContext context, string quoteNo, PriceSheet prices, CancellationToken cancellationToken);

    /// <summary>The order that the lines went into.</summary>
    void Ordered(CommandContext context, string quoteNo, OrderFact order);
}
