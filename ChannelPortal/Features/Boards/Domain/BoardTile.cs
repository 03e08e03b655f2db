using System.Text.Json.Serialization;

namespace ChannelPortal.Features.Boards.Domain;

/// <summary>What a tile draws.</summary>
public enum TileKind
{
    /// <summary>One figure with its change and the shape of the last periods.</summary>
    Figure,

    /// <summary>A metric over the days, weeks or months of the range, beside the comparison.</summary>
    Line,

    /// <summary>A metric by the values of a dimension, largest first.</summary>
    Bars,

    /// <summary>The same with the comparison in columns.</summary>
    Table,

    /// <summary>A metric on the tile grid of provinces.</summary>
    Map,

    /// <summary>The newest orders.</summary>
    Orders,

    /// <summary>Orders of the range by milestone.</summary>
    Funnel,

    /// <summary>Alerts that nobody has resolved.</summary>
    Alerts,
}

/// <summary>A tile and its place on the grid of twelve columns.</summary>
/// <param name="Id">Short name, unique on its board.</param>
/// <param name="X">First column, from 0.</param>
/// <param name="Y">First row, from 0.</param>
public sealed record BoardTile(string Id, TileKind Kind, int X, int Y, int W, int H)
{
    /// <summary>Id in the catalogue; null for lists.</summary>
    public string? Metric { get; init; }

    /// <summary>What the tile is always narrowed to, as <c>category=Pumps</c>.</summary>
    public string? Slice { get; init; }

    /// <summary>Dimension of bars and tables; <see cref="TileDimensions.Place"/> follows the drill-down.</summary>
    public string? By { get; init; }

    /// <summary>Own titles; null takes the metric's name.</summary>
    public string? TitleZh { get; init; }

    /// <summary>See <see cref="TitleZh"/>.</summary>
    public string? TitleEn { get; init; }

    /// <summary>Beyond it the value needs watching; which side is beyond says the metric's direction.</summary>
    public decimal? Watch { get; init; }

    /// <summary>Beyond it the value is bad.</summary>
    public decimal? Bad { get; init; }

    /// <summary>Keeps its own slice whatever the board is filtered by.</summary>
    public bool IgnoresFilter { get; init; }

    [JsonIgnore]
    public bool NeedsMetric => Kind is not (TileKind.Orders or TileKind.Funnel or TileKind.Alerts);

    [JsonIgnore]
    public bool NeedsDimension => Kind is TileKind.Bars or TileKind.Table;

    internal bool Overlaps(BoardTile other) => X < other.X + other.W && other.X < X + W && Y < other.Y + other.H && other.Y < Y + H;
}

/// <summary>Dimensions that bars and tables can group by.</summary>
public static class TileDimensions
{
    /// <summary>Areas of the nation, provinces of an area, cities of a province, dealers of a city: one level below the filter.</summary>
    public const string Place = "place";

    public static IReadOnlyList<string> All { get; } = [Place, "area", "province", "city", "dealer", "tier", "segment", "category", "product", "brand", "store", "kind"];
}

/// <summary>How large a new tile of a kind is.</summary>
internal static class TileSizes
{
    public static (int Width, int Height) Of(TileKind kind) => kind switch
    {
        TileKind.Figure => (3, 2),
        TileKind.Line => (8, 4),
        TileKind.Map => (5, 4),
        _ => (4, 4),
    };
}
