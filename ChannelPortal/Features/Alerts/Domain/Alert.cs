using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Domain;

/// <summary>Something that a person should look at. A detector or a rule raises it, one person takes it on, and it ends with a verdict.</summary>
internal sealed class Alert : IDealerOwned
{
    private readonly List<AlertPart> parts = [];

    public Guid Id { get; private init; }

    /// <summary>Null for an alert about a region or the whole network: only those who see every dealer see it.</summary>
    public required string? DealerId { get; init; }

    /// <summary><c>sales</c>, <c>stock</c>, <c>data</c>, …: the family within which detections are merged.</summary>
    public required string Kind { get; init; }

    public string? ProductId { get; init; }

    /// <summary>Metric that shows the problem, e.g. STO-01.</summary>
    public required string MetricId { get; init; }

    /// <summary>The rule that raised it; null for the built-in detectors.</summary>
    public Guid? RuleId { get; init; }

    /// <summary>What it is about, in the text form of a slice.</summary>
    public required string Slice { get; init; }

    /// <summary>The region that it is about, when it is not about a dealer.</summary>
    public string? RegionId { get; init; }

    /// <summary>The sales area that it is grouped under; null for the whole network.</summary>
    public string? AreaId { get; init; }

    public required string Title { get; init; }

    public required string TitleEn { get; init; }

    /// <summary>Minor units for money, thousandths of a day for cover, ten-thousandths for a rule's metric.</summary>
    public long Observed { get; private set; }

    public long Expected { get; private set; }

    public long BandLow { get; private set; }

    public long BandHigh { get; private set; }

    public string Severity { get; private set; } = "warn";

    /// <summary>Money at stake in minor units; null when the metric is no money.</summary>
    public long? Stake { get; private set; }

    public AlertState State { get; private set; } = AlertState.Firing;

