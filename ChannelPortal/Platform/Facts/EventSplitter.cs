using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChannelPortal.Platform.Facts;

/// <summary>Finds the single events in a body, without a copy.</summary>
internal static class EventSplitter
{
    /// <summary>The lines that are not empty.</summary>
    public static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> body)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span is [.., (byte)'\r'])
            {
                line = line[..^1];
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    /// <summary>The elements of a JSON array, or the one JSON value.</summary>
    public static List<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> body)
    {
        var elements = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            AddCurrent(ref reader);
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                AddCurrent(ref reader);
            }
        }

        // Anything behind it is a fault.
        reader.Read();
        return elements;

        void AddCurrent(ref Utf8JsonReader at)
        {
            var from = (int)at.TokenStartIndex;
            at.Skip();
            elements.Add(body[from..(int)at.BytesConsumed]);
        }
    }

    /// <summary>Number of the line that begins with <paramref name="part"/>.</summary>
    public static int LineOf(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> part)
    {
        MemoryMarshal.TryGetArray(body, out var whole);
        MemoryMarshal.TryGetArray(part, out var segment);
        return whole.AsSpan(0, segment.Offset - whole.Offset).Count((byte)'\n') + 1;
    }
}
