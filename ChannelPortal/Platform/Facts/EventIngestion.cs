using System.Text;
using System.Text.Json;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Facts;

/// <summary>One CloudEvent's answer.</summary>
/// <param name="Id">The event's id as sent; null when it had none.</param>
public readonly record struct EventVerdict(string? Id, FactVerdict Verdict, long Seq, IReadOnlyList<Error> Errors);

/// <summary>Commits the good events of a request; what is refused for its content goes to quarantine.</summary>
internal sealed class EventIngestion(EventReader reader, IFactWriter writer, IAppDbFactory factory, TimeProvider time)
{
    /// <summary>Most events in one request.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>Reads events; nothing is written yet, so a request that is malformed can still be refused as a whole.</summary>
    public EventReading[] Read(IReadOnlyList<ReadOnlyMemory<byte>> events, Caller caller)
    {
        var readings = new EventReading[events.Count];
        for (var i = 0; i < readings.Length; i++)
        {
            readings[i] = reader.Read(events[i], caller);
        }

        return readings;
    }

    public async Task<IReadOnlyList<EventVerdict>> WriteAsync(EventReading[] readings, Caller caller, CancellationToken cancellationToken)
    {
        var inputs = new List<FactInput>(readings.Length);
        foreach (var reading in readings)
        {
            if (reading.Input is { } input)
            {
                inputs.Add(input);
            }
        }

        var receipts = await writer.WriteAsync(inputs, cancellationToken);
        var verdicts = new EventVerdict[readings.Length];
        var (next, rejected) = (0, 0);
        for (var i = 0; i < readings.Length; i++)
        {
            var receipt = readings[i].Input is null ? new FactReceipt(FactVerdict.Rejected, 0, readings[i].Errors) : receipts[next++];
            verdicts[i] = new EventVerdict(readings[i].Id, receipt.Verdict, receipt.Seq, receipt.Errors);
            rejected += receipt.Verdict == FactVerdict.Rejected ? 1 : 0;
        }

        if (rejected > 0)
        {
            await QuarantineAsync(readings, verdicts, caller, cancellationToken);
        }

        return verdicts;
    }

    /// <summary>
    /// Sends quarantined events again, each within the limits of the key that sent it: a replay must not lend a dealer's key the rights of the
    /// administrator. What is accepted or a duplicate now is closed; the rest keeps its new reason. It waits for the fact writer, so it must not run
    /// inside a command, which holds the writer's turn on SQLite.
    /// </summary>
    public async Task<IReadOnlyList<EventVerdict>> ReplayAsync(IReadOnlyCollection<long> ids, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var rows = await db.Set<QuarantinedEvent>().Where(q => ids.Contains(q.Id) && q.State == "open").OrderBy(q => q.Id).ToListAsync(cancellationToken);
        var verdicts = new List<EventVerdict>();
        foreach (var row in rows)
        {
            var sender = row.SenderDealerId is { } dealer ? caller with { Scope = DealerScope.Own(dealer), DealerId = dealer } : caller;
            var reading = reader.Read(Encoding.UTF8.GetBytes(row.Body), sender);
            var receipt = reading.Input is { } input ? (await writer.WriteAsync([input], cancellationToken))[0] : new FactReceipt(FactVerdict.Rejected, 0, reading.Errors);
            verdicts.Add(new EventVerdict(reading.Id, receipt.Verdict, receipt.Seq, receipt.Errors));
            row.Attempts++;
            if (receipt.Verdict == FactVerdict.Rejected)
            {
                row.Reason = ReasonOf(receipt.Errors);
            }
            else
            {
                (row.State, row.ClosedAt) = ("replayed", time.GetUtcNow());
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return verdicts;
    }

    private async Task QuarantineAsync(EventReading[] readings, EventVerdict[] verdicts, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var refused = readings.Zip(verdicts).Where(v => v.Second.Verdict == FactVerdict.Rejected && v.First.IsReadable).Take(1_000);
        foreach (var (reading, verdict) in refused)
        {
            using var json = JsonDocument.Parse(reading.Body);
            if (json.RootElement is not { ValueKind: JsonValueKind.Object } e)
            {
                continue;
            }

            db.Add(new QuarantinedEvent
            {
                Source = Attribute(e, "source"),
                EventId = Attribute(e, "id"),
                EventType = Attribute(e, "type"),
                SenderDealerId = caller.Scope.IsAll ? null : caller.DealerId,
                Body = reading.Body.Length > EventReader.MaxEventBytes ? "{}" : Encoding.UTF8.GetString(reading.Body.Span),
                Reason = ReasonOf(verdict.Errors),
                ReceivedAt = time.GetUtcNow(),
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static string ReasonOf(IReadOnlyList<Error> errors) =>
        JsonSerializer.Serialize(errors.Select(e => new { e.Code, e.Field, args = e.Args.Select(a => a?.ToString()) }), CommandLine.CliOutput.Json);

    private static string Attribute(JsonElement e, string name)
    {
        var text = e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return text.Length <= 200 ? text : text[..200];
    }
}
