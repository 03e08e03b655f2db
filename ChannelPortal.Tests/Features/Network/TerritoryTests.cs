using ChannelPortal.Features.Network.Commands;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Network.Queries;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Network;

/// <summary>Overlap, moving and what an order may hold, on a tree CN → CN-E → 33 → 3301, 3302 and a province 44 apart.</summary>
public abstract class TerritoryTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Tiles = "瓷砖胶";
    private const string Coating = "防水涂料";
    private static readonly Caller s_head = Some.HeadOffice("EXEC");

    /// <summary>Manages Zhejiang and its dealers.</summary>
    private static readonly Caller s_manager =
        new("chm", "王芳", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001", "D0002"), null, ["33"]);

    private static DateOnly Today => Some.Day;

    [Fact]
    public async Task Give_ExclusiveOverAnother_IsRefusedWithItsNameAndPlace()
    {
        await using var ordering = await StartAsync();
        await GiveAsync(ordering, "D0001", Tiles, ["33"]);
        Assert.Contains("3302", await RefusalAsync(ordering, new GiveTerritory("x", Tiles, ["3302"], "D0002", true, Today, null)));
        Assert.Contains("territory_overlap", await RefusalAsync(ordering, new GiveTerritory("x", Tiles, ["CN"], "D0002", false, Today, null)));
        Assert.Contains("D0001", await RefusalAsync(ordering, new GiveTerritory("x", null, ["3301"], "D0002", false, Today.AddYears(5), null)));

        // Another line, another place, or the same dealer.
        await GiveAsync(ordering, "D0002", Coating, ["3302"]);
        await GiveAsync(ordering, "D0002", Tiles, ["44"]);
        await GiveAsync(ordering, "D0001", null, ["3301"], isExclusive: false);
    }

    [Fact]
    public async Task Give_InDaysThatDoNotMeet_OrShared_Passes()
    {
        await using var ordering = await StartAsync();
        await GiveAsync(ordering, "D0001", Tiles, ["33"], to: Today.AddDays(10));
        Assert.Contains("territory_overlap", await RefusalAsync(ordering, new GiveTerritory("x", Tiles, ["33"], "D0002", true, Today.AddDays(9), null)));
        await GiveAsync(ordering, "D0002", Tiles, ["33"], from: Today.AddDays(10));
        await GiveAsync(ordering, "D0001", Coating, ["33"], isExclusive: false);
        await GiveAsync(ordering, "D0002", Coating, ["CN-E"], isExclusive: false);
    }

    [Fact]
    public async Task Give_WrongInput_NamesEachFault()
    {
        await using var ordering = await StartAsync();
        var result = await ordering.SendAsync(new GiveTerritory(" ", "没有", ["33", "99"], "D9999", true, Today.AddDays(-1), Today.AddDays(-1)), s_head);
        Assert.Equal(
            ["territory_name", "territory_line_unknown", "territory_dealer_unknown", "territory_region_unknown", "territory_in_the_past", "territory_days"],
            result.Errors.Select(e => e.Code));
        Assert.Contains("territory_regions_needed", await RefusalAsync(ordering, new GiveTerritory("x", null, [], "D0001", true, Today, null)));
    }

    [Fact]
    public async Task Give_ByAManager_OnlyInHisRegionsToHisDealers()
    {
        await using var ordering = await StartAsync();
        Assert.Equal("territory_regions_foreign", Assert.Single((await ordering.SendAsync(new GiveTerritory("x", Tiles, ["CN-E"], "D0001", true, Today, null), s_manager)).Errors).Code);
        Assert.Equal("territory_dealer_unknown", Assert.Single((await ordering.SendAsync(new GiveTerritory("x", Tiles, ["3301"], "D0003", true, Today, null), s_manager)).Errors).Code);
        Assert.True((await ordering.SendAsync(new GiveTerritory("x", Tiles, ["3301"], "D0001", true, Today, null), s_manager)).Ok);

        // What a dealer from elsewhere holds stands in the way without its name, and is not the manager's to end.
        var foreign = await GiveAsync(ordering, "D0003", Coating, ["33"]);
        Assert.Equal("territory_overlap_elsewhere", Assert.Single((await ordering.SendAsync(new GiveTerritory("x", Coating, ["33"], "D0001", true, Today, null), s_manager)).Errors).Code);
        Assert.Equal("not_found", Assert.Single((await ordering.SendAsync(new EndTerritory(foreign, Today), s_manager)).Errors).Code);
        var wide = await GiveAsync(ordering, "D0002", null, ["44"], isExclusive: false);
        Assert.Equal("not_found", Assert.Single((await ordering.SendAsync(new ReassignTerritory(wide, "D0001", Today), s_manager)).Errors).Code);
        Assert.Equal("forbidden", Assert.Single((await ordering.SendAsync(new EndTerritory(foreign, Today), Some.DealerCaller("D0003"))).Errors).Code);
    }

    [Fact]
    public async Task Give_TwoAtOnce_OnePasses()
    {
        await using var ordering = await StartAsync();
        var wishes = Enumerable.Range(0, 10).Select(i => new GiveTerritory("x", Tiles, [i % 2 == 0 ? "33" : "3301"], i % 2 == 0 ? "D0001" : "D0002", true, Today, null));
        var results = await Task.WhenAll(wishes.Select(w => Task.Run(() => ordering.SendAsync(w, s_head))));

        // Whoever came first holds it; its own further wishes do not stand in their own way.
        await using var db = Open(ordering);
        Assert.Single(await db.Set<Territory>().Select(t => t.DealerId).Distinct().ToListAsync(Cancellation));
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal("territory_overlap", r.Errors[0].Code));
    }

    [Fact]
    public async Task Refused_FollowsTheThreeRules()
    {
        await using var ordering = await StartAsync();
        string[] both = ["P0001", "P0002"];
        Assert.Empty(await RefusedAsync(ordering, "D0001", Today, both));
        await GiveAsync(ordering, "D0001", Tiles, ["33"], to: Today.AddDays(30));

        // The holder has nothing else; another one at the same place lost the line, and one elsewhere did not.
        Assert.Equal(["P0002"], await RefusedAsync(ordering, "D0001", Today, both));
        Assert.Equal(["P0001"], await RefusedAsync(ordering, "D0002", Today, both));
        Assert.Empty(await RefusedAsync(ordering, "D0003", Today, both));
        Assert.Empty(await RefusedAsync(ordering, "D0002", Today.AddDays(30), both));
        Assert.Empty(await RefusedAsync(ordering, "D0002", Today.AddDays(-1), both));

        // A branch shares what the company above it holds; a share of everything allows everything.
        Assert.Equal(["P0002"], await RefusedAsync(ordering, "D0004", Today, both));
        await GiveAsync(ordering, "D0001", null, ["44"], isExclusive: false);
        Assert.Empty(await RefusedAsync(ordering, "D0001", Today, both));
        Assert.Empty(await RefusedAsync(ordering, "D9999", Today, both));
    }

    [Fact]
    public async Task Refused_AThousandLines_AsksAFewTimes()
    {
        await using var ordering = await StartAsync();
        await ordering.Portal.RecordAsync("many", Enumerable.Range(0, 1_000).Select(i => Some.Product($"Q{i:0000}", category: i % 2 == 0 ? Tiles : Coating)));
        await GiveAsync(ordering, "D0001", Tiles, ["33"]);
        Assert.Equal(500, (await RefusedAsync(ordering, "D0002", Today, [.. Enumerable.Range(0, 1_000).Select(i => $"Q{i:0000}")])).Count);
    }

    [Fact]
    public async Task Reassign_KeepsHistoryAndMovesTargets()
    {
        await using var ordering = await StartAsync();
        var day = new DateOnly(2026, 11, 15);
        await ordering.Portal.RecordAsync(
            "sales", Some.Order("O1", netAmount: 4_000_00), Some.OrderLine("O1", 1, netAmount: 3_000_00), Some.OrderLine("O1", 2, product: "P0002", netAmount: 1_000_00),
            Some.Target(month: new DateOnly(2026, 11, 1), amount: 100_00), Some.Target(month: new DateOnly(2026, 12, 1), amount: 100_01),
            Some.Target(month: new DateOnly(2026, 12, 1), kind: "collection", amount: 70_00), Some.Target("D0002", new DateOnly(2026, 12, 1), amount: 10_00));
        var id = await GiveAsync(ordering, "D0001", Tiles, ["33"]);
        var preview = await ordering.Portal.Get<PreviewTerritory>().ReassignAsync(s_head, id, "D0002", day, Cancellation);
        Assert.Equal((1, 3_000_00L, false, false), (preview!.Trade!.OpenOrders, preview.Trade.OpenNet, preview.KeepsLine, preview.HadLine));
        Assert.Equal([new TargetMove(new DateOnly(2026, 12, 1), "sell_in", 100_01, 25_00, 10_00, 85_01)], preview.Targets);
        Assert.Empty(preview.Conflicts);

        var next = (await ordering.SendAsync(new ReassignTerritory(id, "D0002", day), s_head)).Value;
        await using var db = Open(ordering);
        var rows = await db.Set<Territory>().OrderBy(t => t.ValidFrom).ToListAsync(Cancellation);
        Assert.Equal([("D0001", (DateOnly?)day, null), ("D0002", null, (Guid?)id)], rows.Select(t => (t.DealerId, t.ValidTo, t.Supersedes)));
        Assert.Equal(next, rows[1].Id);
        Assert.Equal("33", (await db.Set<TerritoryRegion>().SingleAsync(r => r.TerritoryId == next, Cancellation)).RegionId);
        Assert.Equal(
            [("D0001", "collection", 70_00L), ("D0001", "sell_in", 25_00L), ("D0002", "sell_in", 85_01L)],
            (await db.Set<TargetFact>().Where(t => t.MonthOn == new DateOnly(2026, 12, 1)).ToListAsync(Cancellation)).Select(t => (t.DealerId, t.Kind, t.TargetAmount)).Order());
        Assert.Equal("P0001", Assert.Single(await RefusedAsync(ordering, "D0001", day, ["P0001"])));
        Assert.Empty(await RefusedAsync(ordering, "D0001", day.AddDays(-1), ["P0001"]));
        Assert.Empty(await RefusedAsync(ordering, "D0002", day, ["P0001"]));
        foreach (var (again, code) in new (ReassignTerritory, string)[]
            { (new(id, "D0002", day), "territory_over"), (new(next, "D0002", day.AddDays(1)), "territory_same_dealer"), (new(next, "D0001", day.AddDays(-1)), "territory_not_begun") })
        {
            Assert.Equal(code, Assert.Single((await ordering.SendAsync(again, s_head)).Errors).Code);
        }
    }

    [Fact]
    public async Task Reassign_OfALineKeptElsewhere_LeavesTargets()
    {
        await using var ordering = await StartAsync();
        await ordering.Portal.RecordAsync("sales", Some.Order("O1"), Some.OrderLine("O1"), Some.Target(month: new DateOnly(2026, 12, 1)));
        var id = await GiveAsync(ordering, "D0001", Tiles, ["33"]);
        await GiveAsync(ordering, "D0001", Tiles, ["44"]);
        var preview = await ordering.Portal.Get<PreviewTerritory>().ReassignAsync(s_head, id, "D0002", Today.AddDays(1), Cancellation);
        Assert.True(preview!.KeepsLine);
        Assert.Empty(preview.Targets);
        Assert.Null(await ordering.Portal.Get<PreviewTerritory>().ReassignAsync(s_manager, id, "D0003", Today.AddDays(1), Cancellation));
    }

    [Fact]
    public async Task Map_ShowsHowEachProvinceIsHeld_AndAManagerWhatTouchesHisRegions()
    {
        await using var ordering = await StartAsync();
        await GiveAsync(ordering, "D0001", Tiles, ["33"]);
        await GiveAsync(ordering, "D0003", Tiles, ["44"], isExclusive: false);
        await GiveAsync(ordering, "D0003", Coating, ["3301"]);
        await GiveAsync(ordering, "D0001", Coating, ["44"], from: Today.AddDays(10));
        var find = ordering.Portal.Get<FindTerritories>();
        var map = await find.RunAsync(s_head, Tiles, null, Today, false, Cancellation);
        Assert.Equal(34, map.Provinces.Count);
        Assert.Equal((CoverageKind.Exclusive, CoverageKind.Shared, CoverageKind.White), (Kind(map, "33"), Kind(map, "44"), Kind(map, "11")));
        Assert.Equal(2, map.Rows.Count);
        Assert.Equal("D0001", Assert.Single((await find.RunAsync(s_head, Tiles, "33", Today, false, Cancellation)).Rows).DealerId);

        var coating = await find.RunAsync(s_manager, Coating, null, Today, false, Cancellation);
        Assert.Equal(CoverageKind.Partial, Kind(coating, "33"));
        var row = coating.Rows.Single(r => r.DealerId == "D0003");
        Assert.Equal((null, false), (row.DealerName, row.MayChange));
        Assert.Equal(TerritoryState.Planned, coating.Rows.Single(r => r.DealerId == "D0001").State);
        Assert.Equal("D0001", Assert.Single((await find.RunAsync(s_manager, Tiles, null, Today, false, Cancellation)).Rows).DealerId);
        var choices = await find.ChoicesAsync(s_manager, Cancellation);
        Assert.Equal(["33", "3301", "3302"], choices.Regions.Select(r => r.RegionId));
        Assert.Equal(["D0001", "D0002"], choices.Dealers.Select(d => d.DealerId));
    }

    [Fact]
    public async Task Own_TerritoriesOfAnotherDealer_AreNone()
    {
        await using var ordering = await StartAsync();
        await GiveAsync(ordering, "D0001", Tiles, ["3301", "44"]);
        var own = ordering.Portal.Get<IOwnTerritories>();
        Assert.Equal(2, Assert.Single(await own.OfAsync("D0001", DealerScope.Of("D0001"), Cancellation)).Regions.Count);
        Assert.Empty(await own.OfAsync("D0001", DealerScope.Of("D0002"), Cancellation));
        Assert.Empty(await own.OfAsync("D0002", DealerScope.Of("D0002"), Cancellation));
    }

    [Fact]
    public async Task End_StopsTheRowAndOpensTheLine()
    {
        await using var ordering = await StartAsync();
        var id = await GiveAsync(ordering, "D0001", Tiles, ["33"]);
        Assert.True((await ordering.SendAsync(new EndTerritory(id, Today.AddDays(5)), s_head)).Ok);
        Assert.Empty(await RefusedAsync(ordering, "D0002", Today.AddDays(5), ["P0001"]));
        Assert.Equal("territory_over", Assert.Single((await ordering.SendAsync(new EndTerritory(id, Today.AddDays(6)), s_head)).Errors).Code);
        Assert.Equal("territory_in_the_past", Assert.Single((await ordering.SendAsync(new EndTerritory(id, Today.AddDays(-1)), s_head)).Errors).Code);
        Assert.Equal("not_found", Assert.Single((await ordering.SendAsync(new EndTerritory(Guid.Empty, Today), s_head)).Errors).Code);
    }

    private static CoverageKind Kind(TerritoryMap map, string province) => map.Provinces.Single(p => p.Tile.Code == province).Kind;

    private static ChannelPortal.Platform.Data.AppDbContext Open(Ordering ordering) => ordering.Database.Open();

    private static async Task<Guid> GiveAsync(
        Ordering ordering, string dealer, string? line, IReadOnlyList<string> regions, bool isExclusive = true, DateOnly? from = null, DateOnly? to = null)
    {
        var result = await ordering.SendAsync(new GiveTerritory("区域", line, regions, dealer, isExclusive, from ?? Today, to), s_head);
        Assert.Empty(result.Errors.Select(e => e.Code + " " + string.Join(' ', e.Args)));
        return result.Value;
    }

    /// <summary>Code and values of the first refusal.</summary>
    private static async Task<string> RefusalAsync(Ordering ordering, ICommand<Guid> command)
    {
        var result = await ordering.SendAsync(command, s_head);
        Assert.False(result.Ok);
        return result.Errors[0].Code + " " + string.Join(' ', result.Errors[0].Args);
    }

    private static async Task<IReadOnlyCollection<string>> RefusedAsync(Ordering ordering, string dealer, DateOnly day, IReadOnlyCollection<string> products)
    {
        // As in a dealer's own command: his scope hides the others' rows.
        await using var db = ordering.Database.Factory.Create(DealerScope.Of(dealer));
        return [.. (await ordering.Portal.Get<ITerritories>().RefusedAsync(db, dealer, day, products, Cancellation)).Order(StringComparer.Ordinal)];
    }

    private async Task<Ordering> StartAsync()
    {
        var ordering = await Ordering.StartAsync(Database, add: s => s.AddSingleton<TargetNews>().AddSingleton<ITerritoryTargets, TargetMoves>());
        var branch = Some.Dealer("D0004", "3302");
        branch.ParentId = "D0001";
        await ordering.Portal.RecordAsync(
            "places", Some.Region("3302", "33", "CN/CN-E/33/3302/", name: "3302", nameEn: "3302"), Some.Region("44", "CN", "CN/44/", "province", "44", "44"),
            Some.Region("4401", "44", "CN/44/4401/", name: "4401", nameEn: "4401"), Some.Dealer("D0003", "4401"), branch);
        return ordering;
    }
}

public sealed class TerritoryOnSqliteTests(SqliteDatabase database) : TerritoryTests(database), IClassFixture<SqliteDatabase>;

public sealed class TerritoryOnPostgreSqlTests(PostgreSqlDatabase database) : TerritoryTests(database), IClassFixture<PostgreSqlDatabase>;
