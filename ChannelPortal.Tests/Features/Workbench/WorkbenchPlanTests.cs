using ChannelPortal.Features.Workbench.Domain;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Tests.Features.Workbench;

public sealed class WorkbenchPlanTests
{
    private static readonly WorkbenchPlan s_plan = new([new BandPlan(WorkBand.Goods, false, [new("a"), new("b", true), new("c")]), new BandPlan(WorkBand.Money, false, [new("m")])]);

    [Fact]
    public void DefaultOf_GivesEachRoleItsOwnOrder()
    {
        var orders = new[] { "DA", "DB", "DF", "DS" }.Select(r => Shape(WorkbenchPlan.DefaultOf(new HashSet<string> { r }))).ToList();
        Assert.Equal(4, orders.Distinct().Count());
        Assert.Equal(orders[0], Shape(WorkbenchPlan.DefaultOf(new HashSet<string> { "DS", "DA" })));
    }

    [Fact]
    public void With_AddsWhatIsNew_AndKeepsThePlaceOfWhatIsAway()
    {
        var whole = s_plan.With([(WorkBand.Goods, "c"), (WorkBand.Goods, "new"), (WorkBand.Todo, "held")]);
        Assert.Equal("Goods:a,b-,c,new Money:m Todo:held Growth: Learn:", Shape(whole));
        Assert.Equal(Shape(whole), Shape(whole.With([(WorkBand.Goods, "new")])));
    }

    [Fact]
    public void MoveTile_StepsOverWhatIsNotShown_AndStopsAtTheEnds()
    {
        Assert.Equal("Goods:b-,c,a Money:m", Shape(s_plan.MoveTile("a", 1, ["a", "c"])));
        Assert.Equal("Goods:c,a,b- Money:m", Shape(s_plan.MoveTile("c", -1, ["a", "c"])));
        Assert.Equal(Shape(s_plan), Shape(s_plan.MoveTile("a", -1, ["a", "c"])));
        Assert.Equal(Shape(s_plan), Shape(s_plan.MoveTile("nowhere", 1, ["a", "c"])));
    }

    [Fact]
    public void PutTile_OnlyWithinItsBand()
    {
        Assert.Equal("Goods:c,a,b- Money:m", Shape(s_plan.PutTile("c", "a")));
        Assert.Equal("Goods:b-,c,a Money:m", Shape(s_plan.PutTile("a", "c")));
        Assert.Equal(Shape(s_plan), Shape(s_plan.PutTile("a", "m")));
    }

    [Fact]
    public void Bands_MoveAndHide()
    {
        Assert.Equal("Money:m Goods:a,b-,c", Shape(s_plan.MoveBand(WorkBand.Money, -1, [WorkBand.Goods, WorkBand.Money])));
        Assert.Equal(Shape(s_plan), Shape(s_plan.MoveBand(WorkBand.Money, -1, [WorkBand.Money])));
        Assert.Equal("Goods-:a,b-,c Money:m", Shape(s_plan.HideBand(WorkBand.Goods, true)));
        Assert.Equal("Goods:a,b,c Money:m", Shape(s_plan.HideTile("b", false)));
    }

    private static string Shape(WorkbenchPlan plan) =>
        string.Join(' ', plan.Bands.Select(b => b.Band + (b.IsHidden ? "-" : "") + ":" + string.Join(',', b.Tiles.Select(t => t.Key + (t.IsHidden ? "-" : "")))));
}
