namespace ChannelPortal.Features.Network;

/// <summary>Texts of territories and of their map.</summary>
public sealed class NetworkText;
