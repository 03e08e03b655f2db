namespace ChannelPortal.Features.Imports;

/// <summary>Marker of the texts beside it.</summary>
public sealed class ImportsText;
