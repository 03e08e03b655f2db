using System.Globalization;
using Bunit;
using ChannelPortal.Features.Orders;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>The form that changes a placed order: what may be done, the new total before it is sent, refusals on their lines, revisions below.</summary>
public sealed class OrderChangePageTests : BunitContext
{
    private readonly Sent sent = new();
    private readonly Known known = new();
    private string role = "DB";

    public OrderChangePageTests()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var time = new FakeTimeProvider(Some.Noon);
        Services.AddLocalization();
        Services.AddErrorTexts<OrdersText>();
        Services.AddSingleton<ErrorTexts>();
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(new BusinessClock(time, TimeZoneInfo.Utc));
        Services.AddSingleton<IOrderMoves>(new OrderMoves(null!, null!, null!, null!));
        Services.AddSingleton<IOrderRevisions>(known);
        Services.AddSingleton<IProductCatalogue>(new Catalogue());
        Services.AddSingleton<IPrices>(new Prices());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new RoleCaller(() => Some.DealerCaller("D0001", role)));
    }

    [Theory]
    [InlineData("confirmed", "DB", "Amend Split")]
    [InlineData("shipped", "DA", "Amend Split CancelRest")]
    [InlineData("delivered", "FIN", "Close")]
    [InlineData("closed", "FIN", "Reopen")]
    [InlineData("held", "DB", "")]
    [InlineData("confirmed", "DF", "")]
    public void Buttons_AreWhatTheTableAllows(string status, string who, string triggers)
    {
        role = who;
        var page = Render<OrderChange>(p => p.Add(c => c.Document, Document(status)));
        Assert.Equal(triggers, string.Join(' ', page.FindAll("[data-change]").Select(b => b.GetAttribute("data-change"))));
    }

    [Fact]
    public void Amend_ShowsTheNewTotalAndSendsOnlyWhatChanged()
    {
        known.Rows = [new OrderRevisionRow(3, "amend", "王芳", Some.Noon, "x", 1, 2, [], [], null)];
        var page = Render<OrderChange>(p => p.Add(c => c.Document, Document()));
        page.Find("[data-change=Amend]").Click();
        page.FindAll(".order-change-lines input")[0].Change("4");
        page.FindAll(".order-change-lines button")[1].Click();
        page.Find("input[name=add]").Change("p0003");
        page.Find(".order-change-add button").Click();

        // 10.00 a piece: four of the first, none of the second, one pack of the new one.
        Assert.Equal("¥50.00", page.Find(".order-change-total dd").TextContent);
        page.Find("input[name=changeReason]").Change("项目缩减");
        page.Find("form").Submit();
        var command = Assert.IsType<AmendOrder>(Assert.Single(sent.Commands));
        Assert.Equal((3, 50_00L), (command.Revision, command.ExpectedNet));
        Assert.Equal([new(1, null, 4_000), new(2, null, 0), new(null, "P0003", 1_000)], command.Lines);
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void Amend_Refused_SaysSoOnTheLineAndStaysOpen()
    {
        sent.Errors = [Error.Of("order_over_allocation", "P0002", 1m, "件").On("lines[0].quantity"), Error.Of("order_below_minimum", 500m, 100m)];
        var page = Render<OrderChange>(p => p.Add(c => c.Document, Document()));
        page.Find("[data-change=Amend]").Click();
        page.FindAll(".order-change-lines input")[1].Change("9");
        page.Find("input[name=changeReason]").Change("加量");
        page.Find("form").Submit();
        Assert.Equal("true", page.FindAll(".order-change-lines li")[1].GetAttribute("data-error"));
        Assert.Equal(2, page.FindAll("[role=alert]").Count);
    }

    [Fact]
    public void Split_AsksForWhatMoves()
    {
        var page = Render<OrderChange>(p => p.Add(c => c.Document, Document()));
        page.Find("[data-change=Split]").Click();
        page.FindAll(".order-change-lines input")[0].Change("2");
        Assert.Equal("¥20.00", page.Find(".order-change-total dd").TextContent);
        page.Find("input[name=changeReason]").Change("先发");
        page.Find("form").Submit();
        Assert.Equal([new OrderLineChange(1, null, 2_000)], Assert.IsType<SplitOrder>(Assert.Single(sent.Commands)).Lines);
    }

    [Fact]
    public void Revisions_ShowLinesBeforeAndAfter()
    {
        known.Rows =
        [
            new OrderRevisionRow(1, "split", "王芳", Some.Noon, "先发现货", 100_00, 60_00, [new(1, "P0001", 10_000, 10_0000, 100_00)], [new(1, "P0001", 6_000, 10_0000, 60_00)], "SO-202610-00002"),
        ];
        var panel = Render<OrderRevisionsPanel>(p => p.Add(c => c.Order, Document().Order));
        Assert.Equal("orders/SO-202610-00002", panel.Find("a").GetAttribute("href"));
        Assert.Contains("先发现货", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("10 × ¥10.00 → 6 × ¥10.00", panel.Find("ul").TextContent, StringComparison.Ordinal);
    }

    private static OrderDocument Document(string status = "confirmed") => new(
        Some.Order("SO-202610-00001", status: status, netAmount: 130_00, lines: 2), "杭州宏远", null,
        [
            new OrderLineRow(1, "P0001", "水泥", null, "件", null, 10_000, 10_0000, 10_0000, 100_00, "list", "open"),
            new OrderLineRow(2, "P0002", "瓷砖胶", null, "件", null, 3_000, 10_0000, 10_0000, 30_00, "list", "open"),
        ]);

    private sealed class Sent : ICommandDispatcher
    {
        public List<object> Commands { get; } = [];

        public IReadOnlyList<Error> Errors { get; set; } = [];

        public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, string commandId, CancellationToken cancellationToken)
        {
            Commands.Add(command);
            return Task.FromResult(Errors.Count > 0 ? Result<TResult>.Fail(Errors) : (Result<TResult>)(object)Result<ChangedOrder>.Success(new ChangedOrder("SO-202610-00001", "confirmed", 4, 50_00)));
        }
    }

    private sealed class Known : IOrderRevisions
    {
        public IReadOnlyList<OrderRevisionRow> Rows { get; set; } = [];

        public Task<IReadOnlyList<OrderRevisionRow>> OfAsync(string orderId, DealerScope scope, CancellationToken cancellationToken) => Task.FromResult(Rows);
    }

    private sealed class RoleCaller(Func<Caller> caller) : ICurrentCaller
    {
        public ValueTask<Caller> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(caller());
    }

    /// <summary>Everything costs ten.</summary>
    private sealed class Prices : IPrices
    {
        public Task<PriceSheet?> PriceAsync(Caller caller, string dealerId, IReadOnlyList<PriceAsk> asks, CancellationToken cancellationToken) => Task.FromResult<PriceSheet?>(new PriceSheet(
            dealerId, Some.Day, [.. asks.Select(a => new PricedLine(a.ProductId, a.Quantity, 10_0000, 10_0000, "list", Money.LineMinor(10_0000, a.Quantity), new PriceTrace(10_0000, 10_0000, "list", []), []))], "f"));

        public Task<PriceTrace?> KeptAsync(Caller caller, string documentId, int lineNo, CancellationToken cancellationToken) => Task.FromResult<PriceTrace?>(null);
    }

    private sealed class Catalogue : IProductCatalogue
    {
        public Task<CataloguePage> FindAsync(string? search, string? category, int skip, int take, CancellationToken cancellationToken) => Task.FromResult(new CataloguePage([], 0));

        public Task<IReadOnlyList<CatalogueCategory>> CategoriesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CatalogueCategory>>([]);

        public Task<IReadOnlyList<ProductName>> NamesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ProductName>>([]);

        public Task<IReadOnlyDictionary<string, CatalogueProduct>> ByIdsAsync(IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, CatalogueProduct>>(productIds.ToDictionary(
                p => p, p => new CatalogueProduct(p, p, null, "建材", null, "件", 1_000, 10_0000, 0, false, Some.Day, StockBand.InStock), StringComparer.Ordinal));

        public Task<IReadOnlyDictionary<string, CatalogueProduct>> ByIdsAsync(AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) => ByIdsAsync(productIds, cancellationToken);
    }
}
