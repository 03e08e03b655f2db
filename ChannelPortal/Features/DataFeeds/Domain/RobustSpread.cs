namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>Median and median deviation of a product's own past, and how far a new quantity lies from it.</summary>
internal readonly record struct RobustSpread(decimal Median, decimal Deviation)
{
    /// <summary>The deviation of a normal series is this many times its median deviation.</summary>
    private const decimal Normal = 1.4826m;

    /// <summary>A past that never moved must not make every move a spike.</summary>
    private const decimal LeastShare = 0.05m;

    /// <param name="least">Smallest deviation that counts, e.g. one unit.</param>
    public static RobustSpread Of(IEnumerable<long> values, long least)
    {
        var sorted = values.Order().ToList();
        var median = Middle(sorted);
        var deviation = Middle([.. sorted.Select(v => Math.Abs(v - median)).Order()]) * Normal;
        return new RobustSpread(median, Math.Max(deviation, Math.Max(Math.Abs(median) * LeastShare, least)));
    }

    public decimal ZOf(long value) => (value - Median) / Deviation;

    private static decimal Middle(List<long> sorted) => Middle([.. sorted.Select(v => (decimal)v)]);

    private static decimal Middle(List<decimal> sorted) => sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
