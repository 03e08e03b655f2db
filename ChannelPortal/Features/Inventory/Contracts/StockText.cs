namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Words for bands and promises, wherever they are shown.</summary>
public sealed class StockText;
