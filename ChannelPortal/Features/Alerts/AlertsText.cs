namespace ChannelPortal.Features.Alerts;

/// <summary>Marker of the texts beside it.</summary>
public sealed class AlertsText;
