using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Features.Boards;

/// <summary>Two figures side by side above a wide chart.</summary>
public sealed class BoardPlanTests
{
    private static readonly BoardPlan s_plan = new([Tile("a", 0, 0, 6, 2), Tile("b", 6, 0, 6, 2), Tile("c", 0, 2, 12, 3)]);

    [Fact]
    public void Place_OnAnother_PushesItDown_AndGapsClose()
    {
        var moved = s_plan.Place("a", 6, 0, 6, 2);
        Assert.Equal(["a 6,0", "b 6,2", "c 0,4"], Where(moved));
        Assert.Null(moved.Refusal());
        Assert.Equal(Where(s_plan), Where(moved.Place("a", 0, 0, 6, 2)));
    }

    [Fact]
    public void Step_ByKeys_MovesResizesAndStaysInside()
    {
        Assert.Equal(["a 1,0", "b 6,2", "c 0,4"], Where(s_plan.Step("a", 1, 0, 0, 0)));
        Assert.Equal(Where(s_plan), Where(s_plan.Step("a", -1, 0, 0, 0)));
        Assert.Equal(["a 0,3", "b 6,3", "c 0,0"], Where(s_plan.Step("c", 0, -1, 0, 0)));
        Assert.Equal(Where(s_plan), Where(s_plan.Step("c", 0, 1, 0, 0)));
        Assert.Equal((6, 3), Size(s_plan.Step("a", 0, 0, 0, 1), "a"));
        Assert.Equal((2, 2), Size(s_plan.Step("a", 0, 0, -9, 0), "a"));
        Assert.Equal((12, 3), Size(s_plan.Step("c", 0, 0, 4, 0), "c"));
    }

    [Fact]
    public void Add_AndRemove_KeepThePlanSound()
    {
        var more = s_plan.Add(Tile("d", 5, 5, 4, 4));
        Assert.Equal((0, 5), (more.Find("d")!.X, more.Find("d")!.Y));
        Assert.Equal(["b 6,0", "c 0,2"], Where(s_plan.Remove("a")));
        Assert.Null(more.Refusal());
    }

    [Fact]
    public void Refusal_NamesWhatIsWrong()
    {
        Assert.Equal("board_tiles_overlap", Code(s_plan with { Tiles = [.. s_plan.Tiles, Tile("d", 3, 1, 6, 1)] }));
        Assert.Equal("board_tiles_overlap", Code(s_plan with { Tiles = [Tile("a", 0, 0, 2, 1), Tile("a", 4, 0, 2, 1)] }));
        Assert.Equal("board_tile_invalid", Code(new([Tile("a", 8, 0, 6, 2)])));
        Assert.Equal("board_tile_invalid", Code(new([Tile("a", 0, 0, 6, 2) with { Metric = null }])));
        Assert.Equal("board_tile_invalid", Code(new([Tile("a", 0, 0, 6, 2) with { Kind = TileKind.Bars }])));
        Assert.Equal("board_tile_invalid", Code(new([Tile("a", 0, 0, 6, 2) with { Kind = TileKind.Bars, By = "password" }])));
        Assert.Equal("board_tiles", Code(new([.. Enumerable.Range(0, 25).Select(i => Tile("t" + i, 0, i, 2, 1))])));
    }

    [Fact]
    public void StandardBoards_AreSound()
    {
        Assert.Equal(["executive", "operations", "market-order", "enablement", "finance", "dealer"], ChannelPortal.Features.Boards.Data.StandardBoards.All.Select(b => b.Id));
        Assert.All(ChannelPortal.Features.Boards.Data.StandardBoards.All, b => Assert.Null(b.Plan.Refusal()));
    }

    [Theory]
    [InlineData("2026-10-01", "2026-10-16", 15, "2026-10-15")]
    [InlineData("2026-08-05", "2026-10-16", 11, "2026-10-12")]
    [InlineData("2025-11-01", "2026-10-16", 12, "2026-10-01")]
    public void Buckets_OfARange_AreDaysWeeksOrMonths(string start, string end, int count, string last)
    {
        var days = new Period(Day(start), Day(end));
        var buckets = TileBuckets.Of(days);
        Assert.Equal((count, days.Start, days.End, Day(last)), (buckets.Count, buckets[0].Start, buckets[^1].End, buckets[^1].Start));
        Assert.Equal(12, TileBuckets.Last(days, 12).Count);
        var before = TileBuckets.Beside(buckets, days, RangeComparison.Year.Of(days)!.Value);
        Assert.Equal((count, days.Start.AddYears(-1)), (before.Count, before[0].Start));
    }

    private static string? Code(BoardPlan plan) => plan.Refusal()?.Code;

    private static IEnumerable<string> Where(BoardPlan plan) => plan.Tiles.OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => $"{t.Id} {t.X},{t.Y}");

    private static (int Width, int Height) Size(BoardPlan plan, string id) => (plan.Find(id)!.W, plan.Find(id)!.H);

    private static BoardTile Tile(string id, int x, int y, int w, int h) => new(id, TileKind.Figure, x, y, w, h) { Metric = "SAL-01" };

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
