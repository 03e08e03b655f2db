namespace ChannelPortal.Features.Returns.Domain;

/// <summary>What a picture is by its first bytes; what its sender calls it does not count.</summary>
internal static class PhotoType
{
    /// <summary>Null for anything that is not a JPEG, PNG or WebP picture.</summary>
    public static string? Of(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}
