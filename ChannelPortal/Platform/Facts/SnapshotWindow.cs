namespace ChannelPortal.Platform.Facts;

/// <summary>How snapshots stand for a day (ADR 0008): the last count of each position, until it is too old.</summary>
public static class SnapshotWindow
{
    /// <summary>Days after which a count stands for nothing any more.</summary>
    public const int ReachDays = 45;
}
