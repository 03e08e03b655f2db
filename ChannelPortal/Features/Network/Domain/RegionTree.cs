namespace ChannelPortal.Features.Network.Domain;

/// <summary>Containment by the paths of regions, e.g. <c>CN/CN-E/33/3301/</c>.</summary>
internal static class RegionTree
{
    /// <summary>The region itself and all above it.</summary>
    public static IReadOnlyList<string> LineOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public static bool Covers(string above, string below) => below.StartsWith(above, StringComparison.Ordinal);

    public static bool Overlap(string one, string other) => Covers(one, other) || Covers(other, one);
}
