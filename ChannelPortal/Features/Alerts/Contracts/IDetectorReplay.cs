namespace ChannelPortal.Features.Alerts.Contracts;

/// <summary>An alert that a detector would have raised.</summary>
/// <param name="Kind"><c>sales</c> or <c>stock</c>.</param>
/// <param name="RaisedOn">Business day whose facts raised it.</param>
public sealed record ReplayedAlert(string Kind, string DealerId, string? ProductId, DateOnly RaisedOn);

/// <summary>Runs the detectors over the facts of the past, day by day, each day seeing only what was known then.</summary>
public interface IDetectorReplay
{
    /// <summary>First alert of each episode; an episode ends when the detector has been silent for ten days.</summary>
    Task<IReadOnlyList<ReplayedAlert>> ReplayAsync(CancellationToken cancellationToken);
}
