namespace ChannelPortal.Features.Settlement;

/// <summary>Words of invoices and payments.</summary>
public sealed class SettlementText;
