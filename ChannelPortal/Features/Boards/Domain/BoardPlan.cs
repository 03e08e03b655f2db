using System.Text.Json.Serialization;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Domain;

/// <summary>The tiles of a board. A changed plan never has two tiles in one place, nor an empty row above one.</summary>
public sealed record BoardPlan(IReadOnlyList<BoardTile> Tiles)
{
    public const int Columns = 12;
    public const int MaxTiles = 24;
    public const int MaxHeight = 8;
    private const int MinWidth = 2;
    private const int MaxText = 100;

    /// <summary>Rows that the tiles take.</summary>
    [JsonIgnore]
    public int Rows => Tiles.Count == 0 ? 0 : Tiles.Max(t => t.Y + t.H);

    /// <summary>In reading order, which is also the order on a phone.</summary>
    [JsonIgnore]
    public IEnumerable<BoardTile> InOrder => Tiles.OrderBy(t => t.Y).ThenBy(t => t.X);

    public BoardTile? Find(string id) => Tiles.FirstOrDefault(t => t.Id == id);

    /// <summary>Below everything, at the left.</summary>
    public BoardPlan Add(BoardTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return Settle([.. Tiles, tile with { X = 0, Y = Rows }], tile.Id);
    }

    public BoardPlan Remove(string id) => Settle([.. Tiles.Where(t => t.Id != id)], null);

    public BoardPlan Replace(BoardTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return new([.. Tiles.Select(t => t.Id == tile.Id ? tile : t)]);
    }

    /// <summary>Puts a tile where it was dropped; what is in its way gives way downwards.</summary>
    public BoardPlan Place(string id, int x, int y, int width, int height)
    {
        if (Find(id) is not { } tile)
        {
            return this;
        }

        var w = Math.Clamp(width, MinWidth, Columns);
        var placed = tile with { W = w, H = Math.Clamp(height, 1, MaxHeight), X = Math.Clamp(x, 0, Columns - w), Y = Math.Clamp(y, 0, Rows) };
        return Settle([.. Tiles.Select(t => t.Id == id ? placed : t)], id);
    }

    /// <summary>One step of a key or button. Upwards a tile changes places with the one above it, because a gap would close again.</summary>
    public BoardPlan Step(string id, int right, int down, int wider, int taller)
    {
        if (Find(id) is not { } tile)
        {
            return this;
        }

        var under = down > 0 ? Below(tile).Select(t => t.H).DefaultIfEmpty(0).Max() : 0;
        var above = down < 0 ? Tiles.Where(t => t.Y + t.H == tile.Y && t.X < tile.X + tile.W && tile.X < t.X + t.W).Select(t => t.H).DefaultIfEmpty(0).Max() : 0;
        return down > 0 && under == 0 ? this
            : Place(id, tile.X + right, tile.Y + (down > 0 ? under : -above), tile.W + wider, tile.H + taller);
    }

    /// <summary>What makes a plan that came from outside unusable; null when nothing does.</summary>
    public Error? Refusal()
    {
        if (Tiles.Count > MaxTiles)
        {
            return Error.Of("board_tiles", MaxTiles);
        }

        foreach (var tile in Tiles)
        {
            if (tile.Id.Length is 0 or > 20 || !tile.Id.All(char.IsAsciiLetterOrDigit) || !Enum.IsDefined(tile.Kind)
                || tile.X < 0 || tile.Y < 0 || tile.W < 1 || tile.H < 1 || tile.X + tile.W > Columns || tile.H > MaxHeight || tile.Y > MaxTiles * MaxHeight
                || tile.NeedsMetric != tile.Metric is not null || tile.NeedsDimension != tile.By is not null
                || (tile.By is { } by && !TileDimensions.All.Contains(by, StringComparer.Ordinal))
                || (tile.TitleZh?.Length ?? 0) > MaxText || (tile.TitleEn?.Length ?? 0) > MaxText || (tile.Slice?.Length ?? 0) > MaxText)
            {
                return Error.Of("board_tile_invalid", tile.Id);
            }

            if (Tiles.Any(t => !ReferenceEquals(t, tile) && (t.Id == tile.Id || t.Overlaps(tile))))
            {
                return Error.Of("board_tiles_overlap", tile.Id);
            }
        }

        return null;
    }

    private IEnumerable<BoardTile> Below(BoardTile tile) => Tiles.Where(t => t.Y >= tile.Y + tile.H && t.X < tile.X + tile.W && tile.X < t.X + t.W);

    /// <summary>The moved tile stands first; the others sink until nothing overlaps, and then all rise as far as they can.</summary>
    private static BoardPlan Settle(IReadOnlyList<BoardTile> tiles, string? moved)
    {
        var placed = new List<BoardTile>();
        foreach (var tile in tiles.OrderBy(t => t.Id == moved ? 0 : 1).ThenBy(t => t.Y).ThenBy(t => t.X))
        {
            var at = tile;
            while (placed.Exists(at.Overlaps))
            {
                at = at with { Y = at.Y + 1 };
            }

            placed.Add(at);
        }

        var settled = new List<BoardTile>();
        foreach (var tile in placed.OrderBy(t => t.Y).ThenBy(t => t.X))
        {
            var at = tile;
            while (at.Y > 0 && !settled.Exists((at with { Y = at.Y - 1 }).Overlaps))
            {
                at = at with { Y = at.Y - 1 };
            }

            settled.Add(at);
        }

        return new BoardPlan([.. tiles.Select(t => settled.First(s => s.Id == t.Id))]);
    }
}
