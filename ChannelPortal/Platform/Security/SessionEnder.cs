using System.Text.Json;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Platform.Security;

/// <summary>Message: the user's open sessions end.</summary>
public sealed record SessionEnd(string UserId)
{
    public const string MessageKind = "session.end";
}

/// <summary>
/// Ends circuits and hub connections on the node that takes the message, also when the change came from the command line. Other nodes follow at
/// their next revalidation, within a minute.
/// </summary>
internal sealed class SessionEnder(SessionRegistry sessions, LiveConnections connections) : IOutboxReceiver
{
    public string Kind => SessionEnd.MessageKind;

    public Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var end = JsonSerializer.Deserialize<SessionEnd>(message.Body) ?? throw new InvalidDataException("An empty message.");
        sessions.Close(end.UserId);
        connections.Close(end.UserId);
        return Task.CompletedTask;
    }
}

/// <summary>Message: the user's regions are others now.</summary>
public sealed record ScopeChange(string UserId)
{
    public const string MessageKind = "session.scope";
}

/// <summary>
/// Lets the user's windows load again under the new scope, without a sign-in: the reload's cookie is looked at anew and gets the new regions, and hub
/// connections come back with it and join their groups again. On other nodes both follow within a minute.
/// </summary>
internal sealed class ScopeRenewer(SessionRegistry sessions, LiveConnections connections) : IOutboxReceiver
{
    public string Kind => ScopeChange.MessageKind;

    public Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var change = JsonSerializer.Deserialize<ScopeChange>(message.Body) ?? throw new InvalidDataException("An empty message.");
        sessions.Renew(change.UserId);
        connections.Close(change.UserId);
        return Task.CompletedTask;
    }
}
