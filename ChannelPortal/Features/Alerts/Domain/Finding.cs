using System.Globalization;

namespace ChannelPortal.Features.Alerts.Domain;

/// <summary>What a detector or a rule found.</summary>
internal sealed record Finding(
    string Kind, string? DealerId, string? ProductId, string MetricId, DateOnly Day, long Observed, long Expected, long BandLow, long BandHigh, string Severity, DateTimeOffset EventAt, string Arguments, string Series)
{
    public Guid? RuleId { get; init; }

    public string? RegionId { get; init; }

    public long? Stake { get; init; }

    public string? Contributions { get; init; }

    public AlertState State { get; init; } = AlertState.Firing;

    public string Slice => DealerId is not null ? "dealer=" + DealerId + (ProductId is null ? "" : ",product=" + ProductId) : RegionId is not null ? "region=" + RegionId : "";

    public string Subject => RuleId is null ? $"{Kind}|{DealerId}|{ProductId}|" : $"{RuleId:N}|{DealerId ?? RegionId}|";

    public string Fingerprint => Subject + Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
