using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>A dealer that takes part in an evaluation.</summary>
internal sealed record Member(DealerFact Dealer, string PeerKey, int MonthsActive);

/// <summary>Dealers of a day, and metrics of the catalogue for all of them, by part.</summary>
internal sealed class Figures(IMetricReader metrics)
{
    private const long LargeCity = 8_000_000;
    private const long MediumCity = 3_000_000;

    /// <summary>Active on the last day of the period.</summary>
    public static async Task<IReadOnlyList<Member>> MembersAsync(AppDbContext db, Period period, CancellationToken cancellationToken)
    {
        var end = period.End;
        var dealers = await db.Set<DealerFact>().AsNoTracking().Where(d => d.JoinedOn < end && (d.ExitedOn == null || d.ExitedOn >= end)).OrderBy(d => d.DealerId).ToListAsync(cancellationToken);
        var people = await db.Set<RegionFact>().AsNoTracking().Select(r => new { r.RegionId, r.Population }).ToDictionaryAsync(r => r.RegionId, r => r.Population, StringComparer.Ordinal, cancellationToken);
        return [.. dealers.Select(d => new Member(d, $"{d.Tier}|{ClassOf(people.GetValueOrDefault(d.RegionId))}", MonthsBetween(d.JoinedOn, end)))];
    }

    /// <summary>The metrics of these parts for each dealer. What has no value stays unknown.</summary>
    public async Task<Dictionary<string, Dictionary<string, decimal?>>> ReadAsync(
        IReadOnlyList<PartSource> sources, Period period, IReadOnlyCollection<string> dealers, CancellationToken cancellationToken)
    {
        var raw = dealers.ToDictionary(d => d, _ => new Dictionary<string, decimal?>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var window in sources.Where(s => s.MetricId is not null).GroupBy(s => s.Window))
        {
            var table = await TableAsync([.. window.Select(s => s.MetricId!).Distinct(StringComparer.Ordinal)], DaysOf(window.Key, period), dealers, cancellationToken);
            foreach (var source in window)
            {
                foreach (var dealer in dealers)
                {
                    var value = table.Find(source.MetricId!, dealer)?.Value;
                    raw[dealer][source.PartId] = value is { } known ? Rounded(source.Turn is { } turn ? turn(known) : known, source.Unit) : null;
                }
            }
        }

        return raw;
    }

    public Task<MetricTable> TableAsync(IReadOnlyList<string> metricIds, Period period, IReadOnlyCollection<string> dealers, CancellationToken cancellationToken) =>
        metrics.ByAsync(metricIds, MetricDimensions.Dealer, MetricSlice.All, period, DealerScope.All, cancellationToken, dealers);

    public static Period DaysOf(PartWindow window, Period period) => window switch
    {
        PartWindow.Months3 => new Period(period.End.AddMonths(-3), period.End),
        PartWindow.Months6 => new Period(period.End.AddMonths(-6), period.End),
        PartWindow.Months12 => new Period(period.End.AddMonths(-12), period.End),
        _ => period,
    };

    /// <summary>As many digits as decide anything, so that the same facts give the same digest on every database.</summary>
    public static decimal Rounded(decimal value, string unit) => Math.Round(value, unit == "CNY" ? 2 : 6, MidpointRounding.AwayFromZero);

    /// <summary>Whole months.</summary>
    public static int MonthsBetween(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month - (to.Day < from.Day ? 1 : 0);

    private static string ClassOf(long population) => population switch { >= LargeCity => "large", >= MediumCity => "medium", _ => "small" };
}
