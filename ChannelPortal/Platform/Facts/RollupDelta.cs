namespace ChannelPortal.Platform.Facts;

/// <summary>A rollup row's change: stored keys and the amounts to add, in the order of the definition.</summary>
internal sealed record RollupDelta(FactValue[] Keys, long[] Sums)
{
    /// <summary>Rows were taken away, so the row may have become empty.</summary>
    public bool CanEmpty { get; set; }
}

/// <summary>What a batch changes in one rollup, in key order: writers of different nodes touch rows in one order.</summary>
internal sealed record RollupChange(RollupDefinition Rollup, IReadOnlyList<RollupDelta> Deltas);

/// <summary>Adds up the changes that one batch makes to one rollup, one a key.</summary>
internal sealed class RollupDeltas(RollupDefinition rollup)
{
    private readonly Dictionary<FactValue[], RollupDelta> deltas = new(KeyComparer.Instance);
    private readonly FactValue[] probe = new FactValue[rollup.Keys.Count];

    public RollupDefinition Rollup => rollup;

    public void Add(FactRow row, int sign)
    {
        for (var i = 0; i < probe.Length; i++)
        {
            probe[i] = rollup.Keys[i].KeyOf(row);
        }

        if (!deltas.TryGetValue(probe, out var delta))
        {
            delta = new RollupDelta([.. probe], new long[rollup.Sums.Count]);
            deltas.Add(delta.Keys, delta);
        }

        delta.CanEmpty |= sign < 0;
        for (var i = 0; i < delta.Sums.Length; i++)
        {
            delta.Sums[i] += sign * (rollup.Sums[i].Source?.Access.Get(row).Long ?? 1);
        }
    }

    /// <summary>What really changes.</summary>
    public RollupChange Sum()
    {
        RollupDelta[] sorted = [.. deltas.Values.Where(d => d.CanEmpty || d.Sums.AsSpan().ContainsAnyExcept(0))];
        Array.Sort(sorted, (a, b) => Compare(a.Keys, b.Keys));
        return new RollupChange(rollup, sorted);
    }

    private static int Compare(FactValue[] a, FactValue[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].OrderAgainst(b[i]) is not 0 and var order)
            {
                return order;
            }
        }

        return 0;
    }

    private sealed class KeyComparer : IEqualityComparer<FactValue[]>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(FactValue[]? x, FactValue[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(FactValue[] keys)
        {
            var hash = default(HashCode);
            foreach (var key in keys)
            {
                hash.Add(key);
            }

            return hash.ToHashCode();
        }
    }
}
