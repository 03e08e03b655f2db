using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Days under way from the centre that serves a dealer first: half, four of five and nine of ten times at most.</summary>
/// <param name="OriginRegionId">The centre's city; null when no lane leads to the dealer.</param>
public sealed record LaneTime(int P50, int P80, int P90, string? OriginRegionId);

/// <summary>How long goods take to dealers, by past deliveries or the distance.</summary>
public interface ILaneTimes
{
    /// <summary>One for each of the dealers, within the scope of <paramref name="db"/>.</summary>
    Task<IReadOnlyDictionary<string, LaneTime>> OfAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, CancellationToken cancellationToken);
}
