namespace ChannelPortal.Features.Risk.Contracts;

/// <summary>A finding in an order of the past.</summary>
/// <param name="Score">Of the whole order.</param>
public sealed record ReplayedHit(string RuleId, string OrderId, string DealerId, DateOnly OrderedOn, double Score);

/// <summary>Runs the rules over orders of the past, each order seeing only what was known before it.</summary>
public interface IRiskReplay
{
    /// <summary>Rules for which there is data, in their order.</summary>
    IReadOnlyList<string> Rules { get; }

    Task<IReadOnlyList<ReplayedHit>> ReplayAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>
    /// Writes findings, scores and reviews of orders that came with an imported or simulated history. Done already for the period, it does nothing.
    /// </summary>
    /// <param name="reviewer">Name on the reviews of orders that have long been decided.</param>
    /// <param name="verdictOf">Whether such an order deserved its hold, from its dealer, its day and the rules that found something.</param>
    Task<int> KeepAsync(DateOnly from, DateOnly to, string reviewer, Func<string, DateOnly, IReadOnlyList<string>, bool> verdictOf, CancellationToken cancellationToken);
}
