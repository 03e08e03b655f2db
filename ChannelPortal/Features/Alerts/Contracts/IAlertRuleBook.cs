namespace ChannelPortal.Features.Alerts.Contracts;

/// <summary>A watched metric for a first set of rules. Kinds and words are those of the rule builder.</summary>
/// <param name="Each"><c>dealer</c>, <c>area</c> or <c>whole</c>.</param>
/// <param name="Bucket"><c>day</c>, <c>week</c> or <c>month</c>.</param>
/// <param name="Detector"><c>seasonal</c>, <c>break</c> or <c>threshold</c>.</param>
/// <param name="CriticalStake">Money, in major units, from which an alert is critical.</param>
public sealed record AlertRuleSeed(
    string Name, string NameEn, string MetricId, string Each, string Bucket, string Detector, double Limit, decimal? Below, decimal? Above, decimal MinimumEffect, string Direction, int HoldBuckets,
    decimal CriticalStake, string OwnerRole, string Runbook);

/// <summary>A window in which alerts of an area stay quiet.</summary>
/// <param name="By">Who asked for it.</param>
public sealed record AlertSilenceSeed(string AreaId, string Kind, int Days, string Reason, string By);

/// <summary>Fills an empty rule book: the demo world, a first installation.</summary>
public interface IAlertRuleBook
{
    Task AddIfNoneAsync(IReadOnlyList<AlertRuleSeed> rules, CancellationToken cancellationToken);

    /// <summary>Begins a silence now where there has never been one.</summary>
    Task SilenceIfNoneAsync(AlertSilenceSeed silence, CancellationToken cancellationToken);
}
