namespace ChannelPortal.Platform.Text;

/// <summary>Marker of MudBlazor's built-in strings, under MudBlazor's own keys.</summary>
public sealed class MudBlazorText;
