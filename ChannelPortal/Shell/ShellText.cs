namespace ChannelPortal.Shell;

/// <summary>Marker of the frame's words: navigation, top bar, status pages.</summary>
public sealed class ShellText;
