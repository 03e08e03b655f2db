namespace ChannelPortal.Features.Network.Domain;

/// <summary>A province-level unit in the tile map.</summary>
/// <param name="Code">Two digits of GB/T 2260; text key <c>Province_{Code}</c>.</param>
internal sealed record ProvinceTile(string Code, int Column, int Row);

/// <summary>The 34 province-level units as equal tiles (conventions.md 3.3): a map without boundaries.</summary>
internal static class ProvinceGrid
{
    public static IReadOnlyList<ProvinceTile> Tiles { get; } =
    [
        new("11", 6, 2), new("12", 7, 2), new("13", 6, 3), new("14", 5, 3), new("15", 6, 1), new("21", 8, 2), new("22", 8, 1), new("23", 8, 0), new("31", 8, 4),
        new("32", 7, 4), new("33", 7, 5), new("34", 6, 4), new("35", 7, 6), new("36", 6, 5), new("37", 7, 3), new("41", 5, 4), new("42", 5, 5), new("43", 5, 6),
        new("44", 6, 7), new("45", 4, 6), new("46", 5, 8), new("50", 4, 4), new("51", 3, 4), new("52", 4, 5), new("53", 3, 6), new("54", 1, 4), new("61", 4, 3),
        new("62", 2, 3), new("63", 2, 4), new("64", 3, 3), new("65", 1, 2), new("71", 8, 6), new("81", 7, 7), new("82", 6, 8),
    ];
}
