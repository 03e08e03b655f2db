using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics;
using ChannelPortal.Features.Logistics.Components;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Logistics;

public sealed class TroubleRulesTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData(24, "")]
    [InlineData(25, "no_scan")]
    public void Find_HoursWithoutAScan(int hours, string kinds) => Assert.Equal(kinds, Kinds(Some.Shipment("S", "O"), hours));

    [Fact]
    public void Find_ADayAfterThePromise_IsADelay()
    {
        var shipment = Some.Shipment("S", "O");
        (shipment.PromisedOn, shipment.LastScanAt) = (Some.Day, Some.Noon.AddHours(48));

        // The goods should be there at 18:00, six hours after noon; a day later somebody asks.
        Assert.Equal("", Kinds(shipment, 30));
        Assert.Equal("delay", Kinds(shipment, 31));
    }

    [Fact]
    public void Find_Delivered_OnlyKeepsWhatTheCarrierSaid()
    {
        var shipment = Some.Shipment("S", "O", status: "delivered");
        shipment.PromisedOn = Some.Day.AddDays(-9);
        Assert.Equal("", Kinds(shipment, 900));
        Assert.Equal("damage", Kinds(shipment, 900, Event("damaged", 1, null)));
    }

    [Fact]
    public void Find_ExceptionWithoutEvents_IsTheCarriers()
    {
        Assert.Equal("carrier", Kinds(Some.Shipment("S", "O", status: "exception"), 1));
        Assert.Equal("refusal", Kinds(Some.Shipment("S", "O", status: "exception"), 1, Event("14", 1, null)));
    }

    [Theory]
    [InlineData(500, 300, "")]
    [InlineData(500, 700, "")]
    [InlineData(500, 701, "wrong_route")]
    public void Find_PlaceFartherThanTheOneBefore(int first, int second, string kinds) =>
        Assert.Equal(kinds, Kinds(Some.Shipment("S", "O"), 1, Event("1", 0, first), Event("0", 1, null), Event("0", 2, second)));

    [Theory]
    [InlineData(TrackingState.Moving, 4, 7, 1.0, 4, 7)]
    [InlineData(TrackingState.Moving, 4, 7, 0.5, 2, 4)]
    [InlineData(TrackingState.Moving, 4, 7, 0.1, 1, 2)]
    [InlineData(TrackingState.OutForDelivery, 4, 7, 0.9, 0, 1)]
    [InlineData(TrackingState.Collected, 2, 2, 1.0, 2, 3)]
    public void Arrival_IsTheLastEventAndTheLaneFromThereOn(TrackingState state, int p50, int p90, double left, int likely, int latest) =>
        Assert.Equal(new Arrival(Some.Day.AddDays(likely), Some.Day.AddDays(latest)), Arrival.Of(Some.Day, state, p50, p90, left, Some.Day));

    [Fact]
    public void Arrival_IsNeverInThePast_AndTheBandNeverEndsBeforeTheLikelyDay() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 30], Gen.Double[0, 1], Gen.Int[0, 40]).Sample((p50, p90, left, late) =>
        {
            var today = Some.Day.AddDays(late);
            var arrival = Arrival.Of(Some.Day, TrackingState.Moving, p50, p90, left, today);
            Assert.True(arrival.Likely >= today && arrival.Latest >= arrival.Likely);
        });

    [Fact]
    public void Codes_AllSevenStatesAreReached_AndTasksKnowTheirHours()
    {
        Assert.Equal(Enum.GetValues<TrackingState>().Order(), TrackingCodes.All.Values.Select(c => c.State).Distinct().Order());
        Assert.All(TrackingCodes.All.Values.Select(c => c.Trouble).OfType<string>(), k => Assert.Contains(k, new LogisticsOptions().TaskHours.Keys));
    }

    [Fact]
    public void ProvinceGrid_HasThirtyFourCellsOfTheirOwn()
    {
        Assert.Equal(34, ProvinceGrid.Cells.Count);
        Assert.Equal(34, ProvinceGrid.Cells.Values.Distinct().Count());
    }

    [Fact]
    public void Simulator_TheSameQuestion_GetsTheSameEvents_NoneOfThemInTheFuture()
    {
        var clock = Clock(30);
        var events = SimulatedTracking.Invent(Some.Shipment("S", "O"), "杭州市", "宁波市", new LaneTime(3, 4, 5, "3301"), clock);
        Assert.Equal(events, SimulatedTracking.Invent(Some.Shipment("S", "O"), "杭州市", "宁波市", new LaneTime(3, 4, 5, "3301"), clock));
        Assert.True(events.Count > 1);
        Assert.All(events, e => Assert.True(e.At <= clock.Now));
        var arrived = Some.Shipment("S", "O", status: "delivered");
        arrived.DeliveredOn = Some.Day.AddDays(1);
        Assert.Equal("3", SimulatedTracking.Invent(arrived, null, null, new LaneTime(3, 4, 5, null), clock)[^1].Code);
    }

    [Theory]
    [InlineData("open", TaskTrigger.Take, "taken")]
    [InlineData("taken", TaskTrigger.Take, "taken")]
    [InlineData("open", TaskTrigger.Resolve, "resolved")]
    [InlineData("taken", TaskTrigger.Clear, null)]
    [InlineData("resolved", TaskTrigger.Resolve, null)]
    [InlineData("resolved", TaskTrigger.Take, null)]
    public void Task_Moves(string state, TaskTrigger trigger, string? next) => Assert.Equal(next, TaskLifecycle.Fire(state, trigger));

    private static BusinessClock Clock(int hours) => new(new FakeTimeProvider(Some.Noon.AddHours(hours)), s_zone);

    private static (TrackingEvent Event, double? Left) Event(string code, int hours, int? left) =>
        (new TrackingEvent { ShipmentId = "S", DealerId = "D0001", Code = code, At = Some.Noon.AddHours(hours), State = TrackingCodes.All[code].State }, left);

    private static string Kinds(ShipmentFact shipment, int hours, params (TrackingEvent Event, double? Left)[] events) => string.Join(',', TroubleRules.Find(
        shipment, [.. events.Select(e => e.Event)], e => events.Single(k => k.Event == e).Left, Clock(hours), new LogisticsOptions()).Select(t => t.Kind));
}
