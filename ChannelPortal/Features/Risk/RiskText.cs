namespace ChannelPortal.Features.Risk;

/// <summary>Marker of the texts beside it.</summary>
public sealed class RiskText;
