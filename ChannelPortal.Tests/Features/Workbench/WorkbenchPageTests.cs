using System.Text.Json;
using Bunit;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Workbench;
using ChannelPortal.Features.Workbench.Commands;
using ChannelPortal.Features.Workbench.Components;
using ChannelPortal.Features.Workbench.Pages;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Features.Workbench;

/// <summary>The workbench as its people see and arrange it.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class WorkbenchPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();
    private readonly Waiting waiting = new();

    [Fact]
    public async Task Page_ShowsTheTilesOfTheRole_InItsOrder()
    {
        var page = await OpenAsync("DA");
        Assert.Equal(["Todo", "Money", "Goods", "Growth"], Bands(page));
        Assert.Equal(["credit", "invoices_overdue", "invoices_due"], Tiles(page, "Money"));
        Assert.Contains("杭州", page.Find("[data-tile=territory]").TextContent, StringComparison.Ordinal);
        Assert.Contains("approvals?mine", page.Find("[data-kind=approvals]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-kind=approvals]").GetAttribute("data-urgent"));

        // The feature's own list takes the place of the general one.
        Assert.Equal("invoices?show=overdue", page.Find("[data-kind=invoices_overdue]").GetAttribute("href"));
        Assert.Equal("account", page.Find("[data-kind=invoices_due]").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_OfAShopAssistant_HasNoTileWithoutARight()
    {
        waiting.Items = [];
        var page = await OpenAsync("DS");
        Assert.Equal(["Goods", "Todo"], Bands(page));
        Assert.Equal(["stock", "supply"], Tiles(page, "Goods"));
        Assert.Contains("没有待办", page.Find("[data-band=Todo]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["dealer:D0001:workbench:stock"], feed.Opened);
    }

    [Fact]
    public async Task Push_OfOneFigure_DrawsOneTile()
    {
        var page = await OpenAsync("DA");
        var (credit, stock, item) = (page.FindComponent<CreditTile>().RenderCount, page.FindComponent<StockTile>().RenderCount, page.FindComponent<ItemTile>().RenderCount);
        var motion = page.FindComponent<MotionTile>().RenderCount;
        feed.Cells["orders"] = JsonSerializer.SerializeToElement(new BenchOrders(new Dictionary<string, int> { ["shipped"] = 41 }), CliOutput.Json);
        feed.Move();
        page.WaitForAssertion(() => Assert.Contains("41", page.Find("[data-tile=motion]").TextContent, StringComparison.Ordinal));
        Assert.Equal(motion + 1, page.FindComponent<MotionTile>().RenderCount);
        Assert.Equal(
            (credit, stock, item), (page.FindComponent<CreditTile>().RenderCount, page.FindComponent<StockTile>().RenderCount, page.FindComponent<ItemTile>().RenderCount));
        Assert.Equal("odd", page.Find("[data-tile=motion] .wt").GetAttribute("data-glow"));
    }

    [Fact]
    public async Task Push_OfADocument_ReadsOwnItemsAgain()
    {
        var page = await OpenAsync("DA");
        var motion = page.FindComponent<MotionTile>().RenderCount;
        waiting.Items = [new WorkItem(WorkBand.Todo, "approvals", 7, "approvals?mine", true)];
        feed.Move();
        page.WaitForAssertion(() => Assert.Equal("7", page.Find("[data-kind=approvals]").GetAttribute("data-count")));
        Assert.Equal(motion, page.FindComponent<MotionTile>().RenderCount);
    }

    [Fact]
    public async Task Arrange_ByButtons_MovesHidesShowsAndResets()
    {
        var page = await OpenAsync("DA");
        Assert.Empty(page.FindAll(".tile-tools"));
        await page.Find("[data-action=arrange]").ClickAsync(new());
        await page.Find("[data-tile=invoices_overdue] [data-move=down]").ClickAsync(new());
        Assert.Equal(["credit", "invoices_due", "invoices_overdue"], Tiles(page, "Money"));
        await page.Find("[data-band=Money] .band-tools [data-move=up]").ClickAsync(new());
        Assert.Equal("Money", Bands(page)[0]);
        await page.Find("[data-tile=credit] [data-move=hide]").ClickAsync(new());
        Assert.Equal(["invoices_due", "invoices_overdue"], Tiles(page, "Money"));
        await page.Find("[data-band=Growth] .band-tools [data-move=hide]").ClickAsync(new());
        Assert.DoesNotContain("Growth", Bands(page));
        Assert.Equal(2, page.FindAll("[data-action=show]").Count);
        await page.FindAll("[data-action=show]")[0].ClickAsync(new());
        Assert.Contains("Growth", Bands(page));
        await page.FindAll("[data-action=show]")[0].ClickAsync(new());
        Assert.Equal(["credit", "invoices_due", "invoices_overdue"], Tiles(page, "Money"));
        Assert.Equal(6, sent.All.OfType<ArrangeWorkbench>().Count());
        await page.Find("[data-action=reset]").ClickAsync(new());
        Assert.Null(Assert.IsType<ArrangeWorkbench>(sent.All[^1]).Bands);
        Assert.Equal(["Todo", "Money", "Goods", "Growth"], Bands(page));
        await page.Find("[data-action=arranged]").ClickAsync(new());
        Assert.Empty(page.FindAll(".tile-tools"));
    }

    [Fact]
    public async Task Arrange_ByDragging_MovesWithinTheBand()
    {
        var page = await OpenAsync("DA");
        await page.Find("[data-action=arrange]").ClickAsync(new());
        await page.Find("[data-tile=invoices_due]").DragStartAsync(new DragEventArgs());
        await page.Find("[data-tile=credit]").DropAsync(new DragEventArgs());
        Assert.Single(sent.All.OfType<ArrangeWorkbench>());
        Assert.Equal(["invoices_due", "credit", "invoices_overdue"], Tiles(page, "Money"));
        await page.Find("[data-tile=invoices_due]").DragStartAsync(new DragEventArgs());
        await page.Find("[data-tile=stock]").DropAsync(new DragEventArgs());
        Assert.Equal(["invoices_due", "credit", "invoices_overdue"], Tiles(page, "Money"));
    }

    [Fact]
    public async Task Page_WithoutADealer_SaysSo()
    {
        var page = await OpenAsync("DA", withDealer: false);
        page.WaitForElement("[data-state=no-dealer]");
    }

    private static List<string?> Bands(IRenderedComponent<WorkbenchPage> page) => [.. page.FindAll("[data-band]").Select(b => b.GetAttribute("data-band"))];

    private static List<string?> Tiles(IRenderedComponent<WorkbenchPage> page, string band) => [.. page.FindAll($"[data-band={band}] [data-tile]").Select(t => t.GetAttribute("data-tile"))];

    private async Task<IRenderedComponent<WorkbenchPage>> OpenAsync(string role, bool withDealer = true)
    {
        var fresh = await database.FreshAsync();
        await fresh.InsertAsync(Some.World());
        var caller = Some.DealerCaller("D0001", role);
        caller = withDealer ? caller : caller with { DealerId = null };
        var clock = Services.BuildServiceProvider().GetRequiredService<BusinessClock>();
        Services.AddErrorTexts<WorkbenchText>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton(new GetWorkbench(fresh.Factory, new Standing(), new Low(), new Figures(), clock));
        Services.AddSingleton(new GetWorkItems([waiting]));
        Services.AddSingleton(new GetWorkbenchPlan(fresh.Factory));
        Services.AddSingleton<IOwnTerritories>(new Own());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
        var page = Render<WorkbenchPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-busy]")));
        return page;
    }

    private sealed class Waiting : IWorkItemSource
    {
        public IReadOnlyList<WorkItem> Items { get; set; } =
            [new(WorkBand.Todo, "approvals", 2, "approvals?mine", true), new(WorkBand.Money, "invoices_overdue", 3, "invoices?show=overdue"), new(WorkBand.Todo, "contracts_ending", 0, "contracts")];

        public Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken) => Task.FromResult(Items);
    }

    private sealed class Low : IStockWarnings
    {
        public Task<LowStock> OfAsync(string dealerId, DealerScope scope, int most, CancellationToken cancellationToken) =>
            Task.FromResult(new LowStock([new StockWarning("P0001", "瓷砖胶", null, "袋", null, 5_000, 10_000, 1m)], 1, Some.Day));
    }

    private sealed class Own : IOwnTerritories
    {
        public Task<IReadOnlyList<OwnTerritory>> OfAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<OwnTerritory>>([new OwnTerritory(Guid.Empty, "杭州", null, ["杭州市"], false, Some.Day, null)]);
    }

    private sealed class Figures : IMetricReader
    {
        public MetricCatalog Catalog => throw new NotSupportedException();

        public Result<Metric> Check(string metricId, MetricSlice slice, string? groupBy = null) => throw new NotSupportedException();

        public Task<MetricValue> ValueAsync(string metricId, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<MetricValue>> ValuesAsync(IReadOnlyList<string> metricIds, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MetricValue>>([.. metricIds.Select(id => new MetricValue(id, 1m, "CNY", 1))]);

        public Task<IReadOnlyDictionary<MetricSlice, IReadOnlyList<MetricValue>>> ValuesAsync(
            IReadOnlyList<string> metricIds, IReadOnlyList<MetricSlice> slices, Period period, DealerScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<MetricTable> ByAsync(
            IReadOnlyList<string> metricIds, string dimension, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken, IReadOnlyCollection<string>? keys = null) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<MetricPoint>> SeriesAsync(string metricId, MetricSlice slice, IReadOnlyList<Period> buckets, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MetricPoint>>([.. buckets.Select((bucket, i) => new MetricPoint(bucket, new MetricValue(metricId, i, "CNY", 1)))]);
    }

    private sealed class Standing : ICreditAccounts
    {
        public Task<CreditStanding?> FindAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<CreditStanding?>(new CreditStanding(dealerId, Some.Day, 100_000_00, 0, 0, 20_000_00, 3_000_00, 0, "CNY"));

        public Task LockAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CreditDecision> CheckAsync(AppDbContext db, string dealerId, CreditCheckPoint point, long amount, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CreditDecision> TryReserveAsync(AppDbContext db, string dealerId, string orderId, long amount, CreditCheckPoint point, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task ReleaseAsync(AppDbContext db, string dealerId, string orderId, long amount, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CreditDecision> AmendAsync(AppDbContext db, string dealerId, string orderId, long newAmount, bool isApproved, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task CancelAsync(AppDbContext db, string dealerId, string orderId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ShippedAsync(AppDbContext db, string dealerId, string orderId, long amount, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CreditDecision> ReopenAsync(AppDbContext db, string dealerId, string orderId, long net, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, long>> BilledAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CreditStanding> ReadAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
