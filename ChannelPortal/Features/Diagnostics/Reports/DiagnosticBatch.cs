using System.Collections.Concurrent;
using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Whom a dealer is compared with: the same tier in the same area.</summary>
internal sealed record PeerGroup(string Tier, RegionFact? Area)
{
    public MetricSlice Slice => Area is null ? MetricSlice.Of(MetricDimensions.Tier, Tier) : MetricSlice.Of(MetricDimensions.Tier, Tier).With(MetricDimensions.Region, Area.RegionId);

    public string Key => Slice.Key;
}

/// <summary>
/// What the reports of a run share. A few reports read their peer groups only; a batch reads the whole network in one statement a month, from which every
/// group is taken.
/// </summary>
internal sealed class DiagnosticBatch(IMetricReader metrics, IRebateProgress rebates, IAppDbFactory factory, Period month)
{
    /// <summary>From this report on, a run counts as a batch.</summary>
    private const int BatchFrom = 12;

    private readonly ConcurrentDictionary<string, Lazy<Task<MetricTable>>> tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<ILookup<string, RebateStanding>>>> standings = new(StringComparer.Ordinal);
    private Lazy<Task<Network>>? network;
    private int reports;

    public Period Month => month;

    public async Task<Network> NetworkAsync(CancellationToken cancellationToken)
    {
        var read = LazyInitializer.EnsureInitialized(ref network, () => new Lazy<Task<Network>>(() => Network.ReadAsync(factory, CancellationToken.None)));
        try
        {
            return await read.Value.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref network, null, read);
            throw;
        }
    }

    /// <summary>What one report reads its tables over; call once a report.</summary>
    public MetricSlice Reach(PeerGroup group) => Interlocked.Increment(ref reports) >= BatchFrom ? MetricSlice.All : group.Slice;

    /// <param name="back">Months before the report's.</param>
    public async Task<MetricTable> ReadAsync(MetricSlice reach, IReadOnlyList<string> metricIds, int back, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{reach.Key}|{back}|{metricIds.Count}");
        var table = tables.GetOrAdd(key, _ => new Lazy<Task<MetricTable>>(() => metrics.ByAsync(
            metricIds, MetricDimensions.Dealer, reach, Period.MonthOf(month.Start.AddMonths(-back)), DealerScope.All, CancellationToken.None)));
        try
        {
            return await table.Value.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next report asks anew: one lost connection must not fail a batch.
            tables.TryRemove(KeyValuePair.Create(key, table));
            throw;
        }
    }

    /// <summary>Rebates of the dealer at the end of the month; a batch reads those of all dealers at once.</summary>
    public async Task<IReadOnlyList<RebateStanding>> RebatesAsync(MetricSlice reach, string dealerId, CancellationToken cancellationToken)
    {
        var scope = reach.Equals(MetricSlice.All) ? DealerScope.All : DealerScope.Of(dealerId);
        var read = standings.GetOrAdd(scope.Key, _ => new Lazy<Task<ILookup<string, RebateStanding>>>(async () =>
            (await rebates.ReadAsync(month.Start, scope, CancellationToken.None)).ToLookup(r => r.DealerId, StringComparer.Ordinal)));
        try
        {
            return [.. (await read.Value.WaitAsync(cancellationToken))[dealerId]];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            standings.TryRemove(KeyValuePair.Create(scope.Key, read));
            throw;
        }
    }

    /// <summary>Dealers and regions, and who belongs to which peer group.</summary>
    internal sealed class Network
    {
        private readonly Dictionary<string, RegionFact> regions;
        private readonly Dictionary<string, DealerFact> dealers;
        private readonly ILookup<string, string> members;

        private Network(IEnumerable<RegionFact> regions, IEnumerable<DealerFact> dealers)
        {
            this.regions = regions.ToDictionary(r => r.RegionId, StringComparer.Ordinal);
            this.dealers = dealers.ToDictionary(d => d.DealerId, StringComparer.Ordinal);
            members = this.dealers.Values.ToLookup(d => GroupOf(d).Key, d => d.DealerId, StringComparer.Ordinal);
        }

        public static async Task<Network> ReadAsync(IAppDbFactory factory, CancellationToken cancellationToken)
        {
            await using var db = factory.Create(DealerScope.All);
            return new Network(await db.Set<RegionFact>().AsNoTracking().ToListAsync(cancellationToken), await db.Set<DealerFact>().AsNoTracking().ToListAsync(cancellationToken));
        }

        public DealerFact? Dealer(string dealerId) => dealers.GetValueOrDefault(dealerId);

        public RegionFact? RegionOf(DealerFact dealer) => regions.GetValueOrDefault(dealer.RegionId);

        public PeerGroup GroupOf(DealerFact dealer) => new(
            dealer.Tier,
            RegionOf(dealer)?.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => regions.GetValueOrDefault(id)).FirstOrDefault(r => r?.Level == "area"));

        public IEnumerable<string> MembersOf(PeerGroup group) => members[group.Key];
    }
}
