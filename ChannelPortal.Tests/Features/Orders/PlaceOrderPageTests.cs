using System.Globalization;
using Bunit;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Components;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Orders.Pages;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>The order form: pack steps, kept drafts, one order however often it is clicked, refusals on their lines.</summary>
public sealed class PlaceOrderPageTests : BunitContext
{
    private static readonly PricedProduct s_cement = Priced("P0001", "水泥", pack: 10_000, price: 25_0000);
    private static readonly PricedProduct s_glue = Priced("P0002", "瓷砖胶", pack: 1_000, price: 40_5000);
    private readonly Dispatcher dispatcher = new();
    private readonly Forms forms = new();
    private readonly HandFeed feed = new();
    private readonly Promises promises = new();

    public PlaceOrderPageTests()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var time = new FakeTimeProvider(Some.Noon);
        Services.AddLocalization();
        Services.AddErrorTexts<OrdersText>();
        Services.AddSingleton<ErrorTexts>();
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(new BusinessClock(time, TimeZoneInfo.Utc));
        Services.AddOptions<OrdersOptions>();
        Services.AddSingleton<IOrderForms>(forms);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton<IPrices>(new NoPrices());
        Services.AddSingleton<ICommandDispatcher>(dispatcher);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller());
        Services.AddSingleton<IStockPromises>(promises);
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), time));
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Choose_AddAndStep_CountsInWholePacksAndKeepsTheCartEachTime()
    {
        var page = Render<PlaceOrderPage>();
        page.WaitForElement(".place-product .cp-button").Click();
        page.Find(".place-product .place-stepper button:last-child").Click();
        Assert.Equal("20", page.Find(".place-product .place-stepper span").TextContent);
        Assert.Equal("¥500.00", page.Find(".place-sum-total").TextContent);
        Assert.Equal([10_000, 20_000], dispatcher.Carts.Select(d => CartLine.ReadQuantity(Assert.Single(d.Lines).Quantity!)!.Value));
        Assert.Single(dispatcher.Carts.Select(d => (d.CartId, d.FormCommandId)).Distinct());
        Assert.Equal([0, 1], dispatcher.Carts.Select(d => d.Version));
        page.Find(".place-product .place-stepper button:first-child").Click();
        page.Find(".place-product .place-stepper button:first-child").Click();
        Assert.Empty(dispatcher.Carts[^1].Lines);
        Assert.True(page.Find(".place-side .cp-button-primary").HasAttribute("disabled"));
    }

    [Fact]
    public void Quantity_NotInPacks_SaysSoOnTheLineAndStepsBackOntoAPack()
    {
        forms.Rows["P0001"] = s_cement;
        forms.Start = forms.Start with { Lines = [Line(s_cement, 10_000)] };
        var page = Render<PlaceOrderPage>();
        page.Find(".place-stepper input").Change("25");
        Assert.Contains("整倍数", page.Find(".place-error").TextContent, StringComparison.Ordinal);
        page.Find(".place-stepper button:last-child").Click();
        Assert.Equal("30", page.Find(".place-stepper input").GetAttribute("value"));
        Assert.Empty(page.FindAll(".place-error"));
        page.Find(".place-stepper input").Change("viele");
        Assert.Contains("viele", page.Find(".place-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Stock_MovesWhileTheFormIsOpen_TheChipFollows()
    {
        forms.Start = forms.Start with { Lines = [Line(s_cement, 10_000)] };
        var page = Render<PlaceOrderPage>();
        page.WaitForAssertion(() => Assert.Contains("有货", page.Find(".stock-chip").TextContent, StringComparison.Ordinal));
        Assert.Contains("10月19日", page.Find(".stock-chip").TextContent, StringComparison.Ordinal);
        promises.Band = PromiseBand.Out;
        feed.Move();
        page.WaitForAssertion(() => Assert.Equal("out", page.Find(".stock-chip").GetAttribute("data-band")));
        Assert.Equal([10_000L, 10_000L], promises.Asked);
        page.Find(".place-stepper button:last-child").Click();
        page.WaitForAssertion(() => Assert.Equal(20_000L, promises.Asked[^1]));
    }

    [Fact]
    public void Open_WithACart_GoesOnWithItsLinesAndItsCommandId()
    {
        forms.Start = forms.Start with { Cart = Saved("form-7"), Lines = [Line(s_glue, 3_000)] };
        var page = Render<PlaceOrderPage>();
        Assert.Equal("step", page.FindAll(".place-step")[1].GetAttribute("aria-current"));
        Submit(page);
        Assert.Equal("form-7", Assert.Single(dispatcher.Orders).CommandId);
        Assert.Equal(121_50, dispatcher.Orders[0].Order.ExpectedNet);
        Assert.EndsWith("orders/SO-202610-00001", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_ClickedTwiceBeforeTheAnswer_SendsOneOrder()
    {
        forms.Start = forms.Start with { Lines = [Line(s_glue, 1_000)] };
        dispatcher.Answer = new TaskCompletionSource<Result<PlacedOrder>>();
        var page = Render<PlaceOrderPage>();
        page.FindAll(".place-step")[2].Click();
        var button = page.Find("[data-action=submit-order]");
        _ = button.ClickAsync(new());
        _ = button.ClickAsync(new());
        Assert.Single(dispatcher.Orders);
        Assert.True(page.Find("[data-action=submit-order]").HasAttribute("disabled"));
        dispatcher.Answer.SetResult(Dispatcher.Placed);
    }

    [Fact]
    public void Submit_Refused_PutsEachErrorOnItsLineAndKeepsTheForm()
    {
        forms.Start = forms.Start with { Lines = [Line(s_cement, 10_000), Line(s_glue, 1_000)] };
        dispatcher.Answer = new TaskCompletionSource<Result<PlacedOrder>>();
        dispatcher.Answer.SetResult(Result<PlacedOrder>.Fail(
            Error.Of("order_product_not_on_sale", "P0002", Some.Day).On("lines[1].productId"), Error.Of("order_dealer_inactive")));
        var page = Render<PlaceOrderPage>();
        Submit(page);
        Assert.Equal(2, page.FindAll(".place-line").Count);
        Assert.Contains("P0002", Assert.Single(page.FindAll(".place-error")).TextContent, StringComparison.Ordinal);
        Assert.Contains("停用", page.Find(".cp-error-panel").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".place-line[data-error]"));
    }

    [Fact]
    public void Prices_MovedWhileTheFormIsOpen_AreShownLineByLineAndCounted()
    {
        forms.Start = forms.Start with { Lines = [Line(s_cement, 10_000), Line(s_glue, 1_000)] };
        var page = Render<PlaceOrderPage>();
        Assert.Equal(["dealer:D0001:prices", "stock:levels"], feed.Opened.Order(StringComparer.Ordinal));
        feed.Move("dealer:D0001:prices");
        page.WaitForState(() => page.FindAll(".place-line").Count == 2);
        Assert.Empty(page.FindAll("[data-state=prices-moved]"));
        forms.Now[s_cement.Product.ProductId] = s_cement with { NetPrice = 24_5000 };
        feed.Move("dealer:D0001:prices");
        page.WaitForAssertion(() => Assert.Contains("¥25.00 → ¥24.50", page.Find("[data-state=prices-moved]").TextContent, StringComparison.Ordinal));
        Assert.Equal("¥285.50", page.Find(".place-sum-total").TextContent);
        page.Find("[data-state=prices-moved] button").Click();
        Assert.Empty(page.FindAll("[data-state=prices-moved]"));
        Assert.Equal(24_5000, dispatcher.Carts[^1].Lines[0].SeenPrice);
    }

    [Fact]
    public void Draft_KeptAtAnotherPrice_SaysSoWhenItOpens()
    {
        forms.Start = forms.Start with { Cart = Saved("form-7"), Lines = [new ResolvedLine(CartLine.Of("P0002", 1_000, 39_0000), s_glue, 1_000, null)] };
        Assert.Contains("¥39.00 → ¥40.50", Render<PlaceOrderPage>().Find("[data-state=prices-moved]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantity_PastABreak_IsPricedAtOnceAndTheNextOneIsOffered()
    {
        var broken = s_glue with { Breaks = [new PriceBreak(0, 40_5000, "tier"), new PriceBreak(10_000, 39_0000, "dealer")] };
        forms.Rows["P0002"] = broken;
        forms.Start = forms.Start with { Lines = [Line(broken, 1_000)] };
        var page = Render<PlaceOrderPage>();
        Assert.Contains("满 10 起 ¥39.00", page.Find(".place-break").TextContent, StringComparison.Ordinal);
        page.Find(".place-stepper input").Change("10");
        Assert.Equal("¥390.00", page.Find(".place-sum-total").TextContent);
        Assert.Empty(page.FindAll(".place-break"));
    }

    [Fact]
    public void Total_BeyondTheCredit_WarnsThatTheOrderWillBeHeld()
    {
        forms.Start = forms.Start with { Lines = [Line(s_cement, 1_000_000)] };
        Assert.Contains("财务审核", Render<PlaceOrderPage>().Find(".place-warning").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutADealer_SaysWhoCanHelp()
    {
        forms.Start = new OrderFormStart(null, [], [], null, []);
        Assert.Single(Render<PlaceOrderPage>().FindAll("[data-state=empty]"));
    }

    [Fact]
    public void Form_AddTwice_MergesIntoOneLine()
    {
        var form = new OrderForm();
        form.Add(s_cement);
        form.Add(s_cement);
        Assert.Equal(20_000, Assert.Single(form.Lines).Quantity);
    }

    [Fact]
    public void List_Pasted_ShowsWhatNeedsALookAndMendsItInPlace()
    {
        forms.Rows["P0001"] = s_cement;
        forms.Rows["P0002"] = s_glue;
        var page = Render<PlaceOrderPage>();
        page.FindAll(".place-ways button")[1].Click();
        page.Find("textarea").Input("P0001 20\nP0O02 3");
        page.Find(".quick-actions .cp-button-primary").Click();
        Assert.Equal(2, page.FindAll(".place-line").Count);
        Assert.Contains("P0O02", Assert.Single(page.FindAll(".place-error")).TextContent, StringComparison.Ordinal);
        Assert.Equal(["P0001|20|", "P0O02|3|"], dispatcher.Carts[^1].Lines.Select(l => $"{l.Code}|{l.Quantity}|{l.Unit}"));
        page.FindAll(".place-step")[2].Click();
        Assert.True(page.Find("[data-action=submit-order]").HasAttribute("disabled"));

        page.FindAll(".place-step")[1].Click();
        page.Find(".place-line[data-error] .place-name input").Change("P0002");
        Assert.Empty(page.FindAll(".place-error"));
        Submit(page);
        Assert.Equal([("P0001", 20_000L), ("P0002", 3_000L)], Assert.Single(dispatcher.Orders).Order.Lines.Select(l => (l.ProductId, l.Quantity)));
    }

    [Fact]
    public void List_LongerThanAnOrder_BecomesSeveralCarts()
    {
        forms.Rows["P0001"] = s_cement;
        var page = Render<PlaceOrderPage>();
        page.FindAll(".place-ways button")[1].Click();
        page.Find("textarea").Input(string.Join('\n', Enumerable.Range(0, 5_000).Select(i => "X" + i.ToString(CultureInfo.InvariantCulture) + " 1")));
        page.Find(".quick-actions .cp-button-primary").Click();
        Assert.Equal([1_000, 1_000, 1_000, 1_000, 1_000], dispatcher.Carts.Select(c => c.Lines.Count));
        Assert.Equal(5, dispatcher.Carts.Select(c => c.CartId).Distinct().Count());
        Assert.Equal(4, dispatcher.Names.Select(n => n.Name).Distinct().Count());
        Assert.Equal(100, page.FindAll(".place-line").Count);
        Assert.Contains("5", page.Find(".place-notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Again_WithMovedPrices_FlagsThem()
    {
        forms.Earlier = [new ReorderedLine(Line(s_cement, 10_000), 20_0000), new ReorderedLine(Line(s_glue, 1_000), s_glue.NetPrice)];
        Services.GetRequiredService<NavigationManager>().NavigateTo("orders/new?again=SO-202609-00007");
        var page = Render<PlaceOrderPage>();
        Assert.Contains("¥20.00", Assert.Single(page.FindAll(".line-moved")).TextContent, StringComparison.Ordinal);
        Assert.Equal(2, dispatcher.Carts[^1].Lines.Count);
    }

    [Fact]
    public void Cart_ChangedElsewhere_SaysSoAndKeepsNothing()
    {
        forms.Start = forms.Start with { Cart = Saved("form-7"), Lines = [Line(s_glue, 3_000)] };
        dispatcher.IsChangedElsewhere = true;
        var page = Render<PlaceOrderPage>();
        page.Find(".place-stepper button:last-child").Click();
        Assert.Contains("王芳", page.Find(".cp-error-panel").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_TheSameAgain_ShowsTheFirstOrderAndOrdersAgainWhenMeant()
    {
        forms.Start = forms.Start with { Cart = Saved("form-8"), Lines = [Line(s_glue, 3_000)] };
        dispatcher.Answer = new TaskCompletionSource<Result<PlacedOrder>>();
        dispatcher.Answer.SetResult(Error.Of("order_duplicate", "SO-202610-00009", 10).On("isIntended"));
        var page = Render<PlaceOrderPage>();
        Submit(page);
        Assert.Equal("orders/SO-202610-00009", page.WaitForElement("[data-state=duplicate] a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".cp-error-panel"));
        dispatcher.Answer = null;
        page.Find("[data-action=order-anyway]").Click();
        Assert.Equal([(false, "form-8"), (true, "form-8")], dispatcher.Orders.Select(o => (o.Order.IsIntended, o.CommandId)));
        Assert.EndsWith("orders/SO-202610-00001", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void ShipTo_OwnAddressUntilAnotherIsChosen_IsKeptAndOrdered()
    {
        forms.Start = forms.Start with { Cart = Saved("form-8"), Lines = [Line(s_glue, 3_000)], Addresses = [new ShipToChoice("D0001-A", "西湖区工地"), new ShipToChoice("D0001-B", "滨江仓库")] };
        var page = Render<PlaceOrderPage>();
        Assert.Equal("", page.WaitForElement("select[name=shipTo]").GetAttribute("value") ?? "");
        page.Find("select[name=shipTo]").Change("D0001-B");
        Assert.Equal("D0001-B", dispatcher.Carts[^1].ShipToId);
        Submit(page);
        Assert.Equal("D0001-B", Assert.Single(dispatcher.Orders).Order.ShipToId);
    }

    private static void Submit(IRenderedComponent<PlaceOrderPage> page)
    {
        page.FindAll(".place-step")[2].Click();
        page.Find("[data-action=submit-order]").Click();
    }

    private static ResolvedLine Line(PricedProduct product, long quantity) => new(CartLine.Of(product.Product.ProductId, quantity), product, quantity, null);

    private static SavedCart Saved(string commandId) => new(new CartRow("cart-1", "月度补货", null, false, false, 1, Some.Noon), commandId, 3, []);

    private static PricedProduct Priced(string id, string name, long pack, long price) =>
        new(new CatalogueProduct(id, name, name + " en", "建材", null, "件", pack, price, 0, false, Some.Day, StockBand.InStock), price, "tier");

    private sealed class Forms : IOrderForms, IPriceCatalogue
    {
        public OrderFormStart Start { get; set; } =
            new(new CreditStanding("D0001", Some.Day, 1_000_00, 0, 0, 0, 0, 0, "CNY"), [new CatalogueCategory("建材", "Building materials")], [], null, []);

        public IPriceCatalogue Catalogue => this;

        public Dictionary<string, PricedProduct> Rows { get; } = [];

        public IReadOnlyList<ReorderedLine>? Earlier { get; set; }

        public Task<OrderFormStart> StartAsync(Caller caller, string? cartId, CancellationToken cancellationToken) => Task.FromResult(Start);

        public Task<IReadOnlyList<CartRow>> CartsAsync(Caller caller, CancellationToken cancellationToken) => Task.FromResult(Start.Carts);

        public Task<IReadOnlyList<ResolvedLine>> ResolveAsync(IReadOnlyList<CartLine> lines, Caller caller, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ResolvedLine>>([.. lines.Select(Resolve)]);

        public Task<IReadOnlyList<ResolvedLine>?> CopyAsync(string cartId, Caller caller, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ResolvedLine>?>(null);

        public Task<IReadOnlyList<OrderRow>> LatestOrdersAsync(Caller caller, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OrderRow>>([]);

        public Task<IReadOnlyList<ReorderedLine>?> ReorderAsync(string orderId, Caller caller, CancellationToken cancellationToken) => Task.FromResult(Earlier);

        private ResolvedLine Resolve(CartLine line)
        {
            var product = Rows.GetValueOrDefault(line.Code);
            var quantity = CartLine.ReadQuantity(line.Quantity!);
            var error = product is null ? Error.Of("order_product_unknown", line.Code)
                : quantity is null ? Error.Of("order_quantity_not_a_number", line.Quantity)
                : quantity % product.Product.PackQty != 0 ? Error.Of("order_quantity_not_in_packs", line.Code, 10, "件") : null;
            return new ResolvedLine(line, product, quantity ?? 0, error);
        }

        public Task<PricedPage> FindAsync(Caller caller, string? search, string? category, int skip, int take, CancellationToken cancellationToken) =>
            Task.FromResult(new PricedPage([s_cement, s_glue], 2));

        /// <summary>Prices that differ from those that the form opened with.</summary>
        public Dictionary<string, PricedProduct> Now { get; } = new(StringComparer.Ordinal);

        public Task<IReadOnlyDictionary<string, PricedProduct>> ByIdsAsync(Caller caller, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, PricedProduct>>(
                productIds.ToDictionary(id => id, id => Now.GetValueOrDefault(id) ?? (id == s_cement.Product.ProductId ? s_cement : s_glue), StringComparer.Ordinal));
    }

    private sealed class NoPrices : IPrices
    {
        public Task<PriceSheet?> PriceAsync(Caller caller, string dealerId, IReadOnlyList<PriceAsk> asks, CancellationToken cancellationToken) => Task.FromResult<PriceSheet?>(null);

        public Task<PriceTrace?> KeptAsync(Caller caller, string documentId, int lineNo, CancellationToken cancellationToken) => Task.FromResult<PriceTrace?>(null);
    }

    private sealed class Dispatcher : ICommandDispatcher
    {
        public static Result<PlacedOrder> Placed { get; } = new PlacedOrder("SO-202610-00001", "confirmed", null, 121_50, "CNY", 0);

        public List<SaveCart> Carts { get; } = [];

        public List<DescribeCart> Names { get; } = [];

        public bool IsChangedElsewhere { get; set; }

        public List<(PlaceOrder Order, string CommandId)> Orders { get; } = [];

        public TaskCompletionSource<Result<PlacedOrder>>? Answer { get; set; }

        public async Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, string commandId, CancellationToken cancellationToken)
        {
            if (command is SaveCart cart)
            {
                Carts.Add(cart);
                return (Result<TResult>)(object)(IsChangedElsewhere ? Error.Of("order_cart_changed", "王芳") : Result<int>.Success(cart.Lines.Count == 0 ? 0 : cart.Version + 1));
            }

            if (command is DescribeCart name)
            {
                Names.Add(name);
                return (Result<TResult>)(object)Result<int>.Success(2);
            }

            Orders.Add(((PlaceOrder)(object)command, commandId));
            return (Result<TResult>)(object)(Answer is null ? Placed : await Answer.Task);
        }
    }

    private sealed class Promises : IStockPromises
    {
        public PromiseBand Band { get; set; } = PromiseBand.In;

        public List<long> Asked { get; } = [];

        public Task<IReadOnlyDictionary<string, PromisedLine>> ReadAsync(Caller caller, IReadOnlyList<StockLine> lines, CancellationToken cancellationToken)
        {
            Asked.AddRange(lines.Select(l => l.Qty));
            return Task.FromResult<IReadOnlyDictionary<string, PromisedLine>>(lines.ToDictionary(
                l => l.ProductId, l => new PromisedLine(l.ProductId, l.Qty, Band, null, 0, Some.Day, Band == PromiseBand.Out ? null : Some.Day.AddDays(4), null, []), StringComparer.Ordinal));
        }
    }

    private sealed class FixedCaller : ICurrentCaller
    {
        public ValueTask<Caller> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Some.DealerCaller("D0001", "DB"));
    }
}
