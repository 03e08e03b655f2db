using System.Globalization;
using System.Text.Json;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>Reads and writes rows as JSON objects with the dictionary's column names and natural units.</summary>
public static class FactParser
{
    /// <summary>Reads the <c>data</c> of an event, one JSON value in UTF-8. Every fault is reported with its column; nothing is guessed.</summary>
    public static Result<FactInput> Read(FactDefinition fact, ReadOnlySpan<byte> data, string source, string id, DateTimeOffset occurredAt)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return Error.Of("data_not_object").On("data");
        }

        List<Error>? errors = null;
        var row = fact.NewRow();
        var present = ColumnSet.None;
        var (count, expected) = (0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = FindColumn(fact, ref reader, expected);
            var name = column?.Name ?? reader.GetString()!;
            reader.Read();
            var stored = default(FactValue);
            Error? error = null;
            if (column is null)
            {
                error = Error.Of("unknown_column", name, fact.Name);
            }
            else if (present.Contains(column))
            {
                error = Error.Of("column_twice", name);
            }
            else
            {
                TryRead(column, ref reader, out stored, out error);
            }

            reader.Skip();
            if (error is not null)
            {
                (errors ??= []).Add(error.On(name));
            }
            else
            {
                column!.Access.Set(row, stored);
            }

            if (column is not null)
            {
                present = present.With(column);
                (count, expected) = (count + 1, column.Index + 1);
            }
        }

        foreach (var key in fact.Key)
        {
            if (!present.Contains(key))
            {
                (errors ??= []).Add(Error.Of("missing_column", key.Name).On(key.Name));
            }
        }

        return errors is null
            ? new FactInput(source, id, row, occurredAt, count == fact.Columns.Count ? null : present)
            : Result<FactInput>.Fail(errors);
    }

    /// <summary>The row as a JSON object in natural units; instants as RFC 3339, days as <c>yyyy-MM-dd</c>.</summary>
    public static string Write(FactDefinition fact, FactRow row)
    {
        ArgumentNullException.ThrowIfNull(fact);
        using var stream = new MemoryStream(512);
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, fact, row);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>See <see cref="Write(FactDefinition, FactRow)"/>.</summary>
    public static void Write(Utf8JsonWriter writer, FactDefinition fact, FactRow row)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(fact);
        writer.WriteStartObject();
        foreach (var column in fact.Columns)
        {
            var value = column.Access.Get(row);
            if (value.IsNull)
            {
                continue;
            }

            switch (column.Kind)
            {
                case FactColumnKind.Text:
                    writer.WriteString(column.Name, value.Text);
                    break;
                case FactColumnKind.Flag:
                    writer.WriteBoolean(column.Name, value.Long != 0);
                    break;
                case FactColumnKind.Date:
                    writer.WriteString(column.Name, EpochDay.ToDate(value.Int).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                    break;
                case FactColumnKind.Instant:
                    writer.WriteString(column.Name, DateTimeOffset.FromUnixTimeMilliseconds(value.Long));
                    break;
                case FactColumnKind.Number:
                    writer.WriteNumber(column.Name, value.Double);
                    break;
                default:
                    writer.WriteNumber(column.Name, value.Long / (decimal)column.Scale);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads one value given as text (CSV cells, command line) by the same rules as JSON.</summary>
    public static bool TryReadText(FactColumn column, string text, out FactValue stored, out Error? error)
    {
        ArgumentNullException.ThrowIfNull(column);
        return text.Length == 0 ? TryNull(column, out stored, out error)
            : column.Kind == FactColumnKind.Text ? TryText(column, text, out stored, out error)
            : TryReadText(column, text.AsSpan(), out stored, out error);
    }

    private static bool TryReadText(FactColumn column, ReadOnlySpan<char> text, out FactValue stored, out Error? error)
    {
        (stored, error) = (default, null);
        switch (column.Kind)
        {
            case FactColumnKind.Flag when text is "0" or "false" or "False" or "FALSE" or "否":
                stored = FactValue.Of(0);
                return true;
            case FactColumnKind.Flag when text is "1" or "true" or "True" or "TRUE" or "是":
                stored = FactValue.Of(1);
                return true;
            case FactColumnKind.Date:
                return TryDate(text, out stored, out error);
            case FactColumnKind.Instant:
                return TryInstant(text, out stored, out error);
            case FactColumnKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                stored = FactValue.Of(number);
                return true;
            case not FactColumnKind.Flag and not FactColumnKind.Number
                when decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var exact):
                return TryScaled(column, exact, out stored, out error);
            default:
                error = Error.Of("not_a_number", text.ToString());
                return false;
        }
    }

    /// <summary>Senders write columns in the dictionary's order, as a rule, so the next one is tried first.</summary>
    private static FactColumn? FindColumn(FactDefinition fact, ref Utf8JsonReader reader, int expected)
    {
        for (var i = 0; i < fact.Columns.Count; i++)
        {
            var column = fact.Columns[(expected + i) % fact.Columns.Count];
            if (reader.ValueTextEquals(column.Utf8Name))
            {
                return column;
            }
        }

        return null;
    }

    private static bool TryRead(FactColumn column, ref Utf8JsonReader reader, out FactValue stored, out Error? error)
    {
        (stored, error) = (default, null);
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return TryNull(column, out stored, out error);
            case JsonTokenType.String when column.Kind == FactColumnKind.Text:
                return TryText(column, OneOf(column, ref reader) ?? reader.GetString()!, out stored, out error);
            case JsonTokenType.String when reader.ValueSpan.Length is > 0 and <= 64:
                Span<char> text = stackalloc char[64];
                return TryReadText(column, text[..reader.CopyString(text)], out stored, out error);
            case JsonTokenType.String:
                return TryReadText(column, reader.GetString()!, out stored, out error);
            case JsonTokenType.True or JsonTokenType.False when column.Kind == FactColumnKind.Flag:
                stored = FactValue.Of(reader.TokenType == JsonTokenType.True ? 1 : 0);
                return true;
            case JsonTokenType.Number when column.Kind == FactColumnKind.Flag && reader.TryGetInt32(out var flag) && flag is 0 or 1:
                stored = FactValue.Of(flag);
                return true;
            case JsonTokenType.Number when column.Kind == FactColumnKind.Number && reader.TryGetDouble(out var number) && double.IsFinite(number):
                stored = FactValue.Of(number);
                return true;
            case JsonTokenType.Number when column.Kind is FactColumnKind.Money or FactColumnKind.UnitPrice or FactColumnKind.Quantity or FactColumnKind.Integer
                                           && reader.TryGetDecimal(out var exact):
                return TryScaled(column, exact, out stored, out error);
            default:
                error = Error.Of("wrong_type", column.Name, KindOf(reader.TokenType).ToString(), column.Kind.ToString());
                return false;
        }
    }

    /// <summary>The column's own text when the value is one of those allowed, so that it is not made anew for each event.</summary>
    private static string? OneOf(FactColumn column, ref Utf8JsonReader reader)
    {
        if (column.Allowed is { } allowed)
        {
            for (var i = 0; i < allowed.Count; i++)
            {
                if (reader.ValueTextEquals(allowed[i]))
                {
                    return allowed[i];
                }
            }
        }

        return null;
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        _ => JsonValueKind.False,
    };

    private static bool TryNull(FactColumn column, out FactValue stored, out Error? error)
    {
        stored = default;
        error = column.IsNullable ? null : Error.Of("value_required", column.Name);
        return column.IsNullable;
    }

    private static bool TryText(FactColumn column, string text, out FactValue stored, out Error? error)
    {
        stored = FactValue.Of(text);
        error = text.Length > column.MaxLength ? Error.Of("text_too_long", column.Name, column.MaxLength, text.Length)
            : column.Allowed is not null && !column.Allowed.Contains(text) ? Error.Of("value_not_allowed", Shorten(text), string.Join(", ", column.Allowed))
            : text.AsSpan().ContainsAny('\0', '\u001f') ? Error.Of("control_character", column.Name)
            : text.Length == 0 && column.IsRequired ? Error.Of("value_required", column.Name)
            : null;
        return error is null;
    }

    private static bool TryDate(ReadOnlySpan<char> text, out FactValue stored, out Error? error)
    {
        var ok = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        stored = ok ? FactValue.Of(EpochDay.Of(day)) : default;
        error = ok ? null : Error.Of("not_a_date", Shorten(text));
        return ok;
    }

    private static bool TryInstant(ReadOnlySpan<char> text, out FactValue stored, out Error? error)
    {
        var ok = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        stored = ok ? FactValue.Of(instant.ToUnixTimeMilliseconds()) : default;
        error = ok ? null : Error.Of("not_an_instant", Shorten(text));
        return ok;
    }

    private static bool TryScaled(FactColumn column, decimal value, out FactValue stored, out Error? error)
    {
        (stored, error) = (default, null);
        if (Math.Abs(value) > (column.IsInt32 ? int.MaxValue / column.Scale : 1_000_000_000_000m))
        {
            error = Error.Of("number_too_large", column.Name);
            return false;
        }

        var scaled = value * column.Scale;
        if (scaled != decimal.Truncate(scaled))
        {
            error = Error.Of("too_many_decimals", column.Name, column.Scale switch { 100 => 2, 1_000 => 3, 10_000 => 4, _ => 0 });
            return false;
        }

        stored = FactValue.Of((long)scaled);
        return true;
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 60 ? text.ToString() : string.Concat(text[..57], "…");
}
