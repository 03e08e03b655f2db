using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Data;

/// <summary>Photos of goods as they arrived. What a file is, its first bytes say, not its name.</summary>
internal sealed class DeliveryPhotos(FileStore files)
{
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>The hash under which it is kept.</summary>
    public async Task<Result<string>> SaveAsync(Stream content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var part = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(part, cancellationToken)) > 0)
        {
            if (copy.Length + read > MaxBytes)
            {
                return TooLarge;
            }

            copy.Write(part, 0, read);
        }

        return TypeOf(copy.GetBuffer().AsSpan(0, (int)Math.Min(copy.Length, 16))) is null
            ? Error.Of("photo_type").On("photo")
            : (await files.SaveAsync(copy.GetBuffer().AsMemory(0, (int)copy.Length), cancellationToken)).Sha256;
    }

    public static Error TooLarge => Error.Of("photo_too_large", MaxBytes / 1024 / 1024).On("photo");

    /// <summary>Media type of a stored photo; null when there is no such photo.</summary>
    public async Task<string?> TypeOfAsync(string sha256, CancellationToken cancellationToken)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower) || files.OpenRead(sha256) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            var head = new byte[16];
            var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            return TypeOf(head.AsSpan(0, length));
        }
    }

    private static string? TypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;
}
