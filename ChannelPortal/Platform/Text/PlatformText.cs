namespace ChannelPortal.Platform.Text;

/// <summary>Marker of the words that all features share: verbs, states, units and common refusals.</summary>
public sealed class PlatformText;
