using System.Buffers;

namespace ChannelPortal.Platform.Facts;

/// <summary>A request's body in one pooled buffer: bodies of some hundred kilobytes would each be a large object.</summary>
internal sealed class RequestBody(HttpRequest request) : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(request.ContentLength is > 0 and <= EventEndpoints.MaxBodyBytes and var length ? (int)length + 1 : 16 * 1024);
    private int count;

    /// <summary>Valid until disposal.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, count);

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await request.Body.ReadAsync(buffer.AsMemory(count), cancellationToken) is > 0 and var read)
        {
            count += read;
            if (count == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
