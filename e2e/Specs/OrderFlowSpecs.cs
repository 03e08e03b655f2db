using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>One order from the dealer's catalogue to his door; nobody reloads a page.</summary>
public sealed class OrderFlowSpecs(World world)
{
    private const string Dealer = "D0001";

    [Fact]
    public async Task Order_PlacedPickedShippedDelivered_MovesBothScreensByItself()
    {
        await world.PostAsync(Events.Of("ar_snapshots", new { dealer_id = Dealer, snap_on = Events.Day(), credit_limit = 90_000_000, open_ar = 0, open_orders = 0 }));
        await using var warehouse = await world.VisitAsync("logistics", language: "en");
        await warehouse.GoAsync("/logistics?stage=pick");
        await using var dealer = await world.VisitAsync("dealer1", language: "en");
        var id = await new OrderFormPage(dealer).OrderFirstProductAsync();

        // The queue was open before the order existed.
        var link = warehouse.Page.GetByRole(AriaRole.Link, new() { Name = id });
        await Assertions.Expect(link).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 5_000 });
        var tracking = new TrackingPage(dealer);
        await Assertions.Expect(tracking.StateOf("Confirmed")).ToHaveTextAsync("Done");
        await link.ClickAsync();
        var order = new TrackingPage(warehouse);
        await Assertions.Expect(order.Heading).ToHaveTextAsync(id);

        await order.PickAsync();
        await Assertions.Expect(tracking.StateOf("Picked")).ToHaveTextAsync("Done");
        await order.ShipAsync("德邦", "DB-" + id);
        await Assertions.Expect(tracking.StateOf("Shipped")).ToHaveTextAsync("Done");
        await Assertions.Expect(tracking.Shipments).ToContainTextAsync("DB-" + id);

        // The carrier reports under the shipment's own number.
        await world.PostAsync(Carrier(id, "in_transit", "嘉兴分拨中心"));
        await Assertions.Expect(tracking.Shipments).ToContainTextAsync("嘉兴分拨中心");
        await world.PostAsync(Carrier(id, "delivered", "杭州西湖"));
        await Assertions.Expect(tracking.StateOf("Delivered")).ToHaveTextAsync("Done");
        await Assertions.Expect(order.StateOf("Delivered")).ToHaveTextAsync("Done");
        Assert.Empty(dealer.Faults.Concat(warehouse.Faults));
    }

    private static string Carrier(string order, string status, string place) => Events.Of("shipments", new
    {
        shipment_id = order + "-1", order_id = order, dealer_id = Dealer, shipped_on = Events.Day(), status, last_place = place, last_scan_at = Events.Now,
        delivered_on = status == "delivered" ? Events.Day() : null,
    });
}
