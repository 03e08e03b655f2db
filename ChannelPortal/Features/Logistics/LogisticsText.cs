namespace ChannelPortal.Features.Logistics;

/// <summary>Texts of shipping and order tracking.</summary>
public sealed class LogisticsText;
