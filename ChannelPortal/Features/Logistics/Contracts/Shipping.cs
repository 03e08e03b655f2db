using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Logistics.Contracts;

/// <summary>The warehouse finished picking.</summary>
[Permission("orders.ship")]
public sealed record PickOrder(string OrderId) : ICommand<OrderMoved>;

/// <summary>Goods of the order go to the carrier; an order may have several shipments.</summary>
/// <param name="Lines">Null ships all that is open and has its stock.</param>
[Permission("orders.ship")]
public sealed record ShipOrder(string OrderId, string Carrier, string TrackingNo, IReadOnlyList<OrderLineQty>? Lines = null) : ICommand<ShippedOrder>;

/// <summary>The shipment that came of it.</summary>
public sealed record ShippedOrder(string OrderId, string Status, string ShipmentId);

/// <summary>A carrier scan, keyed in or relayed.</summary>
[Permission("orders.ship")]
public sealed record RecordScan(string ShipmentId, string Place) : ICommand<string>;
