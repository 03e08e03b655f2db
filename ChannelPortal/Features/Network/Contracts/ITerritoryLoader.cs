namespace ChannelPortal.Features.Network.Contracts;

/// <summary>A territory to be loaded.</summary>
/// <param name="To">Day after the last; null for good.</param>
public sealed record TerritoryDraft(string Name, string? Category, IReadOnlyList<string> RegionIds, string DealerId, bool IsExclusive, DateOnly From, DateOnly? To);

/// <summary>Fills an empty book in one go, for a new portal. The drafts must not overlap against the rules; single territories go through commands.</summary>
public interface ITerritoryLoader
{
    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);

    Task LoadAsync(IReadOnlyList<TerritoryDraft> territories, CancellationToken cancellationToken);
}
