using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Data;

/// <summary>What is in shipments. One from outside that is all of its order holds the order's lines; of a part from outside nobody knows.</summary>
internal static class ShipmentContents
{
    public static async Task<ILookup<string, ShipmentLine>> OfAsync(AppDbContext db, IReadOnlyCollection<ShipmentFact> shipments, CancellationToken cancellationToken)
    {
        var ids = shipments.Select(s => s.ShipmentId).ToList();
        var lines = await db.Set<ShipmentLine>().AsNoTracking().Where(l => ids.Contains(l.ShipmentId)).OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        var known = lines.Select(l => l.ShipmentId).ToHashSet(StringComparer.Ordinal);
        var whole = shipments.Where(s => !s.IsSplit && !known.Contains(s.ShipmentId)).ToList();
        var orderIds = whole.ConvertAll(s => s.OrderId);
        var ordered = orderIds.Count == 0 ? [] : await db.Set<OrderLineFact>().AsNoTracking()
            .Where(l => orderIds.Contains(l.OrderId) && l.Status != "cancelled").OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        var derived = from shipment in whole
                      join line in ordered on new { shipment.OrderId, shipment.DealerId } equals new { line.OrderId, line.DealerId }
                      select new ShipmentLine
                      {
                          ShipmentId = shipment.ShipmentId, LineNo = line.LineNo, OrderId = line.OrderId, DealerId = line.DealerId, ProductId = line.ProductId, Qty = line.OrderedQty,
                      };
        return lines.Concat(derived).ToLookup(l => l.ShipmentId, StringComparer.Ordinal);
    }
}

/// <inheritdoc cref="IReceiptClaims"/>
internal sealed class ReceiptClaims : IReceiptClaims
{
    public async Task<IReadOnlyList<ReceiptDiscrepancy>> OfOrderAsync(AppDbContext db, string orderId, CancellationToken cancellationToken) =>
        await (from line in db.Set<ShipmentLine>().AsNoTracking()
               where line.OrderId == orderId && line.ShortQty + line.DamagedQty > 0
               join proof in db.Set<ProofOfDelivery>() on line.ShipmentId equals proof.ShipmentId
               orderby line.ShipmentId, line.LineNo
               select new ReceiptDiscrepancy(line.ShipmentId, line.LineNo, line.ProductId, line.Qty, line.ShortQty, line.DamagedQty, proof.Photo, proof.SignedBy, proof.At)).ToListAsync(cancellationToken);
}
