using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>Signatures of Standard Webhooks: HMAC-SHA256 over <c>id.timestamp.body</c>, under each secret that is valid.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static bool IsSecret(string secret) => TryKey(secret, out _);

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    public static string Sign(string id, DateTimeOffset at, string body, params IEnumerable<string> secrets)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(TryKey(s, out var key) ? key : throw new InvalidDataException("A webhook's secret cannot be read."), signed))));
    }

    private static bool TryKey(string secret, out byte[] key)
    {
        key = [];
        var buffer = new byte[256];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(secret[Prefix.Length..], buffer, out var length) || length is < 24 or > 64)
        {
            return false;
        }

        key = buffer[..length];
        return true;
    }
}
