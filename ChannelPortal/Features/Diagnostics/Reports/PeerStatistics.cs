namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Median and position among peers.</summary>
internal static class PeerStatistics
{
    /// <param name="values">Of the peers, the dealer included; null where a peer has none.</param>
    /// <param name="own">The dealer's own value.</param>
    public static DiagnosticPeers Of(IEnumerable<decimal?> values, decimal? own, bool higherIsBetter, int minimumPeers)
    {
        var sorted = values.OfType<decimal>().Order().ToList();
        if (MedianOf(sorted, minimumPeers) is not { } median)
        {
            return new DiagnosticPeers(sorted.Count, null, null);
        }

        if (own is not { } value)
        {
            return new DiagnosticPeers(sorted.Count, median, null);
        }

        // Ties share the middle of their places, so equal values get equal positions.
        var below = sorted.Count(v => v < value);
        var equal = sorted.Count(v => v == value);
        var position = (below + ((equal - 1) / 2m)) / (sorted.Count - 1);
        return new DiagnosticPeers(sorted.Count, median, higherIsBetter ? position : 1 - position);
    }

    /// <summary>Null below the minimum of peers: what few dealers do would say what one of them does.</summary>
    public static decimal? Median(IEnumerable<decimal?> values, int minimumPeers) => MedianOf([.. values.OfType<decimal>().Order()], minimumPeers);

    private static decimal? MedianOf(List<decimal> sorted, int minimumPeers)
    {
        if (sorted.Count < minimumPeers)
        {
            return null;
        }

        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
