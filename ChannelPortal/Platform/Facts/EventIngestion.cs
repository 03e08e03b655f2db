using System.Text.Json;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Facts;

/// <summary>One CloudEvent's answer.</summary>
/// <param name="Id">The event's id as sent; null when it had none.</param>
public sealed record EventVerdict(string? Id, FactVerdict Verdict, long Seq, IReadOnlyList<Error> Errors);

/// <summary>Reads CloudEvents 1.0, checks each on its own, and commits the good ones; what is refused for its content goes to quarantine.</summary>
internal sealed class EventIngestion(FactCatalog catalog, IFactWriter writer, IAppDbFactory factory, TimeProvider time)
{
    /// <summary>Largest single event in bytes (CloudEvents asks every receiver for 64 KiB).</summary>
    public const int MaxEventBytes = 64 * 1024;

    /// <summary>Most events in one request.</summary>
    public const int MaxEvents = 10_000;

    public async Task<IReadOnlyList<EventVerdict>> IngestAsync(IReadOnlyList<JsonElement> events, Caller caller, CancellationToken cancellationToken)
    {
        var verdicts = new EventVerdict?[events.Count];
        var inputs = new List<FactInput>(events.Count);
        var places = new List<int>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var (id, result) = Read(events[i], caller);
            if (result.Ok)
            {
                inputs.Add(result.Value);
                places.Add(i);
            }
            else
            {
                verdicts[i] = new EventVerdict(id, FactVerdict.Rejected, 0, result.Errors);
            }
        }

        var receipts = await writer.WriteAsync(inputs, cancellationToken);
        for (var i = 0; i < receipts.Count; i++)
        {
            verdicts[places[i]] = new EventVerdict(inputs[i].Id, receipts[i].Verdict, receipts[i].Seq, receipts[i].Errors);
        }

        await QuarantineAsync(events, verdicts!, caller, cancellationToken);
        return verdicts!;
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
            using var body = JsonDocument.Parse(row.Body);
            var sender = row.SenderDealerId is { } dealer ? caller with { Scope = DealerScope.Of(dealer), DealerId = dealer } : caller;
            var (id, result) = Read(body.RootElement, sender);
            var receipt = result.Ok ? (await writer.WriteAsync([result.Value], cancellationToken))[0] : new FactReceipt(FactVerdict.Rejected, 0, result.Errors);
            verdicts.Add(new EventVerdict(id, receipt.Verdict, receipt.Seq, receipt.Errors));
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

    private (string? Id, Result<FactInput> Result) Read(JsonElement e, Caller caller)
    {
        if (e.ValueKind != JsonValueKind.Object)
        {
            return (null, Error.Of("event_not_object"));
        }

        var id = Text("id");
        if (Text("specversion") is not "1.0")
        {
            return (id, Error.Of("specversion_not_supported", Text("specversion") ?? "—").On("specversion"));
        }

        foreach (var name in (string[])["id", "source", "type"])
        {
            if (Text(name) is not { Length: > 0 and <= 200 })
            {
                return (id, Error.Of("attribute_missing", name).On(name));
            }
        }

        if (catalog.FindByEventType(Text("type")!) is not { } fact)
        {
            return (id, Error.Of("unknown_type", Text("type")).On("type"));
        }

        var at = time.GetUtcNow();
        if (e.TryGetProperty("time", out var timeText) && (timeText.ValueKind != JsonValueKind.String || !timeText.TryGetDateTimeOffset(out at)))
        {
            return (id, Error.Of("not_an_instant", timeText.ToString()).On("time"));
        }

        if (!e.TryGetProperty("data", out var data))
        {
            return (id, Error.Of("attribute_missing", "data").On("data"));
        }

        if (data.GetRawText().Length > MaxEventBytes)
        {
            return (id, Error.Of("event_too_large", MaxEventBytes / 1024).On("data"));
        }

        var result = FactParser.Read(fact, data, Text("source")!, id!, at.ToUniversalTime());
        if (result.Ok && fact.DealerColumn is { } dealer && result.Value.Row is IDealerOwned owned
            && (result.Value.Present?.Contains(dealer.Name) ?? true) && !caller.Scope.IsAll && !caller.Scope.Allows(owned.DealerId))
        {
            // Another dealer's code is as unknown to this key as one that never was.
            return (id, Error.Of("unknown_reference", "dealers", owned.DealerId).On(dealer.Name));
        }

        return result.Ok && fact.DealerColumn is null && !caller.Scope.IsAll ? (id, Error.Of("unknown_type", Text("type")).On("type"))
            : result.Ok && !caller.Scope.IsAll && result.Value.Present?.Contains(fact.DealerColumn!.Name) == false
                ? (id, Error.Of("missing_column", fact.DealerColumn!.Name).On(fact.DealerColumn!.Name))
                : (id, result);

        string? Text(string name) => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private async Task QuarantineAsync(IReadOnlyList<JsonElement> events, IReadOnlyList<EventVerdict> verdicts, Caller caller, CancellationToken cancellationToken)
    {
        var refused = verdicts.Select((v, i) => (Verdict: v, Event: events[i]))
            .Where(v => v.Verdict.Verdict == FactVerdict.Rejected && v.Event.ValueKind == JsonValueKind.Object).Take(1_000).ToList();
        if (refused.Count == 0)
        {
            return;
        }

        await using var db = factory.Create(DealerScope.All);
        foreach (var (verdict, e) in refused)
        {
            var body = e.GetRawText();
            db.Add(new QuarantinedEvent
            {
                Source = Attribute(e, "source"),
                EventId = Attribute(e, "id"),
                EventType = Attribute(e, "type"),
                SenderDealerId = caller.Scope.IsAll ? null : caller.DealerId,
                Body = body.Length > MaxEventBytes ? "{}" : body,
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
