using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ChannelPortal.Platform.Facts;

/// <summary>
/// Rows in PostgreSQL's binary COPY format (signature, then per row a column count and length-prefixed big-endian values, then −1). The
/// provider's importer resolves a type for each cell, which costs more than all the rest of a row.
/// </summary>
internal sealed class BinaryCopy<T> : IDisposable
{
    private const int Portion = 64 * 1024;

    /// <summary>Signature, no flags, no extension.</summary>
    private static readonly byte[] s_head = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private readonly IReadOnlyList<StoreColumn<T>> columns;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * Portion);
    private int length;

    public BinaryCopy(IReadOnlyList<StoreColumn<T>> columns)
    {
        this.columns = columns;
        s_head.CopyTo(Room(s_head.Length));
    }

    /// <summary>Time to send what is there.</summary>
    public bool IsFull => length >= Portion;

    public void Add(T row)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), (short)columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            var value = columns[i].Get(row);
            if (value.IsNull)
            {
                BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);
                continue;
            }

            switch (columns[i].Type)
            {
                case StoreType.Text:
                    Add(value.Text!);
                    break;
                case StoreType.Int:
                    BinaryPrimitives.WriteInt32BigEndian(Room(4), 4);
                    BinaryPrimitives.WriteInt32BigEndian(Room(4), value.Int);
                    break;
                default:
                    // A double travels as its bits too.
                    BinaryPrimitives.WriteInt32BigEndian(Room(4), 8);
                    BinaryPrimitives.WriteInt64BigEndian(Room(8), value.Long);
                    break;
            }
        }
    }

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Room(2), -1);

    /// <summary>What there is to send; valid until the next row is added.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var taken = buffer.AsMemory(0, length);
        length = 0;
        return taken;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private void Add(string text)
    {
        var room = Reserve(4 + Encoding.UTF8.GetMaxByteCount(text.Length));
        var size = Encoding.UTF8.GetBytes(text, room[4..]);
        BinaryPrimitives.WriteInt32BigEndian(room, size);
        length += 4 + size;
    }

    private Span<byte> Room(int size)
    {
        var room = Reserve(size);
        length += size;
        return room[..size];
    }

    private Span<byte> Reserve(int size)
    {
        if (buffer.Length - length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + size));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsSpan(length);
    }
}
