using System.Text.Json;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Conduct;

/// <summary>A product that a dealer was seen to sell below its floor price again and again: one sight may be a mistake or a clearance.</summary>
internal sealed class FloorPriceRule : IConductRule
{
    /// <summary>Days over which sights are counted.</summary>
    public const int Days = 14;

    /// <summary>Sights below the floor.</summary>
    public const int Sights = 3;

    /// <summary>Days of the chart: the fortnight and how it was before.</summary>
    private const int DrawnDays = 90;

    public string Kind => AlertKinds.Price;

    public bool JudgesOn(DateOnly day, IReadOnlySet<DateOnly> countDays) => true;

    public string? DealerOf(FactRow row) => (row as PriceObservationFact)?.DealerId;

    public async Task<List<Finding>> FindAsync(AppDbContext db, DateOnly today, DateTimeOffset eventAt, CancellationToken cancellationToken)
    {
        var from = today.AddDays(1 - Days);
        var seen = await db.Set<PriceObservationFact>().AsNoTracking().Where(o => o.DealerId != null && o.ObservedOn >= from && o.ObservedOn <= today && o.Price < o.FloorPrice)
            .Select(o => new { o.DealerId, o.ProductId, o.Price, o.FloorPrice }).ToListAsync(cancellationToken);
        return [.. seen.GroupBy(o => (o.DealerId, o.ProductId)).Where(g => g.Count() >= Sights).Select(g =>
        {
            var lowest = g.MinBy(o => o.Price)!;
            var arguments = JsonSerializer.Serialize(new
            {
                days = Days, count = g.Count(), price = lowest.Price, floor = lowest.FloorPrice, below = Math.Round((lowest.FloorPrice - lowest.Price) * 100m / lowest.FloorPrice, 1),
            });
            return new Finding(Kind, g.Key.DealerId, g.Key.ProductId, "CMP-15", today, lowest.Price, lowest.FloorPrice, lowest.FloorPrice, lowest.FloorPrice, "warn", eventAt, arguments, "[]");
        })];
    }

    /// <summary>The lowest price of a day against the floor.</summary>
    public async Task<List<SeriesPoint>> DrawAsync(AppDbContext db, Finding finding, DateOnly today, CancellationToken cancellationToken)
    {
        var from = today.AddDays(1 - DrawnDays);
        var seen = await db.Set<PriceObservationFact>().AsNoTracking().Where(o => o.DealerId == finding.DealerId && o.ProductId == finding.ProductId && o.ObservedOn >= from && o.ObservedOn <= today)
            .Select(o => new { o.ObservedOn, o.Price, o.FloorPrice }).ToListAsync(cancellationToken);
        return [.. seen.GroupBy(o => o.ObservedOn).OrderBy(g => g.Key).Select(g => g.MinBy(o => o.Price)!).Select(o => new SeriesPoint(o.ObservedOn, o.Price, 0, o.FloorPrice))];
    }
}
