namespace ChannelPortal.Features.Health.Domain;

/// <summary>Turns a raw figure into a score from 0 to 100 with one decimal.</summary>
internal abstract record Scale
{
    /// <param name="raw">The dealer's figure.</param>
    /// <param name="peers">The same figure of the whole peer group, the dealer included, in rising order; only a percentile reads it.</param>
    public abstract decimal Score(decimal raw, IReadOnlyList<decimal> peers);

    /// <summary>Scores carry one decimal, here and everywhere, so that whoever adds up what is printed gets what is printed.</summary>
    public static decimal Round(decimal score) => Math.Round(score, 1, MidpointRounding.AwayFromZero);
}

/// <summary>Straight lines between points; flat beyond the first and the last (domain.md's <c>lin</c>).</summary>
internal sealed record LinearScale(params IReadOnlyList<ScalePoint> Points) : Scale
{
    public override decimal Score(decimal raw, IReadOnlyList<decimal> peers)
    {
        if (raw <= Points[0].Raw)
        {
            return Points[0].Score;
        }

        for (var i = 1; i < Points.Count; i++)
        {
            var (from, to) = (Points[i - 1], Points[i]);
            if (raw <= to.Raw)
            {
                return Round(from.Score + ((to.Score - from.Score) * (raw - from.Raw) / (to.Raw - from.Raw)));
            }
        }

        return Points[^1].Score;
    }

    public bool Equals(LinearScale? other) => other is not null && Points.SequenceEqual(other.Points);

    public override int GetHashCode() => Points.Aggregate(0, HashCode.Combine);
}

/// <summary>A corner of a <see cref="LinearScale"/>.</summary>
internal sealed record ScalePoint(decimal Raw, decimal Score);

/// <summary>
/// The share of the peer group that stands below, those equal counted half: the median scores 50 (domain.md's <c>pct</c>, the percentile rank of Hazen). Fewer
/// than <see cref="LeastPeers"/> peers rank nobody.
/// </summary>
internal sealed record PercentileScale(bool IsLowGood = false) : Scale
{
    /// <summary>domain.md R24: a smaller peer group gives no ranking.</summary>
    public const int LeastPeers = 8;

    public override decimal Score(decimal raw, IReadOnlyList<decimal> peers)
    {
        var below = LowerBound(peers, raw);
        var equal = UpperBound(peers, raw) - below;
        var rank = 100 * (below + (equal / 2m)) / peers.Count;
        return Round(IsLowGood ? 100 - rank : rank);
    }

    private static int LowerBound(IReadOnlyList<decimal> peers, decimal raw) => Search(peers, value => value < raw);

    private static int UpperBound(IReadOnlyList<decimal> peers, decimal raw) => Search(peers, value => value <= raw);

    private static int Search(IReadOnlyList<decimal> peers, Func<decimal, bool> isBefore)
    {
        var (low, high) = (0, peers.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isBefore(peers[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>Full marks inside a range and less outside it, down to nothing at its two ends (domain.md's <c>fit</c>).</summary>
internal sealed record FitScale(decimal Least, decimal From, decimal To, decimal Most) : Scale
{
    public override decimal Score(decimal raw, IReadOnlyList<decimal> peers) =>
        raw < From ? Round(100 * Math.Max(0, (raw - Least) / (From - Least))) : raw > To ? Round(100 * Math.Max(0, (Most - raw) / (Most - To))) : 100;
}
