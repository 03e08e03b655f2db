namespace ChannelPortal.Features.Orders;

/// <summary>Texts of ordering.</summary>
public sealed class OrdersText;
