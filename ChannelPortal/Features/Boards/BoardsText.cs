namespace ChannelPortal.Features.Boards;

/// <summary>Texts of the boards.</summary>
public sealed class BoardsText;
