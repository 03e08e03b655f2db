using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Logistics.Queries;

internal static class OrderShipments
{
    /// <summary>Shipments of the order's own dealer. One that another dealer's system reports under this number is no part of the order and must not move it.</summary>
    public static IQueryable<ShipmentFact> ShipmentsOf(this AppDbContext db, string orderId) =>
        from shipment in db.Set<ShipmentFact>()
        join order in db.Set<OrderFact>() on new { shipment.OrderId, shipment.DealerId } equals new { order.OrderId, order.DealerId }
        where shipment.OrderId == orderId
        select shipment;
}
