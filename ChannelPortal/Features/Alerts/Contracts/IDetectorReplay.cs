namespace ChannelPortal.Features.Alerts.Contracts;

/// <summary>An alert that a detector would have raised.</summary>
/// <param name="Kind"><c>sales</c>, <c>stock</c>, <c>data</c> or one of <see cref="AlertKinds"/>.</param>
/// <param name="RaisedOn">Business day whose facts raised it.</param>
public sealed record ReplayedAlert(string Kind, string DealerId, string? ProductId, DateOnly RaisedOn);

/// <summary>Runs the detectors over the facts of the past, day by day, each day seeing only what was known then.</summary>
public interface IDetectorReplay
{
    /// <summary>First alert of each episode; an episode ends when the detector has been silent for ten days.</summary>
    Task<IReadOnlyList<ReplayedAlert>> ReplayAsync(CancellationToken cancellationToken);

    /// <summary>
    /// 90th percentile, by kind, of the seconds from the fact that shows a problem to its alert, measured now on these alerts: the longest wait
    /// for the detectors' tick, then the reading and judging that the live detectors do for such a fact. Silence becomes a gap at the end of a
    /// day, and then the whole network is read.
    /// </summary>
    Task<IReadOnlyDictionary<string, double>> MeasureDelayAsync(IReadOnlyList<ReplayedAlert> alerts, CancellationToken cancellationToken);
}