    public DateTimeOffset EventAt { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    /// <summary>Until when somebody must have taken it on; null when there is no such limit.</summary>
    public DateTimeOffset? AcknowledgeBy { get; private set; }

    /// <summary>Until when it should be closed.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public Guid? AcknowledgedById { get; private set; }

    public string? AcknowledgedBy { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public string? Owner { get; private set; }

    public DateTimeOffset? SnoozedUntil { get; private set; }

    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>1: nobody took it on in time. 2: it was not closed in time.</summary>
    public int EscalationLevel { get; private set; }

    /// <summary>A silence or mute timing held when it was raised: it stands in the list and nobody is told.</summary>
    public bool IsMuted { get; init; }

    public string? ResolvedBy { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Whether the alert was right.</summary>
    public bool? Verdict { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Values of the explanation sentence, as JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>Observed values and band behind it, as JSON, for the chart.</summary>
    public required string Series { get; init; }

    /// <summary>Where the gap comes from, as JSON; null when it cannot be told.</summary>
    public string? Contributions { get; init; }

    /// <summary>Kind, dealer, product and day: the same problem cannot be raised twice, not even by two nodes at once.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The detections that were merged into it, its first one included.</summary>
    public IReadOnlyList<AlertPart> Parts => parts;

    public int Version { get; private init; }

    public bool IsOpen => State != AlertState.Resolved;

    /// <summary>When its clock runs out: for taking it on, then for closing it.</summary>
    public DateTimeOffset? Clock => AcknowledgedAt is null ? AcknowledgeBy ?? DueAt : DueAt;

    public static Alert Raise(Guid id, Finding finding, AlertSetting setting, DateTimeOffset now)
    {
        var alert = new Alert
        {
            Id = id,
            DealerId = finding.DealerId,
            Kind = finding.Kind,
            ProductId = finding.ProductId,
            MetricId = finding.MetricId,
            RuleId = finding.RuleId,
            Slice = finding.Slice,
            RegionId = finding.RegionId,
            AreaId = setting.AreaId,
            Title = setting.Title,
            TitleEn = setting.TitleEn,
            Observed = finding.Observed,
            Expected = finding.Expected,
            BandLow = finding.BandLow,
            BandHigh = finding.BandHigh,
            Severity = finding.Severity,
            Stake = finding.Stake,
            State = finding.State,
            EventAt = finding.EventAt,
            RaisedAt = now,
            AcknowledgeBy = finding.Severity == "critical" ? now + setting.AcknowledgeIn : null,
            DueAt = now + (finding.Severity == "critical" ? setting.ResolveCriticalIn : setting.ResolveIn),
            IsMuted = setting.IsMuted,
            Arguments = finding.Arguments,
            Series = finding.Series,
            Contributions = finding.Contributions,
            Fingerprint = finding.Fingerprint,
        };
        alert.parts.Add(AlertPart.Of(id, finding, now));
        return alert;
    }

    /// <summary>Another detection of the same dealer and family within a few hours is the same incident.</summary>
    public void Merge(Finding finding, AlertSetting setting, DateTimeOffset now)
    {
        parts.Add(AlertPart.Of(Id, finding, now));
        Stake = Stake + finding.Stake ?? Stake ?? finding.Stake;
        if (finding.Severity == "critical" && Severity != "critical")
        {
            Severity = "critical";
            AcknowledgeBy = AcknowledgedAt is null ? now + setting.AcknowledgeIn : null;
            DueAt = now + setting.ResolveCriticalIn;
        }
    }

    /// <summary>Takes the alert on. Somebody else's acknowledgement is not overwritten.</summary>
    public Error? Acknowledge(Guid? byId, string by, string? owner, DateTimeOffset? dueAt, DateTimeOffset at)
    {
        if (!IsOpen)
        {
            return Error.Of("alert_resolved", ResolvedBy, ResolvedAt);
        }

        if (AcknowledgedAt is not null)
        {
            return Error.Of("alert_acknowledged", AcknowledgedBy, AcknowledgedAt);
        }

        if (dueAt <= at)
        {
            return Error.Of("alert_past").On("dueAt");
        }

        (AcknowledgedById, AcknowledgedBy, AcknowledgedAt, Owner, DueAt) = (byId, by, at, owner ?? by, dueAt ?? DueAt);
        return null;
    }

    public Error? Snooze(DateTimeOffset until, DateTimeOffset at)
    {
        if (!IsOpen)
        {
            return Error.Of("alert_resolved", ResolvedBy, ResolvedAt);
        }

        if (until <= at)
        {
            return Error.Of("alert_past").On("until");
        }

        SnoozedUntil = until;
        return null;
    }

    public Error? Resolve(AlertTrigger trigger, string by, bool? verdict, string? note, DateTimeOffset at)
    {
        if (!IsOpen)
        {
            return Error.Of("alert_resolved", ResolvedBy, ResolvedAt);
        }

        if (Move(trigger) is { } refused)
        {
            return refused;
        }

        (ResolvedBy, ResolvedAt, Verdict, Note) = (by, at, verdict, note);
        foreach (var part in parts)
        {
            part.CuredAt ??= at;
        }

        return null;
    }

    public Error? Move(AlertTrigger trigger)
    {
        var next = AlertLifecycle.Fire(State, trigger);
        if (next.Ok)
        {
            State = next.Value;
        }

        return next.Ok ? null : next.Errors[0];
    }

    /// <summary>One of the merged problems is over.</summary>
    /// <returns>True when none is left.</returns>
    public bool Cure(string? productId, DateTimeOffset at)
    {
        foreach (var part in parts.Where(p => p.ProductId == productId))
        {
            part.CuredAt ??= at;
        }

        return parts.TrueForAll(p => p.CuredAt is not null);
    }

    /// <summary>The level that its clocks have reached by now.</summary>
    public int LevelAt(DateTimeOffset now) =>
        Severity != "critical" || !IsOpen || IsMuted || SnoozedUntil > now || State == AlertState.Pending ? 0
        : DueAt <= now ? 2
        : AcknowledgedAt is null && AcknowledgeBy <= now ? 1
        : 0;

    public void Escalate(int level, DateTimeOffset at)
    {
        (EscalationLevel, EscalatedAt) = (level, at);
    }
}

/// <summary>One detection within an alert.</summary>
internal sealed class AlertPart : IDealerOwned
{
    public int Id { get; private init; }

    public Guid AlertId { get; private init; }

    public string? DealerId { get; private init; }

    public string? ProductId { get; private init; }

    public required string MetricId { get; init; }

    public required string Fingerprint { get; init; }

    public long Observed { get; private init; }

    public long Expected { get; private init; }

    public required string Arguments { get; init; }

    public DateTimeOffset At { get; private init; }

    public DateTimeOffset? CuredAt { get; set; }

    public static AlertPart Of(Guid alertId, Finding finding, DateTimeOffset at) => new()
    {
        AlertId = alertId,
        DealerId = finding.DealerId,
        ProductId = finding.ProductId,
        MetricId = finding.MetricId,
        Fingerprint = finding.Fingerprint,
        Observed = finding.Observed,
        Expected = finding.Expected,
        Arguments = finding.Arguments,
        At = at,
    };
}

/// <summary>What the surroundings of an alert decide when it is raised.</summary>
internal sealed record AlertSetting(string? AreaId, string Title, string TitleEn, bool IsMuted, TimeSpan AcknowledgeIn, TimeSpan ResolveCriticalIn, TimeSpan ResolveIn);
