using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Domain;

/// <summary>Which alerts a silence or mute timing is about; what is null matches everything.</summary>
internal sealed record AlertMatcher(string? DealerId, string? AreaId, string? Kind, string? Severity)
{
    public bool IsEmpty => DealerId is null && AreaId is null && Kind is null && Severity is null;

    public bool Matches(string? dealerId, string? areaId, string kind, string severity) =>
        (DealerId is null || DealerId == dealerId) && (AreaId is null || AreaId == areaId) && (Kind is null || Kind == kind) && (Severity is null || Severity == severity);
}

/// <summary>A one-off window in which matching alerts stay quiet. It always ends.</summary>
internal sealed class AlertSilence : IDealerOwned
{
    public Guid Id { get; init; }

    public string? DealerId { get; init; }

    public string? AreaId { get; init; }

    public string? Kind { get; init; }

    public string? Severity { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; set; }

    public required string Reason { get; init; }

    public required string CreatedBy { get; init; }

    public int Version { get; set; }

    public AlertMatcher Matcher => new(DealerId, AreaId, Kind, Severity);

    public bool HoldsAt(DateTimeOffset at) => StartsAt <= at && at < EndsAt;
}

/// <summary>A recurring schedule on which matching alerts stay quiet, in the business zone.</summary>
internal sealed class MuteTiming
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public string? AreaId { get; init; }

    public string? Kind { get; init; }

    public string? Severity { get; init; }

    /// <summary>Bit 0 is Sunday.</summary>
    public int Weekdays { get; init; }

    /// <summary>Minutes after midnight. From 1320 to 420 goes over midnight; the day is that on which it begins.</summary>
    public int FromMinute { get; init; }

    public int ToMinute { get; init; }

    public required string CreatedBy { get; init; }

    public int Version { get; init; }

    public AlertMatcher Matcher => new(null, AreaId, Kind, Severity);

    public bool HoldsAt(DateTimeOffset local)
    {
        var minute = (local.Hour * 60) + local.Minute;
        return FromMinute < ToMinute
            ? On(local.DayOfWeek) && minute >= FromMinute && minute < ToMinute
            : (On(local.DayOfWeek) && minute >= FromMinute) || (On(local.AddDays(-1).DayOfWeek) && minute < ToMinute);
    }

    private bool On(DayOfWeek day) => (Weekdays & (1 << (int)day)) != 0;
}
