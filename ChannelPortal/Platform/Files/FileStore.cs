using System.Security.Cryptography;
using ChannelPortal.Platform.Data;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Files;

/// <summary>A stored file: its name is the hash of its content.</summary>
public sealed record StoredFile(string Sha256, long Bytes);

/// <summary>
/// Files by content hash in the data directory. A file appears whole or not at all (temporary name, flush, rename), equal content is stored
/// once, and a row that names a hash can always be checked against the bytes.
/// </summary>
public sealed class FileStore(IOptions<PortalOptions> portal)
{
    public async Task<StoredFile> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(sha256);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.tmp";
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
            {
                await stream.WriteAsync(content, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }

        return new StoredFile(sha256, content.Length);
    }

    /// <summary>Null when there is no such file.</summary>
    public Stream? OpenRead(string sha256)
    {
        var path = PathOf(sha256);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan) : null;
    }

    // The hash is checked, so no name from outside can leave the folder.
    private string PathOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? portal.Value.PathOf("files", sha256[..2], sha256)
        : throw new ArgumentException("Not a SHA-256 in lower-case hex.", nameof(sha256));
}
