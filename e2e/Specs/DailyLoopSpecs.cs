using System.Globalization;
using System.Text.RegularExpressions;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>
/// The day of both sides, from a pasted list to the credit of a return, in two windows that are never loaded anew. Pictures of each step go to
/// <c>artifacts/strips/daily-loop.png</c>.
/// </summary>
public sealed class DailyLoopSpecs(World world)
{
    private const string Office = "office@demo.local";
    private static readonly byte[] s_photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Day_FromPastedListToCreditedReturn_MovesBothWindowsByItself()
    {
        await world.Portal.VerbAsync("user", "create", Office, "--roles", "SVC,FIN,RISK", "--password", World.Password, "--name", "Office");
        await using var dealer = await world.VisitAsync("dealer8", language: "en");
        await using var office = await world.VisitAsync("office", language: "en");
        var strip = new Strip("daily-loop", dealer.Page, office.Page);
        await office.GoAsync("/orders/board");

        // A limit that this order passes, so that it waits for finance.
        await dealer.GoAsync("/workbench");
        var own = Regex.Match(await dealer.Page.Locator("main header").First.InnerTextAsync(), @"D\d{4}").Value;
        await world.PostAsync(
            Events.Of("ar_snapshots", new { dealer_id = own, snap_on = Events.Day(), credit_limit = 1, open_ar = 0, open_orders = 0 }),

            // Whoever orders more than a rebate tier needs with full shelves is looked at for that; these shelves are empty.
            Events.Of("inventory_snapshots", new { holder_id = own, dealer_id = own, product_id = "PP01", snap_on = Events.Day(-1), location = "dealer", on_hand = 1, unit_cost = "10", avg_daily_demand = 1_000_000 }));
        var form = new OrderFormPage(dealer);
        string[] codes = ["PP01", "PP02"];
        await form.CodesAsync();
        await MarkAsync(dealer);
        await MarkAsync(office);
        await form.PasteAsync(string.Join('\n', Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"{codes[i % codes.Length]}\t20"))));
        await Assertions.Expect(form.Lines).ToHaveCountAsync(codes.Length);
        await Assertions.Expect(dealer.Page.Locator(".place-side").GetByText("This order leaves")).ToBeVisibleAsync();
        await strip.AddAsync("Two hundred pasted rows with price, stock and promise a line");
        await dealer.Page.GetByRole(AriaRole.Button, new() { Name = "Why this price" }).First.ClickAsync();
        await strip.AddAsync("Why this price, in words");
        await dealer.Page.Keyboard.PressAsync("Escape");
        var id = await form.SubmitAsync();
        var (order, desk) = (new TrackingPage(dealer), new TrackingPage(office));
        await Assertions.Expect(dealer.Page.Locator(".track-hold")).ToBeVisibleAsync();
        var card = office.Page.GetByRole(AriaRole.Link, new() { Name = id });
        await Assertions.Expect(card).ToBeVisibleAsync();
        await strip.AddAsync("Over the limit: the order is held, and stands on the board of the other side");

        await card.ClickAsync();
        await Assertions.Expect(desk.Heading).ToHaveTextAsync(id);
        await desk.DecideAsync("Release", "Regular customer, paid in full last week");
        await Assertions.Expect(order.StateOf("Confirmed")).ToHaveTextAsync("Done");
        await strip.AddAsync("Released");
        await desk.PickAsync();
        await Assertions.Expect(order.StateOf("Picked")).ToHaveTextAsync("Done");
        await desk.ShipAsync("德邦", "DB-1-" + id, leaveOut: 1);
        await Assertions.Expect(order.StateOf("Shipped")).ToHaveTextAsync("Done");
        await strip.AddAsync("Picked, and all but one line shipped");
        await world.PostAsync(Carrier(own, id, "嘉兴分拨中心"));
        await Assertions.Expect(order.Parcel(id + "-1")).ToContainTextAsync("嘉兴分拨中心");
        await strip.AddAsync("The carrier reports");

        await order.Parcel(id + "-1").GetByRole(AriaRole.Link, new() { Name = "Confirm delivery" }).ClickAsync();
        await order.ReceiveAsync("Zhang San", damaged: 1);
        await Assertions.Expect(dealer.Page.Locator("[data-proof]")).ToContainTextAsync("Zhang San");
        await Assertions.Expect(desk.Parcel(id + "-1")).ToContainTextAsync("Zhang San");
        await strip.AddAsync("Received and signed for, one piece damaged");
        await desk.ShipAsync("德邦", "DB-2-" + id);
        await dealer.Page.GetByRole(AriaRole.Link, new() { Name = id }).First.ClickAsync();
        await order.Parcel(id + "-2").GetByRole(AriaRole.Link, new() { Name = "Confirm delivery" }).ClickAsync();
        await order.ReceiveAsync("Zhang San");
        await Assertions.Expect(desk.StateOf("Delivered")).ToHaveTextAsync("Done");
        await dealer.Page.GetByRole(AriaRole.Link, new() { Name = id }).First.ClickAsync();
        await Assertions.Expect(order.StateOf("Delivered")).ToHaveTextAsync("Done");
        await strip.AddAsync("The rest shipped and received: delivered");

        await office.Page.Locator("[data-action=issue]").ClickAsync();
        await Assertions.Expect(order.StateOf("Invoiced")).ToHaveTextAsync("Done");
        await dealer.Page.Locator("[data-action=pay]").ClickAsync();
        await Assertions.Expect(office.Page.Locator(".billing-card")).ToContainTextAsync("Paid");
        await strip.AddAsync("Invoiced and paid");

        var number = await ReturnAsync(dealer, id);
        await strip.AddAsync("A return of the damaged piece, with its photo");
        await dealer.Page.Locator("[data-trigger=Send]").ClickAsync();
        await dealer.Page.Locator("[name=carrier]").FillAsync("德邦");
        await dealer.Page.Locator("[name=tracking]").FillAsync("RB-" + id);
        await dealer.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await office.Page.GetByRole(AriaRole.Link, new() { Name = "Returns" }).First.ClickAsync();
        await office.Page.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await office.Page.Locator("[data-trigger=Receive]").ClickAsync();
        await office.Page.Locator("[data-action=inspect]").ClickAsync();
        await office.Page.Locator("[data-trigger=Credit]").ClickAsync();
        await Assertions.Expect(dealer.Page.GetByText("Credited: the credit notes")).ToBeVisibleAsync();
        await strip.AddAsync("Received, inspected and credited");

        Assert.True(File.Exists(await strip.SaveAsync(world.Browser)));
        Assert.True(await IsMarkedAsync(dealer) && await IsMarkedAsync(office), "A window was loaded anew.");
        Assert.Empty(dealer.Faults.Concat(office.Faults));
    }

    private static async Task<string> ReturnAsync(Visit dealer, string order)
    {
        await dealer.Page.GetByRole(AriaRole.Link, new() { Name = "Return goods" }).First.ClickAsync();

        // What was signed for as damaged is chosen already, with its quantity and reason.
        var line = dealer.Page.Locator($"[data-line^='{order}/']").Filter(new() { Has = dealer.Page.Locator("input[type=checkbox]:checked") });
        await Assertions.Expect(line).ToHaveCountAsync(1);
        await Assertions.Expect(line.GetByLabel("Quantity", new() { Exact = false })).ToHaveValueAsync("1");
        await Assertions.Expect(line.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("damage");
        await line.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "damage.png", MimeType = "image/png", Buffer = s_photo });
        await Assertions.Expect(line.Locator("img")).ToHaveCountAsync(1);
        await dealer.Page.Locator("[data-action=request]").ClickAsync();
        var heading = dealer.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Assertions.Expect(heading).ToContainTextAsync("RM-");
        return (await heading.InnerTextAsync()).Trim();
    }

    /// <summary>What a load of the page would wipe out.</summary>
    private static Task MarkAsync(Visit visit) => visit.Page.EvaluateAsync("() => { window.__sameWindow = true; }");

    private static Task<bool> IsMarkedAsync(Visit visit) => visit.Page.EvaluateAsync<bool>("() => window.__sameWindow === true");

    private static string Carrier(string dealer, string order, string place) => Events.Of("shipments", new
    {
        shipment_id = order + "-1", order_id = order, dealer_id = dealer, shipped_on = Events.Day(), status = "in_transit", last_place = place, last_scan_at = Events.Now,
    });
}
