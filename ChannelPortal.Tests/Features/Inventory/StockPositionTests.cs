using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Inventory.Queries;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Inventory;

public sealed class StockPositionTests
{
    private static readonly StockPosition s_position = new(
        "DC:HZ", "P0001", OnHand: 100, Reserved: 20, Quarantine: 10, Backordered: 15, SafetyStock: 0, [new Supply(Some.Day.AddDays(3), 40), new Supply(Some.Day.AddDays(9), 60)]);

    [Theory]
    [InlineData(0, 70)]
    [InlineData(10, 61)]
    [InlineData(90, 0)]
    public void FreeFor_Tier_KeepsItsShareOfGoodStockBack(int share, long free) => Assert.Equal(free, s_position.FreeFor(share));

    [Theory]
    [InlineData(0, 70)]
    [InlineData(3, 70)]
    [InlineData(4, 95)]
    [InlineData(9, 95)]
    [InlineData(10, 155)]
    public void AtpOn_Day_CountsWhatIsDueBeforeItAndNobodyWaitsFor(int days, long atp) => Assert.Equal(atp, s_position.AtpOn(Some.Day.AddDays(days), Some.Day, 0));

    [Theory]
    [InlineData(70, 0)]
    [InlineData(71, 4)]
    [InlineData(155, 10)]
    public void FirstDay_Quantity_IsTheDayAfterTheDeliveryThatCoversIt(long qty, int days) => Assert.Equal(Some.Day.AddDays(days), s_position.FirstDay(qty, Some.Day, 0));

    [Fact]
    public void FirstDay_MoreThanEverComes_IsUnknown() => Assert.Null(s_position.FirstDay(156, Some.Day, 0));

    [Fact]
    public void FirstDay_LateDelivery_IsExpectedTomorrow() =>
        Assert.Equal(Some.Day.AddDays(1), (s_position with { Inbound = [new Supply(Some.Day.AddDays(-5), 40)] }).FirstDay(80, Some.Day, 0));

    [Fact]
    public void OfHistory_EightDeliveries_TakesNearestRanks()
    {
        Assert.Null(TransitDays.OfHistory([1, 2, 3, 4, 5, 6, 7]));
        Assert.Equal(new TransitDays(2, 4, 9), TransitDays.OfHistory([1, 9, 2, 2, 3, 2, 4, 1]));
    }

    [Fact]
    public void ByDistance_Farther_IsNeverQuicker()
    {
        var days = Enumerable.Range(0, 40).Select(i => TransitDays.ByDistance(i * 100)).ToList();
        Assert.All(days, d => Assert.True(d.P50 < d.P80 && d.P80 < d.P90));
        Assert.Equal(days.OrderBy(d => d.P50).ThenBy(d => d.P90), days);
    }

    [Fact]
    public void Kilometres_HangzhouToNingbo_IsAbout150() => Assert.InRange(GreatCircle.Kilometres(30.27, 120.16, 29.87, 121.55), 130, 150);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(1, 1)]
    [InlineData(9, 5)]
    [InlineData(47, 20)]
    [InlineData(50, 50)]
    [InlineData(1_999, 1_000)]
    public void RoundDown_Surplus_TellsTooLittleToKnow(long units, long shown) => Assert.Equal(shown, FindNearbyStock.RoundDown(units));
}
