using System.Globalization;
using System.Text.Json;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>Reads and writes rows as JSON objects with the dictionary's column names and natural units.</summary>
public static class FactParser
{
    /// <summary>Reads the <c>data</c> of an event. Every fault is reported with its column; nothing is guessed.</summary>
    public static Result<FactInput> Read(FactDefinition fact, JsonElement data, string source, string id, DateTimeOffset occurredAt)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (data.ValueKind != JsonValueKind.Object)
        {
            return Error.Of("data_not_object").On("data");
        }

        List<Error>? errors = null;
        var row = fact.NewRow();
        var present = new HashSet<string>(fact.Columns.Count, StringComparer.Ordinal);
        foreach (var member in data.EnumerateObject())
        {
            if (fact.FindColumn(member.Name) is not { } column)
            {
                (errors ??= []).Add(Error.Of("unknown_column", member.Name, fact.Name).On(member.Name));
            }
            else if (!present.Add(column.Name))
            {
                (errors ??= []).Add(Error.Of("column_twice", column.Name).On(column.Name));
            }
            else if (!TryRead(column, member.Value, out var stored, out var error))
            {
                (errors ??= []).Add(error!.On(column.Name));
            }
            else
            {
                column.Access.Set(row, stored);
            }
        }

        foreach (var key in fact.Key)
        {
            if (!present.Contains(key.Name))
            {
                (errors ??= []).Add(Error.Of("missing_column", key.Name).On(key.Name));
            }
        }

        return errors is null
            ? new FactInput(source, id, row, occurredAt, present.Count == fact.Columns.Count ? null : present)
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
            switch (column.Access.Get(row), column.Kind)
            {
                case (null, _):
                    break;
                case (string text, _):
                    writer.WriteString(column.Name, text);
                    break;
                case (int flag, FactColumnKind.Flag):
                    writer.WriteBoolean(column.Name, flag != 0);
                    break;
                case (int day, FactColumnKind.Date):
                    writer.WriteString(column.Name, EpochDay.ToDate(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                    break;
                case (long instant, FactColumnKind.Instant):
                    writer.WriteString(column.Name, DateTimeOffset.FromUnixTimeMilliseconds(instant));
                    break;
                case (double number, _):
                    writer.WriteNumber(column.Name, number);
                    break;
                case var (value, _):
                    writer.WriteNumber(column.Name, Convert.ToDecimal(value, CultureInfo.InvariantCulture) / column.Scale);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads one value given as text (CSV cells, command line) by the same rules as JSON.</summary>
    public static bool TryReadText(FactColumn column, string text, out object? stored, out Error? error)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (text.Length == 0)
        {
            return TryNull(column, out stored, out error);
        }

        error = null;
        stored = null;
        switch (column.Kind)
        {
            case FactColumnKind.Text:
                return TryText(column, text, out stored, out error);
            case FactColumnKind.Flag when text is "0" or "false" or "False" or "FALSE" or "否":
                stored = 0;
                return true;
            case FactColumnKind.Flag when text is "1" or "true" or "True" or "TRUE" or "是":
                stored = 1;
                return true;
            case FactColumnKind.Date:
                return TryDate(text, out stored, out error);
            case FactColumnKind.Instant:
                return TryInstant(text, out stored, out error);
            case FactColumnKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                stored = number;
                return true;
            case not FactColumnKind.Flag and not FactColumnKind.Number
                when decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var exact):
                return TryScaled(column, exact, out stored, out error);
            default:
                error = Error.Of("not_a_number", text);
                return false;
        }
    }

    private static bool TryRead(FactColumn column, JsonElement value, out object? stored, out Error? error)
    {
        (stored, error) = (null, null);
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return TryNull(column, out stored, out error);
            case JsonValueKind.String when column.Kind == FactColumnKind.Text:
                return TryText(column, value.GetString()!, out stored, out error);
            case JsonValueKind.String:
                return TryReadText(column, value.GetString()!, out stored, out error);
            case JsonValueKind.True or JsonValueKind.False when column.Kind == FactColumnKind.Flag:
                stored = value.ValueKind == JsonValueKind.True ? 1 : 0;
                return true;
            case JsonValueKind.Number when column.Kind == FactColumnKind.Flag && value.TryGetInt32(out var flag) && flag is 0 or 1:
                stored = flag;
                return true;
            case JsonValueKind.Number when column.Kind == FactColumnKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number):
                stored = number;
                return true;
            case JsonValueKind.Number when column.Kind is FactColumnKind.Money or FactColumnKind.UnitPrice or FactColumnKind.Quantity or FactColumnKind.Integer
                                           && value.TryGetDecimal(out var exact):
                return TryScaled(column, exact, out stored, out error);
            default:
                error = Error.Of("wrong_type", column.Name, value.ValueKind.ToString(), column.Kind.ToString());
                return false;
        }
    }

    private static bool TryNull(FactColumn column, out object? stored, out Error? error)
    {
        stored = null;
        error = column.IsNullable ? null : Error.Of("value_required", column.Name);
        return column.IsNullable;
    }

    private static bool TryText(FactColumn column, string text, out object? stored, out Error? error)
    {
        stored = text;
        error = text.Length > column.MaxLength ? Error.Of("text_too_long", column.Name, column.MaxLength, text.Length)
            : column.Allowed is not null && !column.Allowed.Contains(text) ? Error.Of("value_not_allowed", Shorten(text), string.Join(", ", column.Allowed))
            : text.Contains('\0') || text.Contains('\u001f') ? Error.Of("control_character", column.Name)
            : text.Length == 0 && column.IsRequired ? Error.Of("value_required", column.Name)
            : null;
        return error is null;
    }

    private static bool TryDate(string text, out object? stored, out Error? error)
    {
        var ok = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        stored = ok ? EpochDay.Of(day) : null;
        error = ok ? null : Error.Of("not_a_date", Shorten(text));
        return ok;
    }

    private static bool TryInstant(string text, out object? stored, out Error? error)
    {
        var ok = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        stored = ok ? instant.ToUnixTimeMilliseconds() : null;
        error = ok ? null : Error.Of("not_an_instant", Shorten(text));
        return ok;
    }

    private static bool TryScaled(FactColumn column, decimal value, out object? stored, out Error? error)
    {
        (stored, error) = (null, null);
        if (Math.Abs(value) > 1_000_000_000_000m)
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

        if ((Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType) == typeof(int))
        {
            if (Math.Abs(scaled) > int.MaxValue)
            {
                error = Error.Of("number_too_large", column.Name);
                return false;
            }

            stored = (int)scaled;
        }
        else
        {
            stored = (long)scaled;
        }

        return true;
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";
}
