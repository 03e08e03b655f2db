using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Domain;

/// <summary>A step of the credit class that an evaluation led to. Finance applies it with a limit, or declines it; each is decided once.</summary>
internal sealed class CreditStepProposal : IDealerOwned
{
    public const string Open = "open";
    public const string Applied = "applied";
    public const string Declined = "declined";

    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    /// <summary>E.g. 2026-Q3.</summary>
    public required string Source { get; init; }

    public bool IsUp { get; init; }

    public DateOnly EffectiveOn { get; init; }

    public required string ProposedByName { get; init; }

    public DateTimeOffset ProposedAt { get; init; }

    public string State { get; private set; } = Open;

    /// <summary>Classes as they were when it was applied; null without payment history and for one that was declined.</summary>
    public string? FromClass { get; private set; }

    public string? ToClass { get; private set; }

    /// <summary>Minor units; null while it is open or when it was declined.</summary>
    public long? LimitBefore { get; private set; }

    public long? LimitAfter { get; private set; }

    public string? Reason { get; private set; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public int Version { get; private set; }

    public string Direction => IsUp ? "up" : "down";

    public Error? Apply((string? From, string? To) classes, (long Before, long After) limit, DateOnly today, string reason, Caller by, DateTimeOffset now)
    {
        if (State != Open)
        {
            return Error.Of("credit_step_decided", DecidedByName);
        }

        if (today < EffectiveOn)
        {
            return Error.Of("credit_step_early", EffectiveOn);
        }

        if (classes.From is not null && classes.From == classes.To)
        {
            return Error.Of("credit_step_at_end", classes.From);
        }

        (State, FromClass, ToClass, LimitBefore, LimitAfter) = (Applied, classes.From, classes.To, limit.Before, limit.After);
        (Reason, DecidedByName, DecidedAt) = (reason, by.Name, now);
        return null;
    }

    public Error? Decline(string reason, Caller by, DateTimeOffset now)
    {
        if (State != Open)
        {
            return Error.Of("credit_step_decided", DecidedByName);
        }

        (State, Reason, DecidedByName, DecidedAt) = (Declined, reason, by.Name, now);
        return null;
    }
}
