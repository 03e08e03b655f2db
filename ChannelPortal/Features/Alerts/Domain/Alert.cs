using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Domain;

internal enum AlertState
{
    Raised,
    Acknowledged,
    Resolved,
}

/// <summary>Something that a person should look at. It is raised by a detector, acknowledged by one person and resolved with a verdict.</summary>
internal sealed class Alert : IDealerOwned
{
    public Guid Id { get; private init; }

    public required string DealerId { get; init; }

    /// <summary><c>sales</c> or <c>stock</c>.</summary>
    public required string Kind { get; init; }

    public string? ProductId { get; init; }

    /// <summary>Metric that shows the problem, e.g. STO-01.</summary>
    public required string MetricId { get; init; }

    /// <summary>Minor units for money, thousandths of a day for cover.</summary>
    public long Observed { get; private set; }

    public long Expected { get; private set; }

    public long BandLow { get; private set; }

    public long BandHigh { get; private set; }

    public string Severity { get; private set; } = "warn";

    public AlertState State { get; private set; } = AlertState.Raised;

    public DateTimeOffset EventAt { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public Guid? AcknowledgedById { get; private set; }

    public string? AcknowledgedBy { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public string? ResolvedBy { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Whether the alert was right.</summary>
    public bool? Verdict { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Values of the explanation sentence, as JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>Observed values and band behind it, as JSON, for the chart.</summary>
    public required string Series { get; init; }

    /// <summary>Kind, dealer, product and day: the same problem cannot be raised twice, not even by two nodes at once.</summary>
    public required string Fingerprint { get; init; }

    public int Version { get; private init; }

    public static Alert Raise(Guid id, Finding detection, DateTimeOffset now) => new()
    {
        Id = id,
        DealerId = detection.DealerId,
        Kind = detection.Kind,
        ProductId = detection.ProductId,
        MetricId = detection.MetricId,
        Observed = detection.Observed,
        Expected = detection.Expected,
        BandLow = detection.BandLow,
        BandHigh = detection.BandHigh,
        Severity = detection.Severity,
        EventAt = detection.EventAt,
        RaisedAt = now,
        Arguments = detection.Arguments,
        Series = detection.Series,
        Fingerprint = detection.Fingerprint,
    };

    /// <summary>Takes the alert on. Somebody else's acknowledgement is not overwritten.</summary>
    public Error? Acknowledge(Guid? byId, string by, DateTimeOffset at)
    {
        if (State != AlertState.Raised)
        {
            return State == AlertState.Resolved ? Error.Of("alert_resolved", ResolvedBy, ResolvedAt) : Error.Of("alert_acknowledged", AcknowledgedBy, AcknowledgedAt);
        }

        (State, AcknowledgedById, AcknowledgedBy, AcknowledgedAt) = (AlertState.Acknowledged, byId, by, at);
        return null;
    }

    public Error? Resolve(string by, bool? verdict, string? note, DateTimeOffset at)
    {
        if (State == AlertState.Resolved)
        {
            return Error.Of("alert_resolved", ResolvedBy, ResolvedAt);
        }

        (State, ResolvedBy, ResolvedAt, Verdict, Note) = (AlertState.Resolved, by, at, verdict, note);
        return null;
    }
}

/// <summary>What a detector found.</summary>
internal sealed record Finding(
    string Kind, string DealerId, string? ProductId, string MetricId, DateOnly Day, long Observed, long Expected, long BandLow, long BandHigh, string Severity, DateTimeOffset EventAt, string Arguments, string Series)
{
    public string Subject => $"{Kind}|{DealerId}|{ProductId}|";

    public string Fingerprint => Subject + Day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
