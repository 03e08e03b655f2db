using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Workbench.Domain;

/// <summary>A tile's place in its band. Tiles that are not there today keep it.</summary>
internal sealed record TilePlan(string Key, bool IsHidden = false);

/// <summary>A band's place on the page.</summary>
internal sealed record BandPlan(WorkBand Band, bool IsHidden, IReadOnlyList<TilePlan> Tiles);

/// <summary>How one person's workbench is arranged. Immutable: each step gives a new one.</summary>
internal sealed record WorkbenchPlan(IReadOnlyList<BandPlan> Bands)
{
    public const int MaxTiles = 60;
    public const int MaxKey = 40;

    /// <summary>What a role starts with; of several roles the widest decides.</summary>
    public static WorkbenchPlan DefaultOf(IReadOnlySet<string> roles) =>
        roles.Contains("DA") ? Of(Band(WorkBand.Todo), Band(WorkBand.Money), Band(WorkBand.Goods), Band(WorkBand.Growth))
        : roles.Contains("DB") ? Of(
            Band(WorkBand.Todo), Band(WorkBand.Goods, WorkbenchTiles.Motion, WorkbenchTiles.Arriving, WorkbenchTiles.Supply, WorkbenchTiles.Stock, WorkbenchTiles.Latest),
            Without(Band(WorkBand.Money), WorkbenchTiles.Overdue, WorkbenchTiles.Due), Without(Band(WorkBand.Growth), WorkbenchTiles.Year))
        : roles.Contains("DF") ? Of(
            Band(WorkBand.Money), Band(WorkBand.Todo), Band(WorkBand.Growth, WorkbenchTiles.SellIn, WorkbenchTiles.Year, WorkbenchTiles.Attainment),
            Without(Band(WorkBand.Goods, WorkbenchTiles.Motion, WorkbenchTiles.Latest), WorkbenchTiles.Stock, WorkbenchTiles.Supply))
        : Of(Band(WorkBand.Goods, WorkbenchTiles.Stock, WorkbenchTiles.Supply), Band(WorkBand.Todo), Band(WorkBand.Growth), Band(WorkBand.Money));

    /// <summary>The plan with everything that is there today: what it does not name stands behind what it names.</summary>
    public WorkbenchPlan With(IEnumerable<(WorkBand Band, string Key)> available)
    {
        var tiles = available.Distinct().ToLookup(t => t.Band, t => t.Key);
        return new WorkbenchPlan(
        [
            .. Bands.Select(b => b with { Tiles = [.. b.Tiles, .. Added(b.Band, b.Tiles)] }),
            .. Enum.GetValues<WorkBand>().Where(band => Bands.All(b => b.Band != band)).Select(band => new BandPlan(band, false, Added(band, []))),
        ]);

        List<TilePlan> Added(WorkBand band, IReadOnlyList<TilePlan> known) => [.. tiles[band].Where(k => known.All(t => t.Key != k)).Select(k => new TilePlan(k))];
    }

    /// <summary>Moves a band past its neighbour among those that are shown.</summary>
    public WorkbenchPlan MoveBand(WorkBand band, int step, IReadOnlyCollection<WorkBand> shown) =>
        new(Step(Bands, b => b.Band == band, step, b => shown.Contains(b.Band)));

    /// <summary>Moves a tile past its neighbour among those that are shown.</summary>
    public WorkbenchPlan MoveTile(string key, int step, IReadOnlyCollection<string> shown) =>
        Change(key, tiles => Step(tiles, t => t.Key == key, step, t => shown.Contains(t.Key)));

    /// <summary>Puts a tile where another one of its band stands; in another band nothing changes.</summary>
    public WorkbenchPlan PutTile(string key, string target) => Change(key, tiles =>
    {
        var (from, to) = (IndexOf(tiles, key), IndexOf(tiles, target));
        if (to < 0 || from == to)
        {
            return tiles;
        }

        List<TilePlan> moved = [.. tiles];
        var tile = moved[from];
        moved.RemoveAt(from);
        moved.Insert(to, tile);
        return moved;
    });

    public WorkbenchPlan HideTile(string key, bool isHidden) => Change(key, tiles => [.. tiles.Select(t => t.Key == key ? t with { IsHidden = isHidden } : t)]);

    public WorkbenchPlan HideBand(WorkBand band, bool isHidden) => new([.. Bands.Select(b => b.Band == band ? b with { IsHidden = isHidden } : b)]);

    private static WorkbenchPlan Of(params BandPlan[] bands) => new(bands);

    /// <summary>The named tiles first, then the others that the workbench draws.</summary>
    private static BandPlan Band(WorkBand band, params string[] first) =>
        new(band, false, [.. first.Concat(WorkbenchTiles.All.Where(t => t.Band == band).Select(t => t.Key)).Distinct(StringComparer.Ordinal).Select(k => new TilePlan(k))]);

    private static BandPlan Without(BandPlan band, params string[] hidden) => band with { Tiles = [.. band.Tiles.Select(t => t with { IsHidden = hidden.Contains(t.Key) })] };

    private static int IndexOf(IReadOnlyList<TilePlan> tiles, string key) => tiles.ToList().FindIndex(t => t.Key == key);

    private static IReadOnlyList<T> Step<T>(IReadOnlyList<T> items, Func<T, bool> isIt, int step, Func<T, bool> isShown)
    {
        List<T> moved = [.. items];
        var at = moved.FindIndex(i => isIt(i));
        var to = at;
        do
        {
            to += step;
        }
        while (to >= 0 && to < moved.Count && !isShown(moved[to]));
        if (at >= 0 && to >= 0 && to < moved.Count)
        {
            var item = moved[at];
            moved.RemoveAt(at);
            moved.Insert(to, item);
        }

        return moved;
    }

    private WorkbenchPlan Change(string key, Func<IReadOnlyList<TilePlan>, IReadOnlyList<TilePlan>> change) =>
        new([.. Bands.Select(b => b.Tiles.Any(t => t.Key == key) ? b with { Tiles = change(b.Tiles) } : b)]);
}
