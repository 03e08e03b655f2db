namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>A metric to define beside those of the product.</summary>
public sealed record MetricDraft(string NameZh, string NameEn, string Unit, string Formula, IReadOnlyList<string> Grain, bool HigherIsBetter);

/// <summary>Limits for a role, or (empty) for everybody.</summary>
public sealed record LimitDraft(string MetricId, string Role, decimal Watch, decimal Bad);

/// <summary>Puts definitions and limits in place when a portal is set up. Repeating it changes nothing.</summary>
public interface IMetricSetup
{
    Task SetUpAsync(IReadOnlyList<MetricDraft> metrics, IReadOnlyList<LimitDraft> limits, CancellationToken cancellationToken);
}
