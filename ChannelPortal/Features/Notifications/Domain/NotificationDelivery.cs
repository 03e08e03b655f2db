using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Notifications.Domain;

/// <summary>A message on its way out, tried until it arrives or is given up.</summary>
internal sealed class NotificationDelivery : IDealerOwned
{
    public const string Waiting = "waiting";
    public const string Sent = "sent";
    public const string Dead = "dead";

    public const int MostAttempts = 8;

    private static readonly TimeSpan[] s_pauses =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8), TimeSpan.FromHours(24)];

    /// <summary>Also the message's own id: a receiver that gets it twice knows it by this.</summary>
    public Guid Id { get; init; }

    public required string Channel { get; init; }

    /// <summary>Receiver of a mail.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Receiver of a webhook or group message.</summary>
    public Guid? EndpointId { get; init; }

    public string? DealerId { get; init; }

    public required string Kind { get; init; }

    public required string Severity { get; init; }

    public required string Entity { get; init; }

    /// <summary>What is told, as JSON of <see cref="Occurrence"/> with the dealer's names.</summary>
    public required string Payload { get; init; }

    /// <summary>Mobile numbers to be called in a group, separated by commas.</summary>
    public string Mentions { get; init; } = "";

    public bool IsGathered { get; init; }

    public string State { get; set; } = Waiting;

    public int Attempts { get; set; }

    public DateTimeOffset NextAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    public int? ResponseStatus { get; set; }

    public string? Response { get; set; }

    public string? LastError { get; set; }

    /// <summary>Pause after so many failed tries.</summary>
    public static TimeSpan PauseAfter(int attempts) => s_pauses[Math.Clamp(attempts - 1, 0, s_pauses.Length - 1)];
}
