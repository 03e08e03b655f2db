namespace ChannelPortal.Features.Policies.Contracts;

/// <summary>A policy to begin with.</summary>
/// <param name="Value">In the unit of the key.</param>
/// <param name="IsWaiting">Proposed, and nobody decided yet.</param>
public sealed record PolicySeed(string Key, long Value, DateOnly From, string Reason, string? Tier = null, string? Segment = null, string? RegionId = null, string? DealerId = null, DateOnly? To = null, bool IsWaiting = false);

/// <summary>Puts policies into a portal that has none, as the demo does.</summary>
public interface IPolicyLoader
{
    /// <summary>Adds them when there is no policy at all.</summary>
    /// <param name="proposer">Account id and name of who proposed.</param>
    Task AddIfNoneAsync(IReadOnlyList<PolicySeed> policies, (string Id, string Name) proposer, string approver, CancellationToken cancellationToken);
}
