using System.Collections.Concurrent;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Boards.Live;

/// <summary>Remembers for each fact table when it moved last, so that a flush computes only what can differ.</summary>
internal sealed class FactPulse : IDisposable
{
    private readonly ConcurrentDictionary<string, long> movedAt = new(StringComparer.Ordinal);
    private readonly IDisposable commits;
    private long heard;
    private long everythingAt;

    public FactPulse(IFactStream stream)
    {
        commits = stream.Subscribe("board tiles", (commit, _) =>
        {
            Hear(commit);
            return ValueTask.CompletedTask;
        });

        // What was committed before is in the first read of every tile.
        Interlocked.Exchange(ref heard, stream.Watermark);
    }

    /// <summary>True when any of the tables may differ from what was read at a watermark. What is in the log but not heard yet may be about anything.</summary>
    public bool HasMoved(IEnumerable<string> facts, long readAt, long now) =>
        Interlocked.Read(ref heard) < now || Interlocked.Read(ref everythingAt) > readAt || facts.Any(f => movedAt.GetValueOrDefault(f) > readAt);

    public void Dispose() => commits.Dispose();

    private void Hear(FactCommit commit)
    {
        // Another node's commit says only that there was one.
        if (commit.Changes.Count == 0)
        {
            Interlocked.Exchange(ref everythingAt, commit.Watermark);
        }

        foreach (var change in commit.Changes)
        {
            movedAt[change.Fact.Name] = commit.Watermark;
        }

        Interlocked.Exchange(ref heard, commit.Watermark);
    }
}
