using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>How the dealers of a scope lie, without a name on any of them.</summary>
/// <param name="Low">Smallest value; null where it would show a single other dealer.</param>
/// <param name="High">Largest value; null where it would show a single other dealer.</param>
/// <param name="Own">The dealer that is marked; null without one.</param>
public sealed record PeerBox(int Count, decimal? Low, decimal Lower, decimal Median, decimal Upper, decimal? High, decimal? Own);

/// <summary>
/// The distribution of a metric over dealers, in quartiles. People of the manufacturer see the dealers of their scope; a dealer sees all of the slice, but
/// only when enough others are in it, and never their ends.
/// </summary>
internal sealed class PeerDistribution(IMetricReader reader)
{
    public async Task<PeerBox?> FindAsync(string metricId, MetricSlice slice, Period period, Caller caller, CancellationToken cancellationToken)
    {
        slice.Values.TryGetValue(MetricDimensions.Dealer, out var marked);
        var peers = slice.Values.Where(v => v.Key != MetricDimensions.Dealer).Aggregate(MetricSlice.All, (s, v) => s.With(v.Key, v.Value));
        if (!reader.Check(metricId, peers, MetricDimensions.Dealer).Ok)
        {
            return null;
        }

        var isAnonymous = caller.DealerId is not null;
        var own = isAnonymous ? caller.DealerId : marked;
        var table = await reader.ByAsync([metricId], MetricDimensions.Dealer, peers, period, isAnonymous ? DealerScope.All : caller.Scope, cancellationToken);
        var values = table[metricId].Where(v => v is { Key.Length: > 0, Value.Value: not null }).ToDictionary(v => v.Key, v => v.Value.Value!.Value, StringComparer.Ordinal);
        if (values.Count(v => v.Key != own) < (isAnonymous ? MetricEngine.MinimumPeers : 1))
        {
            return null;
        }

        var sorted = values.Values.Order().ToList();
        return new PeerBox(
            sorted.Count, isAnonymous ? null : sorted[0], Quantile(sorted, 1), Quantile(sorted, 2), Quantile(sorted, 3), isAnonymous ? null : sorted[^1],
            own is not null && values.TryGetValue(own, out var value) ? value : null);
    }

    /// <summary>Quartile of sorted values, interpolated between the two neighbours.</summary>
    internal static decimal Quantile(IReadOnlyList<decimal> sorted, int quarter)
    {
        var place = (sorted.Count - 1) * quarter / 4m;
        var (at, part) = ((int)place, place - (int)place);
        return part == 0 ? sorted[at] : sorted[at] + ((sorted[at + 1] - sorted[at]) * part);
    }
}
