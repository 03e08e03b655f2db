namespace ChannelPortal.Platform.Ui;

/// <summary>A page above the current one.</summary>
public sealed record Crumb(string Title, string Href);
