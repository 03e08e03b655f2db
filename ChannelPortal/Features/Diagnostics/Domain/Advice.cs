using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Domain;

/// <summary>A piece of advice that a diagnostic gave to a dealer, with the dealer's answer.</summary>
public sealed class Advice : IDealerOwned
{
    /// <summary><c>2026-10/D0001/slow-stock</c>: a report that is made again says the same once.</summary>
    public required string Id { get; init; }

    public required string DealerId { get; init; }

    /// <summary>The month of the report, e.g. <c>2026-10</c>.</summary>
    public required string Month { get; init; }

    public required string RuleId { get; init; }

    public required string Area { get; init; }

    public required string MetricId { get; init; }

    /// <summary>The page of the portal where it is acted upon, relative.</summary>
    public required string Link { get; init; }

    public required string TextZh { get; set; }

    public required string TextEn { get; set; }

    /// <summary>Minor units; null where it cannot be given in money.</summary>
    public long? ExpectedGain { get; set; }

    /// <summary>Minor units that are no longer at stake, measured by the report after it was done.</summary>
    public long? RealisedGain { get; set; }

    /// <summary>Null until the dealer answers.</summary>
    public bool? Accepted { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public string? AnsweredBy { get; private set; }

    public DateOnly? DoneOn { get; private set; }

    public DateTimeOffset IssuedAt { get; init; }

    public int Version { get; private set; }

    public static string IdOf(string month, string dealerId, string ruleId) => $"{month}/{dealerId}/{ruleId}";

    /// <summary>What is done stays accepted.</summary>
    public Result<bool> Answer(bool accepted, string? reason, string by, DateTimeOffset now)
    {
        if (DoneOn is not null)
        {
            return Error.Of("advice_done");
        }

        if (!accepted && string.IsNullOrWhiteSpace(reason))
        {
            return Error.Of("advice_reason_missing").On("Reason");
        }

        (Accepted, Reason, AnsweredBy, AnsweredAt, Version) = (accepted, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), by, now, Version + 1);
        return true;
    }

    /// <summary>Only what was accepted can be done.</summary>
    public Result<bool> Finish(DateOnly day)
    {
        if (Accepted != true)
        {
            return Error.Of("advice_not_accepted");
        }

        (DoneOn, Version) = (DoneOn ?? day, Version + 1);
        return true;
    }
}
