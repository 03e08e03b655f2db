using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>A territory as its dealer sees it.</summary>
/// <param name="Line">Name of the product line in the reader's language; null for all.</param>
/// <param name="Regions">Names in the reader's language.</param>
/// <param name="LastDay">Null while no end is set.</param>
public sealed record OwnTerritory(Guid Id, string Name, string? Line, IReadOnlyList<string> Regions, bool IsExclusive, DateOnly From, DateOnly? LastDay);

/// <summary>Territories for the dealer's own eyes.</summary>
public interface IOwnTerritories
{
    /// <summary>What the dealer holds today or will hold.</summary>
    Task<IReadOnlyList<OwnTerritory>> OfAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken);
}
