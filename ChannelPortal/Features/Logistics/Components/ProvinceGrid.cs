namespace ChannelPortal.Features.Logistics.Components;

/// <summary>One equal tile a province: a schematic without any boundary (conventions.md 3.3).</summary>
internal static class ProvinceGrid
{
    public static IReadOnlyDictionary<string, (int Column, int Row)> Cells { get; } = new Dictionary<string, (int Column, int Row)>(StringComparer.Ordinal)
    {
        ["11"] = (6, 2), ["12"] = (7, 2), ["13"] = (6, 3), ["14"] = (5, 3), ["15"] = (6, 1), ["21"] = (8, 2), ["22"] = (8, 1), ["23"] = (8, 0), ["31"] = (8, 4), ["32"] = (7, 4), ["33"] = (7, 5),
        ["34"] = (6, 4), ["35"] = (7, 6), ["36"] = (6, 5), ["37"] = (7, 3), ["41"] = (5, 4), ["42"] = (5, 5), ["43"] = (5, 6), ["44"] = (6, 7), ["45"] = (4, 6), ["46"] = (5, 8), ["50"] = (4, 4),
        ["51"] = (3, 4), ["52"] = (4, 5), ["53"] = (3, 6), ["54"] = (1, 4), ["61"] = (4, 3), ["62"] = (2, 3), ["63"] = (2, 4), ["64"] = (3, 3), ["65"] = (1, 2), ["71"] = (8, 6), ["81"] = (7, 7), ["82"] = (6, 8),
    };
}
