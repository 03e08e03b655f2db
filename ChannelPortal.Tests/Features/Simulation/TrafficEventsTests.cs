using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Credit;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Simulation;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Simulation;

/// <summary>The demo trade keeps boards moving at any hour, and shows the part of the day that has passed.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class TrafficEventsTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task EarlierToday_StartedInTheAfternoon_BringsTheOrdersOfTheDaySoFar()
    {
        await using var portal = await StartAsync();
        var (events, clock) = await TrafficAsync(portal, hour: 15);

        var orders = Orders(await events.EarlierTodayAsync(Cancellation));

        var hours = orders.Select(o => clock.Local(o.GetProperty("submitted_at").GetDateTimeOffset()).Hour).ToList();
        Assert.InRange(orders.Count, 40, 170);
        Assert.All(hours, h => Assert.InRange(h, 0, 14));
        Assert.True(hours.Count(h => h is >= 9 and < 15) > hours.Count / 2, "most orders come in office hours");
    }

    [Fact]
    public async Task Next_InTheDeadOfNight_StillOrdersSmallThings()
    {
        await using var portal = await StartAsync();
        var (events, _) = await TrafficAsync(portal, hour: 3);
        var orders = new List<JsonElement>();
        for (var second = 0; second < 1_500; second++)
        {
            orders.AddRange(Orders(await events.NextAsync(Cancellation)));
        }

        Assert.InRange(orders.Count, 4, 60);
        Assert.True(orders.Average(o => decimal.Parse(o.GetProperty("net_amount").ToString(), CultureInfo.InvariantCulture)) < 20_000m, "night orders are small");
    }

    private static List<JsonElement> Orders(IReadOnlyList<string> events) =>
        [.. events.Select(e => JsonDocument.Parse(e).RootElement)
            .Where(e => e.GetProperty("type").GetString() == FactCatalog.Product.Find("orders")!.EventType)
            .Select(e => e.GetProperty("data")).Where(d => d.GetProperty("status").GetString() == "submitted")];

    private async Task<PortalServices> StartAsync()
    {
        var portal = await PortalServices.StartAsync(await Database.FreshAsync(), s => s.AddCredit());
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync("sales", [.. Enumerable.Range(1, 20).Select(i => (FactRow)Some.PosSale($"T{i}", "D0001", "P0001", Some.Day.AddDays(-i), amount: 5_000_000_00))]);
        return portal;
    }

    private async Task<(TrafficEvents Events, BusinessClock Clock)> TrafficAsync(PortalServices portal, int hour)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var clock = new BusinessClock(new FakeTimeProvider(new BusinessClock(TimeProvider.System, zone).StartOf(Some.Day).AddHours(hour)), zone);
        var events = new TrafficEvents(portal.Get<IAppDbFactory>(), portal.Get<ICreditTerms>(), clock, seed: 42);
        Assert.True(await events.PrepareAsync(Cancellation));
        return (events, clock);
    }
}
