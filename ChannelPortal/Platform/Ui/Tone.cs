namespace ChannelPortal.Platform.Ui;

/// <summary>What a status means. Each has its own shape, word and colour.</summary>
public enum Tone
{
    Neutral,
    Good,
    Watch,
    Bad,
    Info,
}

/// <summary>What a tile or panel has to show.</summary>
public enum TileState
{
    Ready,
    Loading,
    Empty,
    Stale,
    Failed,
}
