namespace ChannelPortal.Features.Inventory;

/// <summary>Texts of the stock pages.</summary>
public sealed class InventoryText;
