using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ChannelPortal.Features.Simulation;

/// <summary>A picture of a dented box, drawn without a camera: the demo's returns need photos, and each is a real PNG file.</summary>
internal static class DemoPhoto
{
    private const int Width = 240;
    private const int Height = 180;
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Of(int number)
    {
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                packed.WriteByte(0);
                for (var x = 0; x < Width; x++)
                {
                    packed.Write(Colour(x, y, number));
                }
            }
        }

        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", pixels.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Grey floor, a cardboard box with its tape, and a dark dent whose place depends on the number.</summary>
    private static byte[] Colour(int x, int y, int number)
    {
        var (dentX, dentY) = (70 + (number * 37 % 100), 60 + (number * 23 % 70));
        var distance = ((x - dentX) * (x - dentX)) + ((y - dentY) * (y - dentY));
        if (x is < 40 or > 200 || y is < 30 or > 155)
        {
            var floor = (byte)(150 + (y / 4));
            return [floor, floor, floor];
        }

        return distance < 260 ? [70, 48, 30]
            : distance < 520 ? [120, 86, 54]
            : x is > 112 and < 128 ? [206, 186, 150]
            : [(byte)(184 - (y / 6)), (byte)(140 - (y / 6)), (byte)(92 - (y / 8))];
    }

    private static void Chunk(Stream file, string type, ReadOnlySpan<byte> data)
    {
        var body = new byte[4 + data.Length];
        Encoding.ASCII.GetBytes(type, body);
        data.CopyTo(body.AsSpan(4));
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
