using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Domain;

/// <summary>A change of limit, term, block or policy, for the history of the account.</summary>
internal sealed class CreditChange : IDealerOwned, IWrittenOnce
{
    /// <summary>Before or after of a term: none of its own.</summary>
    public const long NoTerm = -1;

    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    /// <summary><c>limit</c>, <c>temp_limit</c>, <c>external</c>, <c>block</c>, <c>unblock</c>, <c>policy</c>, <c>step</c> or <c>term</c>, which counts days.</summary>
    public required string Kind { get; init; }

    public long Before { get; init; }

    public long After { get; init; }

    public DateOnly? Until { get; init; }

    public string? Reason { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A temporary limit that somebody asks for.</summary>
internal sealed class TempLimitRequest : IDealerOwned
{
    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    public long Amount { get; init; }

    public DateOnly Until { get; init; }

    public required string Reason { get; init; }

    /// <summary><c>open</c>, <c>granted</c> or <c>refused</c>.</summary>
    public string State { get; private set; } = "open";

    public required string RequestedBy { get; init; }

    public required string RequestedByName { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    public int Version { get; private set; }

    /// <summary>Nobody decides his own request, and each is decided once.</summary>
    public Error? Decide(bool isGranted, Caller by, string? note, DateTimeOffset now)
    {
        if (State != "open")
        {
            return Error.Of("credit_request_decided", DecidedByName);
        }

        if (by.UserId == RequestedBy)
        {
            return Error.Of("credit_request_own");
        }

        (State, DecidedByName, DecidedAt, Note) = (isGranted ? "granted" : "refused", by.Name, now, note);
        return null;
    }
}

/// <summary>What the dealer says about a line of his statement.</summary>
internal sealed class StatementMark : IDealerOwned
{
    public required string DealerId { get; init; }

    public required string DocumentKind { get; init; }

    public required string DocumentNumber { get; init; }

    public int Step { get; init; }

    /// <summary><c>confirmed</c> or <c>disputed</c>.</summary>
    public required string State { get; set; }

    public string? Note { get; set; }

    public required string ByName { get; set; }

    public DateTimeOffset At { get; set; }
}
