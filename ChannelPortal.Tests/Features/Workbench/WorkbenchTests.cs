using System.Text.Json;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Replenishment.Jobs;
using ChannelPortal.Features.Workbench;
using ChannelPortal.Features.Workbench.Commands;
using ChannelPortal.Features.Workbench.Domain;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Workbench;

public abstract class WorkbenchTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");

    [Fact]
    public async Task Run_FiguresAreThoseOfTheDealer()
    {
        await using var ordering = await StartAsync();
        await ordering.PlaceAsync(s_buyer);
        await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0001", 1_000_000));
        await ordering.PlaceAsync(Some.DealerCaller("D0002", "DB"));
        var late = Some.Order("SO-OLD", status: "shipped", on: Some.Day.AddDays(-9), netAmount: 500_00);
        late.PromisedOn = Some.Day.AddDays(-5);
        await ordering.Portal.RecordAsync(
            "facts", late, Some.OrderLine("SO-OLD", on: Some.Day.AddDays(-9), netAmount: 500_00), Some.Target(amount: 10_000_00),
            Some.Inventory(product: "P0001", on: Some.Day.AddDays(-1), onHand: 5_000), Some.Inventory(product: "P0002", onHand: 300_000), Some.Inventory("D0002"), Invoice("I1", 3), Invoice("I2", 7), Invoice("I3", -1));
        await ordering.Portal.Get<StockJudge>().JudgeAllAsync(Cancellation);
        var view = (await RunAsync(ordering))!;
        Assert.Equal((1, 3), (view.Orders.States["held"], view.Orders.Total));
        Assert.Equal(100_00L, view.DueSoon.Amount);
        Assert.Equal("P0001", Assert.Single(view.Stock.Shown).ProductId);
        Assert.Equal(3, view.Latest.Orders.Count);

        // 1,177.60 confirmed + 117,760.00 held (submitted sell-in counts) + 500.00
        Assert.Equal(119_437.60m, view.Growth.SellIn);
        Assert.Equal(10_000_00, view.Growth.Target);
        Assert.Equal(view.Growth.SellIn / 10_000m, view.Growth.Attainment);
        Assert.Equal((12, 119_437.60m), (view.Year.Months.Count, view.Year.Months[^1].Amount));
    }

    [Fact]
    public async Task Run_NewDealer_HasNoInventedFigures()
    {
        await using var ordering = await StartAsync();
        var view = (await RunAsync(ordering))!;
        Assert.Empty((await ordering.Portal.Get<GetWorkItems>().RunAsync(s_buyer, Cancellation)).Where(i => i.Band == WorkBand.Todo));
        Assert.Null(view.Stock.On);
        Assert.Null(view.Growth.Attainment);
        Assert.Empty(view.Latest.Orders);
    }

    [Fact]
    public async Task Scope_AnotherDealersWorkbench_DoesNotExist()
    {
        await using var ordering = await StartAsync();
        Assert.Null(await ordering.Portal.Get<GetWorkbench>().RunAsync("D0001", DealerScope.Of("D0002"), Cancellation));
        Assert.Null(await OpenAsync(ordering, "dealer:D0001:workbench:stock", Some.DealerCaller("D0002", "DB")));
        Assert.Null(await OpenAsync(ordering, "dealer:D9999:workbench:stock", Some.DealerCaller("D0002", "DB")));
        Assert.Equal(100_000_00, (await OpenAsync(ordering, "dealer:D0001:workbench:money+orders+stock", s_buyer))!.Cells["credit"].GetProperty("available").GetInt64());
    }

    /// <summary>A shop assistant may see stock; the topic gives nobody parts whose lists are closed to him.</summary>
    [Fact]
    public async Task Topic_GivesOnlyPartsThatTheRoleMaySee()
    {
        await using var ordering = await StartAsync();
        var assistant = Some.DealerCaller("D0001", "DS");
        Assert.Equal("dealer:D0001:workbench:stock", ChannelPortal.Features.Workbench.Live.WorkbenchTopic.NameFor(assistant));
        Assert.Equal(["stock", "supply"], (await OpenAsync(ordering, "dealer:D0001:workbench:stock", assistant))!.Cells.Keys.Order());
        foreach (var parts in new[] { "money", "orders", "money+stock", "everything", "" })
        {
            Assert.Null(await OpenAsync(ordering, "dealer:D0001:workbench:" + parts, assistant));
        }
    }

    /// <summary>What a push carries is what a read gives: after it the page shows the same figures, and untouched parts are the same objects.</summary>
    [Fact]
    public async Task Patch_ReplacesOnlyWhatMoved()
    {
        await using var ordering = await StartAsync();
        await ordering.Portal.RecordAsync("stock", Some.Inventory(onHand: 5_000));
        var before = (await RunAsync(ordering))!;
        var patch = new WorkbenchPatch(before);
        patch.Apply((await OpenAsync(ordering, "dealer:D0001:workbench:money+orders+stock", s_buyer))!.Cells);
        Assert.Equal(before, patch.Figures);
        await ordering.Portal.RecordAsync("more", Some.Order("O1", status: "confirmed"));
        var after = (await RunAsync(ordering))!;
        patch.Apply(ChannelPortal.Features.Workbench.Live.WorkbenchTopic.CellsOf(after).ToDictionary(c => c.Cell, c => JsonSerializer.SerializeToElement(c.Value, ChannelPortal.Platform.CommandLine.CliOutput.Json)));
        Assert.Equal((1, "O1"), (patch.Figures.Orders.Total, patch.Figures.Latest.Orders[0].OrderId));
        Assert.Same(before.Stock, patch.Figures.Stock);
        Assert.Same(before.Year, patch.Figures.Year);
        Assert.NotSame(before.Latest, patch.Figures.Latest);
        Assert.Equal(after.Credit, patch.Figures.Credit);
    }

    [Fact]
    public async Task Arrange_IsKeptPerUser_AndForgottenOnReset()
    {
        await using var ordering = await StartAsync();
        var plans = ordering.Portal.Get<GetWorkbenchPlan>();
        var first = WorkbenchPlan.DefaultOf(s_buyer.Roles);
        Assert.Equal(Shape(first), Shape(await plans.RunAsync(s_buyer, Cancellation)));
        var mine = first.MoveBand(WorkBand.Money, -1, [.. first.Bands.Select(b => b.Band)]).HideTile("latest", true);
        Assert.NotEqual(Shape(first), Shape(mine));
        Assert.True((await ordering.SendAsync(new ArrangeWorkbench(mine.Bands), s_buyer)).Ok);
        Assert.Equal(Shape(mine), Shape(await plans.RunAsync(s_buyer, Cancellation)));
        Assert.Equal(Shape(first), Shape(await plans.RunAsync(s_buyer with { UserId = "other" }, Cancellation)));
        Assert.True((await ordering.SendAsync(new ArrangeWorkbench(first.Bands), s_buyer)).Ok);
        Assert.True((await ordering.SendAsync(new ArrangeWorkbench(null), s_buyer)).Ok);
        Assert.Equal(Shape(first), Shape(await plans.RunAsync(s_buyer, Cancellation)));
        foreach (var tile in new[] { "<b>", new string('a', 41), "" })
        {
            Assert.Equal("workbench_plan_invalid", Assert.Single((await ordering.SendAsync(new ArrangeWorkbench([new BandPlan(WorkBand.Todo, false, [new TilePlan(tile)])]), s_buyer)).Errors).Code);
        }
    }

    internal static InvoiceFact Invoice(string id, int dueInDays, string dealer = "D0001") => new()
    {
        InvoiceId = id,
        DealerId = dealer,
        InvoicedOn = Some.Day.AddDays(-20),
        DueOn = Some.Day.AddDays(dueInDays),
        GrossAmount = 150_00,
        PaidAmount = 50_00,
        OccurredAt = Some.Noon,
    };

    private static string Shape(WorkbenchPlan plan) => string.Join(' ', plan.Bands.Select(b => b.Band + (b.IsHidden ? "-" : "") + ":" + string.Join(',', b.Tiles.Select(t => t.Key + (t.IsHidden ? "-" : "")))));

    private static async Task<LiveSnapshot?> OpenAsync(Ordering ordering, string topic, Caller caller)
    {
        using var open = await ordering.Portal.Get<ILiveFeed>().OpenAsync(topic, caller, null, Cancellation);
        return open is null ? null : await open.SnapshotAsync(Cancellation);
    }

    private static Task<WorkbenchFigures?> RunAsync(Ordering ordering) => ordering.Portal.Get<GetWorkbench>().RunAsync("D0001", s_buyer.Scope, Cancellation);

    private Task<Ordering> StartAsync() => Ordering.StartAsync(Database, add: s =>
    {
        s.AddMetricCatalog();
        s.AddWorkbench();
    });
}

public sealed class WorkbenchOnSqliteTests(SqliteDatabase database) : WorkbenchTests(database), IClassFixture<SqliteDatabase>;

public sealed class WorkbenchOnPostgreSqlTests(PostgreSqlDatabase database) : WorkbenchTests(database), IClassFixture<PostgreSqlDatabase>;
