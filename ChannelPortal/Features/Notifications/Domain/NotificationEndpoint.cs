using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Notifications.Domain;

/// <summary>An address outside: a system that takes webhooks, or a group robot. Address and secrets are encrypted; a robot's address holds its key.</summary>
internal sealed class NotificationEndpoint : IDealerOwned
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary><c>webhook</c>, <c>wecom</c> or <c>dingtalk</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>A dealer's endpoint hears only what that dealer's people hear; without one it is the manufacturer's.</summary>
    public string? DealerId { get; set; }

    public required string ProtectedUrl { get; set; }

    /// <summary>Host of the address, for lists.</summary>
    public required string Host { get; set; }

    public string? ProtectedSecret { get; set; }

    /// <summary>The secret before the last change; messages carry both signatures until <see cref="OldSecretUntil"/>.</summary>
    public string? ProtectedOldSecret { get; set; }

    public DateTimeOffset? OldSecretUntil { get; set; }

    /// <summary>Kinds separated by commas; empty for all.</summary>
    public string Kinds { get; set; } = "";

    public string LeastSeverity { get; set; } = Severities.Info;

    /// <summary>Language of group messages.</summary>
    public string Language { get; set; } = "zh-CN";

    public bool IsEnabled { get; set; } = true;

    /// <summary>Why the portal itself switched it off.</summary>
    public string? DisabledReason { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public bool Takes(string kind, string severity) =>
        IsEnabled && Severities.RankOf(severity) >= Severities.RankOf(LeastSeverity) && (Kinds.Length == 0 || Kinds.Split(',').Contains(kind, StringComparer.Ordinal));
}
