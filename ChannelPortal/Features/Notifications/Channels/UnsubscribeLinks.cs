using System.Security.Cryptography;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>Links that end mail of a kind for one person without signing in. They are signed, name nobody in the clear and can do nothing else.</summary>
internal sealed class UnsubscribeLinks(IDataProtectionProvider protection, IOptions<PortalOptions> portal)
{
    public const string Path = "/notifications/unsubscribe";
    private readonly IDataProtector protector = protection.CreateProtector("notifications.unsubscribe");

    /// <summary>Null where the portal does not know its own address, or mail of the kind cannot be ended.</summary>
    public string? Of(Guid userId, string kind) =>
        portal.Value.PublicUrl is { } address && (kind == NotificationKinds.Digest || NotificationKinds.Exists(kind))
            ? new Uri(address, $"{Path}?token={Uri.EscapeDataString(protector.Protect($"{userId:N}|{kind}"))}").AbsoluteUri
            : null;

    public (Guid UserId, string Kind)? Read(string token)
    {
        try
        {
            var parts = protector.Unprotect(token).Split('|');
            return parts.Length == 2 && Guid.TryParse(parts[0], out var userId) ? (userId, parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
