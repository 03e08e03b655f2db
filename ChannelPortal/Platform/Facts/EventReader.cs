using System.Text.Json;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>One event of a request, read: what to write, or why not.</summary>
/// <param name="Body">The event as it came.</param>
/// <param name="Id">The event's id; null when it had none.</param>
internal readonly record struct EventReading(ReadOnlyMemory<byte> Body, string? Id, FactInput? Input, IReadOnlyList<Error> Errors)
{
    /// <summary>The body is no JSON at all.</summary>
    public bool IsMalformed => Errors is [{ Code: "malformed_json" }];

    /// <summary>The body is JSON and all its text is text, so it can be kept and read again.</summary>
    public bool IsReadable => Errors is not [{ Code: "malformed_json" or "not_utf8" }];
}

/// <summary>Reads CloudEvents 1.0 from JSON and checks each on its own.</summary>
internal sealed class EventReader(FactCatalog catalog, TimeProvider time)
{
    /// <summary>Largest single event in bytes (CloudEvents asks every receiver for 64 KiB).</summary>
    public const int MaxEventBytes = 64 * 1024;

    private const int MaxAttribute = 200;

    public EventReading Read(ReadOnlyMemory<byte> body, Caller caller)
    {
        var head = default(Head);
        IReadOnlyList<Error> errors;
        try
        {
            if (!TryReadHead(body.Span, ref head))
            {
                return new EventReading(body, null, null, [Error.Of("event_not_object")]);
            }

            var result = ReadFact(head, body.Span, caller);
            if (result.Ok)
            {
                return new EventReading(body, head.Id, result.Value, []);
            }

            errors = result.Errors;
        }
        catch (JsonException exception)
        {
            errors = [Error.Of("malformed_json", (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1)];
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape, is valid JSON and no text.
            errors = [Error.Of("not_utf8")];
        }

        return new EventReading(body, head.Id, null, errors);
    }

    private Result<FactInput> ReadFact(Head head, ReadOnlySpan<byte> body, Caller caller)
    {
        if (head.Version is not "1.0")
        {
            return Error.Of("specversion_not_supported", head.Version ?? "—").On("specversion");
        }

        if (Missing(head) is { } name)
        {
            return Error.Of("attribute_missing", name).On(name);
        }

        if (catalog.FindByEventType(head.Type!) is not { } fact || (fact.DealerColumn is null && !caller.Scope.IsAll))
        {
            return Error.Of("unknown_type", head.Type).On("type");
        }

        if (head.BadTime is { } text)
        {
            return Error.Of("not_an_instant", text).On("time");
        }

        if (head.DataLength == 0)
        {
            return Error.Of("attribute_missing", "data").On("data");
        }

        if (head.DataLength > MaxEventBytes)
        {
            return Error.Of("event_too_large", MaxEventBytes / 1024).On("data");
        }

        var result = FactParser.Read(fact, body.Slice(head.DataStart, head.DataLength), head.Source!, head.Id!, (head.Time ?? time.GetUtcNow()).ToUniversalTime());
        return !result.Ok || caller.Scope.IsAll ? result : Within(caller.Scope, fact.DealerColumn!, result.Value) is { } error ? error : result;
    }

    /// <summary>Another dealer's code is as unknown to this caller as one that never was.</summary>
    private static Error? Within(DealerScope scope, FactColumn dealer, FactInput input) =>
        input.Present?.Contains(dealer) == false ? Error.Of("missing_column", dealer.Name).On(dealer.Name)
        : dealer.Access.Get(input.Row).Text is { } id && !scope.Allows(id) ? Error.Of("unknown_reference", "dealers", id).On(dealer.Name)
        : null;

    private static string? Missing(Head head) =>
        head.Id is not { Length: > 0 and <= MaxAttribute } ? "id"
        : head.Source is not { Length: > 0 and <= MaxAttribute } ? "source"
        : head.Type is not { Length: > 0 and <= MaxAttribute } ? "type"
        : null;

    /// <summary>False when the value is no object. Where an attribute comes twice, the last one counts.</summary>
    private static bool TryReadHead(ReadOnlySpan<byte> body, ref Head head)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                head.DataStart = (int)reader.TokenStartIndex;
                reader.Skip();
                head.DataLength = (int)reader.BytesConsumed - head.DataStart;
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                head.Id = Text(ref reader);
            }
            else if (reader.ValueTextEquals("source"u8))
            {
                head.Source = Text(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                head.Type = Text(ref reader);
            }
            else if (reader.ValueTextEquals("specversion"u8))
            {
                head.Version = Text(ref reader);
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                head.Time = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var at) ? at : null;
                head.BadTime = head.Time is null ? System.Text.Encoding.UTF8.GetString(reader.ValueSpan) : null;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Anything behind the object is a fault of the JSON.
        reader.Read();
        return true;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return text;
    }

    /// <summary>The attributes of an event, and where its data lies.</summary>
    private struct Head
    {
        public string? Version;
        public string? Id;
        public string? Source;
        public string? Type;
        public DateTimeOffset? Time;
        public string? BadTime;
        public int DataStart;
        public int DataLength;
    }
}
