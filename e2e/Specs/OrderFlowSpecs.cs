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

    [Fact]
    public async Task List_PastedWithASlip_IsMendedInPlaceOrderedAndOrderedAgain()
    {
        await using var dealer = await world.VisitAsync("dealer1", language: "en");
        var form = new OrderFormPage(dealer);
        var codes = await form.CodesAsync();
        await form.PasteAsync($"{codes[0]}\n{codes[1].ToLowerInvariant()}\nno such thing\n{codes[0]}");
        await Assertions.Expect(form.Lines).ToHaveCountAsync(3);
        await Assertions.Expect(form.Faults).ToHaveCountAsync(1);
        await dealer.Page.GetByLabel("Product code or name").FillAsync(codes[2]);
        await dealer.Page.GetByLabel("Product code or name").PressAsync("Tab");
        await Assertions.Expect(form.Faults).ToHaveCountAsync(0);

        // What is in the cart survives the page.
        await dealer.GoAsync("/orders/new");
        await Assertions.Expect(form.Lines).ToHaveCountAsync(3);
        var id = await form.SubmitAsync();
        await dealer.Page.GetByRole(AriaRole.Link, new() { Name = "Order again" }).ClickAsync();
        await Assertions.Expect(form.Lines).ToHaveCountAsync(3);
        await Assertions.Expect(dealer.Page.GetByText($"3 lines of order {id} added")).ToBeVisibleAsync();
        Assert.Empty(dealer.Faults);
    }

    [Fact]
    public async Task File_OfFiveThousandLines_IsTakenIntoSeveralCarts()
    {
        await using var dealer = await world.VisitAsync("dealer2", language: "en");
        var form = new OrderFormPage(dealer);
        await form.CodesAsync();
        await form.UploadAsync("order.csv", "code,quantity\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"X{i},1\n")));
        await Assertions.Expect(dealer.Page.GetByText("The list has 5000 rows")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        await Assertions.Expect(dealer.Page.GetByRole(AriaRole.Navigation, new() { Name = "Carts" }).GetByText("List (part")).ToHaveCountAsync(4);
        Assert.Empty(dealer.Faults);
    }

    private static string Carrier(string order, string status, string place) => Events.Of("shipments", new
    {
        shipment_id = order + "-1", order_id = order, dealer_id = Dealer, shipped_on = Events.Day(), status, last_place = place, last_scan_at = Events.Now,
        delivered_on = status == "delivered" ? Events.Day() : null,
    });
}
