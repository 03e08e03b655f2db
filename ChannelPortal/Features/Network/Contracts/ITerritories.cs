using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>Who may sell what where (domain.md R78), for commands: read inside the caller's transaction.</summary>
public interface ITerritories
{
    /// <summary>
    /// Of these products, the ones that the dealer may not order on the day. In this order, by the product's line (its category):
    /// <list type="number">
    /// <item>A line that the dealer, or the company above it, holds anywhere on that day is allowed; a territory for all lines allows everything.</item>
    /// <item>A dealer that holds any territory on that day is refused every other line.</item>
    /// <item>A dealer that holds none is refused the lines that somebody else holds exclusively where the dealer has its seat.</item>
    /// </list>
    /// A line is asked for by the day of the order; who lost a line keeps his open orders. The answer says nothing about who holds a line instead.
    /// </summary>
    Task<IReadOnlySet<string>> RefusedAsync(AppDbContext db, string dealerId, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);
}
