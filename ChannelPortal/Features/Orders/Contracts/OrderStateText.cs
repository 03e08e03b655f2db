namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Words for the states of an order, wherever they are shown.</summary>
public sealed class OrderStateText;
