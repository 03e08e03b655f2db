using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>An evaluation says that the limit's class should move one step.</summary>
/// <param name="Source">What said so, e.g. 2026-Q3; one proposal a dealer and source.</param>
/// <param name="IsUp">Towards A.</param>
/// <param name="EffectiveOn">First day on which finance may carry it out.</param>
public sealed record CreditStep(string DealerId, string Source, bool IsUp, DateOnly EffectiveOn);

/// <summary>Proposals for finance. Nothing moves by itself: a person applies or declines each.</summary>
public interface ICreditSteps
{
    /// <summary>Puts the proposal on finance's list, in the command's transaction. False: the class is at that end already, and there is nothing to decide.</summary>
    Task<bool> ProposeAsync(CommandContext context, CreditStep step, CancellationToken cancellationToken);
}
