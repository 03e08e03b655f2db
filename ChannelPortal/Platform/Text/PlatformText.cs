namespace ChannelPortal.Platform.Text;

/// <summary>Marker of the words that all features share: verbs, states, units, common refusals and MudBlazor's built-in strings.</summary>
public sealed class PlatformText;
