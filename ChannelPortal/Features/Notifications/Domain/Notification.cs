using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Notifications.Domain;

/// <summary>What one person is told. Its words are made when somebody looks, in the language of whoever looks.</summary>
internal sealed class Notification : IDealerOwned
{
    public const string Unread = "unread";
    public const string Read = "read";
    public const string Done = "done";

    public static IReadOnlyList<string> States { get; } = [Unread, Read, Done];

    public Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The dealer whose document it is; null for what concerns no dealer.</summary>
    public string? DealerId { get; init; }

    public required string Kind { get; init; }

    public required string Severity { get; set; }

    /// <summary>The document, e.g. an order number.</summary>
    public required string Entity { get; init; }

    public required string Href { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public string State { get; set; } = Unread;

    public DateTimeOffset? StateAt { get; set; }

    /// <summary>How often it happened within the time in which repetitions are added up.</summary>
    public int Times { get; set; } = 1;

    /// <summary>Number of the fact behind it; 0 for what no fact says.</summary>
    public long FactSeq { get; set; }

    /// <summary>Values of the sentence, as JSON.</summary>
    public required string Arguments { get; set; }

    /// <summary>When it was passed on to the next role.</summary>
    public DateTimeOffset? EscalatedAt { get; set; }

    public void Repeat(Occurrence again, string arguments)
    {
        Times++;
        (At, FactSeq, Arguments, Severity) = (again.At, again.FactSeq, arguments, again.Severity);
        if (State == Read)
        {
            (State, StateAt) = (Unread, null);
        }
    }
}

/// <summary>Something happened that people are told about.</summary>
/// <param name="FactSeq">Number of the fact in the log.</param>
/// <param name="Entity">The document.</param>
/// <param name="Href">Its address without a leading slash.</param>
/// <param name="Arguments">Values of the sentence by name.</param>
internal sealed record Occurrence(string Kind, string Severity, long FactSeq, string? DealerId, string Entity, string Href, DateTimeOffset At, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>About a dealer, but for the manufacturer's people.</summary>
    public bool IsForDesk { get; init; }

    /// <summary>About a whole area, for those who run it; null for all else.</summary>
    public string? AreaId { get; init; }
}

/// <summary>Up to which fact people have been told: one row, moved in the transaction that writes the notices.</summary>
internal sealed class NotificationCursor
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public long Seq { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
