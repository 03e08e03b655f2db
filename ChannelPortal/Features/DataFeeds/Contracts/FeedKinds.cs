namespace ChannelPortal.Features.DataFeeds.Contracts;

/// <summary>What every active dealer owes.</summary>
public static class FeedKinds
{
    /// <summary>Counts of its own stock: <c>inventory_snapshots</c>.</summary>
    public const string Stock = "stock";

    /// <summary>What it sold: <c>pos_sales</c>.</summary>
    public const string Pos = "pos";

    /// <summary>In the order of screens.</summary>
    public static IReadOnlyList<string> All { get; } = [Stock, Pos];
}
