using System.Collections.Concurrent;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform.Live;

/// <summary>
/// What pages read while they were prerendered, for the circuit that takes over a moment later: it shows the same view without reading again, so that its
/// first click does not wait. After a newer commit, on another node or too late a circuit reads for itself.
/// </summary>
internal sealed class FirstReads(IFactStream stream, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);

    public int Count => kept.Count;

    /// <param name="key">Names viewer, rights, language and address: whoever has the same key may see the same view.</param>
    public async Task<T> ReadAsync<T>(string key, bool isInteractive, Func<Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var now = time.GetUtcNow();
        if (isInteractive)
        {
            return kept.TryRemove(key, out var first) && first.Until > now && first.Watermark == stream.Watermark && first.Value is T value ? value : await read();
        }

        foreach (var late in kept.Where(k => k.Value.Until <= now))
        {
            kept.TryRemove(late);
        }

        // Noted before it reads: what is committed meanwhile makes the circuit read again.
        var watermark = stream.Watermark;
        var view = await read();
        kept[key] = new Kept(view, watermark, now + s_patience);
        return view;
    }

    private sealed record Kept(object? Value, long Watermark, DateTimeOffset Until);
}
