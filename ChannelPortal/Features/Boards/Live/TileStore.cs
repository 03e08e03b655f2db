using System.Collections.Concurrent;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Live;

/// <summary>A tile's model, and when it wants to be looked at again although nothing new has come: it has moved within its rest.</summary>
internal readonly record struct TileAnswer(TileModel Model, TimeSpan? Again);

/// <summary>
/// Tiles by what they show, over which days, for which scope: two boards or two viewers with the same tile share one computation. A tile is computed at most four
/// times a second, and one that takes long rests ten times as long, so that it never keeps a core.
/// </summary>
internal sealed class TileStore(TileReader reader, FactPulse pulse, IFactStream stream, BusinessClock clock, TimeProvider time) : IDisposable
{
    private const int Kept = 2_000;
    private const int RestFactor = 10;

    /// <summary>One board leaves connections for others.</summary>
    private const int AtOnce = 4;
    private static readonly TimeSpan s_shortestRest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public int Count => entries.Count;

    /// <summary>The tiles of a board by their ids, some at once: a click waits for the slowest of them and not for the sum.</summary>
    public async Task<IReadOnlyDictionary<string, TileAnswer>> ReadAllAsync(BoardPlan plan, BoardLens lens, DealerScope scope, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, TileAnswer>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            plan.Tiles,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (tile, stop) => answers[tile.Id] = await ReadAsync(tile, lens, scope, stop));
        return answers;
    }

    public async Task<TileAnswer> ReadAsync(BoardTile tile, BoardLens lens, DealerScope scope, CancellationToken cancellationToken)
    {
        var days = lens.Range.Days(clock);
        if (!days.Ok)
        {
            return new TileAnswer(new TileModel("refused", clock.Now) { Why = days.Errors[0].Code }, null);
        }

        var before = lens.Comparison.Of(days.Value);
        var shape = tile with { Id = "", X = 0, Y = 0, W = 0, H = 0, TitleZh = null, TitleEn = null, Watch = null, Bad = null };
        var entry = entries.GetOrAdd($"{scope.Key}|{lens.Filter.Key}|{days.Value}|{before}|{shape}", _ => new Entry());
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            var (now, watermark) = (clock.Now, stream.Watermark);
            entry.UsedAt = now;
            if (entry.Model is { } known)
            {
                var due = entry.ReadAt + Rest(entry.Cost);
                if (!pulse.HasMoved(reader.FactsOf(tile), entry.Watermark, watermark))
                {
                    return new TileAnswer(known, null);
                }

                if (now < due)
                {
                    return new TileAnswer(known, due - now);
                }
            }

            var started = time.GetTimestamp();
            var model = await reader.ReadAsync(tile, lens.Filter, days.Value, before, scope, cancellationToken);
            (entry.Model, entry.Watermark, entry.ReadAt, entry.Cost) = (model, watermark, clock.Now, time.GetElapsedTime(started));
            return new TileAnswer(model, null);
        }
        finally
        {
            entry.Gate.Release();
            Trim();
        }
    }

    public void Dispose()
    {
        foreach (var entry in entries.Values)
        {
            entry.Gate.Dispose();
        }
    }

    private static TimeSpan Rest(TimeSpan cost)
    {
        var rest = cost * RestFactor;
        return rest < s_shortestRest ? s_shortestRest : rest > s_longestRest ? s_longestRest : rest;
    }

    private void Trim()
    {
        if (entries.Count <= Kept)
        {
            return;
        }

        // Half of them in one go, the longest unused first: who still looks at one has it computed again.
        foreach (var old in entries.ToArray().OrderBy(e => e.Value.UsedAt).Take(entries.Count - (Kept / 2)))
        {
            entries.TryRemove(old);
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public TileModel? Model { get; set; }

        public long Watermark { get; set; }

        public DateTimeOffset ReadAt { get; set; }

        public DateTimeOffset UsedAt { get; set; }

        public TimeSpan Cost { get; set; }
    }
}
