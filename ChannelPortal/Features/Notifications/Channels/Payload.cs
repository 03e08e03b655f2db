using System.Text.Json;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>What a message tells, as it is stored: words are made when it leaves.</summary>
/// <param name="Arguments">Values of the sentence, as JSON.</param>
internal sealed record Payload(string Kind, string Severity, string? DealerId, string Entity, string Href, DateTimeOffset At, string Arguments)
{
    public IReadOnlyDictionary<string, string> Values => JsonSerializer.Deserialize<Dictionary<string, string>>(Arguments) ?? [];

    public static Payload Parse(string json) => JsonSerializer.Deserialize<Payload>(json) ?? throw new InvalidDataException("A message has no payload.");
}
