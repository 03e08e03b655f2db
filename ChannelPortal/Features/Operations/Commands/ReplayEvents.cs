using System.Text.Json;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Operations.Commands;

/// <summary>Sends refused events again: the listed ones, or all open ones of a filter.</summary>
/// <returns>How many are on their way.</returns>
[Permission(OperationsPermissions.Quarantine)]
public sealed record ReplayEvents(QuarantineSelection Selection) : ICommand<int>;

/// <summary>
/// Only notes the wish. The replay itself goes through the fact writer, which waits for the turn that this command holds on SQLite until it has
/// committed: called from here, each would wait for the other for ever. So it leaves through the outbox and starts after the commit.
/// </summary>
internal sealed class ReplayEventsHandler : ICommandHandler<ReplayEvents, int>
{
    public const string MessageKind = "events.replay";

    /// <summary>Events in one message: a message is done well within its lease.</summary>
    private const int Portion = 200;

    public async Task<Result<int>> HandleAsync(ReplayEvents command, CommandContext context, CancellationToken cancellationToken)
    {
        var ids = await command.Selection.OpenIdsAsync(context.Db, cancellationToken);
        if (ids.Count == 0)
        {
            return Error.Of("quarantine_nothing_open");
        }

        // One partition, so portions run in order: a dealer's event before the order that refers to it.
        foreach (var portion in ids.Chunk(Portion))
        {
            context.Send(MessageKind, MessageKind, new ReplayMessage(portion));
        }

        context.Audit("events.replayed", "quarantine", "", after: new { ids.Count, Ids = ids.Take(Portion) });
        return ids.Count;
    }

    internal sealed record ReplayMessage(long[] Ids);
}

/// <summary>A second delivery finds the events closed, or written already and answers duplicate.</summary>
internal sealed class ReplayEventsReceiver(EventIngestion ingestion) : IOutboxReceiver
{
    public string Kind => ReplayEventsHandler.MessageKind;

    public async Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Deserialize<ReplayEventsHandler.ReplayMessage>(message.Body) ?? throw new InvalidDataException("An empty message.");
        await ingestion.ReplayAsync(body.Ids, Caller.System("replay of quarantined events"), cancellationToken);
    }
}
