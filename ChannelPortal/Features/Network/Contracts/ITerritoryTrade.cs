using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>What a dealer does in a line.</summary>
/// <param name="OpenOrders">Orders on their way with products of the line.</param>
/// <param name="OpenNet">Net amount of those lines, minor units.</param>
/// <param name="LineNet">Sell-in of the line in the days, minor units.</param>
/// <param name="AllNet">Sell-in of all lines in the same days.</param>
public sealed record TerritoryTrade(int OpenOrders, long OpenNet, long LineNet, long AllNet);

/// <summary>Orders, for moving a territory. The feature that owns orders answers.</summary>
public interface ITerritoryTrade
{
    /// <param name="category">The line; null for all.</param>
    /// <param name="from">First day of the sell-in.</param>
    /// <param name="to">Day after the last.</param>
    Task<TerritoryTrade> OfAsync(AppDbContext db, string dealerId, string? category, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
