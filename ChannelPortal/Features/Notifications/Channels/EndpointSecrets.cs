using ChannelPortal.Features.Notifications.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>Addresses and secrets of endpoints are stored encrypted with the key ring.</summary>
internal sealed class EndpointSecrets(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector protector = protection.CreateProtector("notifications.endpoints");

    public string Protect(string text) => protector.Protect(text);

    public string Unprotect(string text) => protector.Unprotect(text);

    public EndpointAddress Open(NotificationEndpoint endpoint) => new(
        new Uri(protector.Unprotect(endpoint.ProtectedUrl)),
        endpoint.ProtectedSecret is { } secret ? protector.Unprotect(secret) : null,
        endpoint is { ProtectedOldSecret: { } old, OldSecretUntil: { } until } && until > time.GetUtcNow() ? protector.Unprotect(old) : null);
}
