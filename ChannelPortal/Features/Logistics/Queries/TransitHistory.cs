using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Queries;

/// <inheritdoc cref="ITransitHistory"/>
internal sealed class TransitHistory : ITransitHistory
{
    public async Task<IReadOnlyList<TransitTime>> SinceAsync(AppDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = await db.Set<ShipmentFact>().Where(s => s.ShippedOn >= day && s.DeliveredOn != null && s.DeliveredOn >= s.ShippedOn)
            .Select(s => new { s.DealerId, s.ShippedOn, s.DeliveredOn }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new TransitTime(r.DealerId, r.DeliveredOn!.Value.DayNumber - r.ShippedOn.DayNumber))];
    }
}
