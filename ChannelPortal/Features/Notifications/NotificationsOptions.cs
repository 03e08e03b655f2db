using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Notifications;

/// <summary>Section <c>Notifications</c>.</summary>
public sealed class NotificationsOptions
{
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Lets webhooks and robots call private addresses and plain HTTP: for installations whose receivers stand in the same network, and for tests.</summary>
    public bool AllowPrivateTargets { get; set; }

    /// <summary>What happened earlier than this is history and nobody's news: data that was imported late, or a portal that stood still.</summary>
    [Range(1, 720)]
    public int NewsHours { get; set; } = 48;

    /// <summary>The same kind about the same document within this time adds to the notice that the person has.</summary>
    [Range(0, 1_440)]
    public int DedupeMinutes { get; set; } = 10;

    /// <summary>An urgent notice that nobody read for so long goes to the next role.</summary>
    [Range(1, 1_440)]
    public int EscalateMinutes { get; set; } = 30;

    /// <summary>Pause between looks at the log while notices wait to be written.</summary>
    [Range(0, 60_000)]
    public int GatherMilliseconds { get; set; } = 300;

    /// <summary>Messages that one group robot may send in a minute; the services allow 20 and mute a robot that sends more.</summary>
    [Range(1, 20)]
    public int RobotPerMinute { get; set; } = 15;

    /// <summary>Business hour of the daily digest.</summary>
    [Range(0, 23)]
    public int DigestHour { get; set; } = 8;

    [Range(7, 730)]
    public int KeepDays { get; set; } = 90;
}

/// <summary>Section <c>Notifications:Smtp</c>. Without a host no mail is sent.</summary>
public sealed class SmtpOptions
{
    public string? Host { get; set; }

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Address that mail comes from.</summary>
    public string From { get; set; } = "portal@localhost";

    public string FromName { get; set; } = "ChannelPortal";

    [EnumDataType(typeof(SmtpSecurity))]
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 20;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Host);
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS, and no mail without it.</summary>
    StartTls,

    /// <summary>TLS from the first byte, usually port 465.</summary>
    Tls,

    /// <summary>Plain text, for a relay on the same machine.</summary>
    None,
}
