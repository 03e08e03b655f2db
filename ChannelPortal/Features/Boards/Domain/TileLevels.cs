namespace ChannelPortal.Features.Boards.Domain;

/// <summary>Where a value lies against the thresholds of its tile.</summary>
internal static class TileLevels
{
    public static string? Of(BoardTile tile, bool higherIsBetter, decimal? value) =>
        value is not { } number || (tile.Watch is null && tile.Bad is null) ? null
        : IsBeyond(number, tile.Bad, higherIsBetter) ? "bad"
        : IsBeyond(number, tile.Watch, higherIsBetter) ? "watch"
        : "good";

    private static bool IsBeyond(decimal value, decimal? threshold, bool higherIsBetter) =>
        threshold is { } edge && (higherIsBetter ? value < edge : value > edge);
}

/// <summary>How the values of a tile are written: one formatter for all of them, so that they can be compared.</summary>
internal static class TileFormats
{
    public static string Of(string unit, IReadOnlyList<decimal?> values)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.StartsWith('%') ? "pct"
            : unit == "CNY" || unit.StartsWith("CNY/", StringComparison.Ordinal) ? "wan"
            : values.All(v => v is null || decimal.IsInteger(v.Value)) ? "int"
            : values.All(v => v is null || Math.Abs(v.Value) < 10) ? "dec2" : "dec1";
    }
}
