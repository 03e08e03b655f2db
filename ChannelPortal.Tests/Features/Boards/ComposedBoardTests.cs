using System.Net;
using System.Text;
using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Boards;

/// <summary>
/// Boards of two dealers and of head office in the running portal, on 15 October 2026. D0001 (Hangzhou) has sold 100.00 and 50.00 of two categories, D0002 (Ningbo)
/// 30.00; a year ago D0001 sold 60.00.
/// </summary>
public abstract class ComposedBoardTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_first = Some.DealerCaller("D0001");
    private static readonly Caller s_second = Some.DealerCaller("D0002");
    private static readonly Caller s_office = Some.HeadOffice("EXEC");
    private static readonly BoardPlan s_plan = new(
    [
        new BoardTile("figure", TileKind.Figure, 0, 0, 4, 2) { Metric = "SAL-01" },
        new BoardTile("places", TileKind.Bars, 4, 0, 4, 4) { Metric = "SAL-01", By = "place" },
        new BoardTile("kinds", TileKind.Bars, 8, 0, 4, 4) { Metric = "SAL-01", By = "category" },
        new BoardTile("pinned", TileKind.Figure, 0, 2, 4, 2) { Metric = "SAL-01", IgnoresFilter = true, Watch = 1000, Bad = 100 },
        new BoardTile("orders", TileKind.Orders, 0, 4, 6, 3),
        new BoardTile("missing", TileKind.Figure, 6, 4, 3, 2) { Metric = "FIN-30" },
        new BoardTile("target", TileKind.Figure, 9, 4, 3, 2) { Metric = "SAL-05" },
    ]);

    [Fact]
    public async Task Boards_FromTheFirstSaveToTheRevokedLink_StayInTheirCompany()
    {
        await using var run = await RunAsync();
        var id = await run.SendAsync(new SaveBoard(null, "我的", "Mine", s_plan, 0), s_first);

        // Nobody else opens, changes, stars, links or deletes it; its live topic does not exist for them either.
        var topic = ComposedBoardTopic.NameFor(id, 1, BoardLens.Default);
        var shelf = run.Portal.Services.GetRequiredService<BoardShelf>();
        var feed = run.Portal.Services.GetRequiredService<ILiveFeed>();
        foreach (var stranger in new[] { s_second, s_office })
        {
            Assert.Null(await shelf.FindAsync(id, stranger, Cancellation));
            Assert.Null(await feed.OpenAsync(topic, stranger, null, Cancellation));
            Assert.DoesNotContain(await shelf.ListAsync(stranger, Cancellation), b => b.Id == id);
            Assert.Equal(Error.NotFound, await run.RefuseAsync(new SaveBoard(id, "a", "a", s_plan, 1), stranger));
            Assert.Equal(Error.NotFound, await run.RefuseAsync(new StarBoard(id, true), stranger));
            Assert.Equal(Error.NotFound, await run.RefuseAsync(new CreateBoardLink(id, "", 7), stranger));
            Assert.Equal(Error.NotFound, await run.RefuseAsync(new ShareBoard(id, ["DA"], false), stranger));
            Assert.Equal(Error.NotFound, await run.RefuseAsync(new DeleteBoard(id), stranger));
        }

        // Versions: a late writer is told, an old version comes back as a new one.
        await run.SendAsync(new SaveBoard(id, "改过", "Changed", s_plan.Remove("orders"), 1), s_first);
        Assert.Equal("changed_meanwhile", (await run.RefuseAsync(new SaveBoard(id, "晚", "Late", s_plan, 1), s_first)).Code);
        await run.SendAsync(new RestoreBoard(id, 1), s_first);
        var restored = (await shelf.FindAsync(id, s_first, Cancellation))!;
        Assert.Equal((3, "我的", 7), (restored.Version, restored.TitleZh, restored.Plan.Tiles.Count));
        Assert.Equal([3, 2, 1], (await shelf.RevisionsAsync(restored, Cancellation)).Select(r => r.Version));

        // A dealer sees nothing of the manufacturer's costs, whatever he puts together.
        var costs = s_plan.Add(new BoardTile("cost", TileKind.Figure, 0, 0, 3, 2) { Metric = "PRC-02" });
        Assert.Equal("metric_unknown", (await run.RefuseAsync(new SaveBoard(null, "毛利", "Margin", costs, 0), s_first)).Code);
        Assert.Equal("metric_dimension_not_allowed", (await run.RefuseAsync(new SaveBoard(null, "a", "a", new([s_plan.Tiles[0] with { Kind = TileKind.Bars, By = "category", Metric = "SAL-05" }]), 0), s_office)).Code);

        // A link opens it for a colleague, with its view; not for the other dealer, not when forged, not after it is revoked.
        var colleague = new Caller("colleague", "李采购", new HashSet<string>(StringComparer.Ordinal) { "DB" }, DealerScope.Own("D0001"), "D0001");
        Assert.Null(await shelf.FindAsync(id, colleague, Cancellation));
        var token = await run.SendAsync(new CreateBoardLink(id, "from=2026-10&to=now", 7), s_first);
        Assert.Equal(Error.NotFound, await run.RefuseAsync(new OpenBoardLink(token), s_second));
        Assert.Equal(Error.NotFound, await run.RefuseAsync(new OpenBoardLink(token + "x"), colleague));
        Assert.Equal($"/boards/{id}?from=2026-10&to=now", await run.SendAsync(new OpenBoardLink(token), colleague));
        Assert.NotNull(await shelf.FindAsync(id, colleague, Cancellation));
        Assert.Equal(Error.NotFound, await run.RefuseAsync(new CreateBoardLink(id, "", 7), colleague));
        await run.SendAsync(new RevokeBoardLink(Assert.Single(await shelf.LinksAsync(id, s_first, Cancellation)).Id), s_first);
        Assert.Null(await shelf.FindAsync(id, colleague, Cancellation));
        Assert.Equal(Error.NotFound, await run.RefuseAsync(new OpenBoardLink(token), colleague));
        var late = await run.SendAsync(new CreateBoardLink(id, "", 7), s_first);
        await using (var db = run.Database.Open())
        {
            await db.Set<BoardLink>().Where(l => l.RevokedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, Some.Noon), Cancellation);
            Assert.Equal(Error.NotFound, await run.RefuseAsync(new OpenBoardLink(late), colleague));
            Assert.Equal(
                ["board.link", "board.link.open", "board.link.revoke", "board.link"],
                (await db.Set<AuditEntry>().OrderBy(e => e.Seq).Select(e => e.Action).ToListAsync(Cancellation)).Where(a => a.StartsWith("board.", StringComparison.Ordinal)));
        }

        // Given to a role it opens for that role of the company only.
        await run.SendAsync(new ShareBoard(id, ["DB"], true), s_first);
        Assert.Equal("board_role", (await run.RefuseAsync(new ShareBoard(id, ["EXEC"], true), s_first)).Code);
        Assert.NotNull(await shelf.FindAsync(id, colleague, Cancellation));
        Assert.Null(await shelf.FindAsync(id, Some.DealerCaller("D0002", "DB"), Cancellation));

        // Notes stay in the company and are taken away by their author.
        var note = await run.SendAsync(new AddBoardNote("SAL-01", Today.AddDays(-1), Today, "促销"), s_first);
        var line = new BoardPlan([s_plan.Tiles[0] with { Kind = TileKind.Line }]);
        var notes = run.Portal.Services.GetRequiredService<ChartNotes>();
        Assert.Contains(await notes.ReadAsync(line, Period.MonthOf(Today), colleague, Cancellation), n => n.Text == "促销" && n.NoteId is null);
        Assert.DoesNotContain(await notes.ReadAsync(line, Period.MonthOf(Today), s_second, Cancellation), n => n.Kind == "note");
        Assert.Contains(await notes.ReadAsync(line, Period.MonthOf(Today), s_second, Cancellation), n => n.Kind == "holiday");
        Assert.Equal(Error.NotFound, await run.RefuseAsync(new DeleteBoardNote(note), colleague));
        await run.SendAsync(new DeleteBoardNote(note), s_first);
        await run.SendAsync(new DeleteBoard(id), s_first);
        Assert.Null(await shelf.FindAsync(id, s_first, Cancellation));
    }

    [Fact]
    public async Task MetricUse_OfAPrivateBoard_CountsForAllAndIsShownToItsOwner()
    {
        await using var run = await RunAsync();
        var use = run.Portal.Services.GetServices<IMetricUse>().OfType<BoardMetricUse>().Single();
        Assert.Equal(0, await use.CountAsync("FIN-30", Cancellation));
        Assert.NotEqual(0, await use.CountAsync("SAL-01", Cancellation));
        var id = await run.SendAsync(new SaveBoard(null, "我的", "Mine", s_plan, 0), s_first);
        Assert.Equal(1, await use.CountAsync("FIN-30", Cancellation));
        Assert.Equal("boards/" + id, Assert.Single(await use.FindAsync("FIN-30", s_first, Cancellation)).Href);
        Assert.Empty(await use.FindAsync("FIN-30", s_second, Cancellation));
        await run.SendAsync(new DeleteBoard(id), s_first);
        Assert.Equal(0, await use.CountAsync("FIN-30", Cancellation));
    }

    [Fact]
    public async Task Topic_GivesEachScopeItsFigures_AndMovesWithItsFacts()
    {
        await using var run = await RunAsync();
        var id = await run.SendAsync(new SaveBoard(null, "总览", "Overview", s_plan, 0), s_office);
        var topic = run.Portal.Services.GetServices<ILiveTopic>().OfType<ComposedBoardTopic>().Single();

        // The nation by areas; a click goes to provinces, cities, dealers and their orders.
        Assert.Equal(180m, (await run.TileAsync(topic, id, "figure", DealerScope.All)).Value);
        Assert.Equal(["CN-E 180"], Rows(await run.TileAsync(topic, id, "places", DealerScope.All)));
        Assert.Equal(["33 180"], Rows(await run.TileAsync(topic, id, "places", DealerScope.All, "region=CN-E")));
        Assert.Equal(["3301 150", "3302 30"], Rows(await run.TileAsync(topic, id, "places", DealerScope.All, "region=33")));
        Assert.Equal(["D0001 150"], Rows(await run.TileAsync(topic, id, "places", DealerScope.All, "region=3301")));
        Assert.Equal("orders/SO1", Assert.Single((await run.TileAsync(topic, id, "places", DealerScope.All, "dealer=D0001,region=3301")).Rows).Href);

        // A filter narrows the other tiles, leaves the chosen one among its fellows, and leaves pinned ones alone. Who does not know it says so.
        var filtered = "category=防水涂料";
        Assert.Equal(50m, (await run.TileAsync(topic, id, "figure", DealerScope.All, filtered)).Value);
        Assert.Equal(["瓷砖胶 130", "防水涂料 50"], Rows(await run.TileAsync(topic, id, "kinds", DealerScope.All, filtered)));
        var pinned = await run.TileAsync(topic, id, "pinned", DealerScope.All, filtered);
        Assert.Equal(180m, pinned.Value);
        Assert.Equal(["category"], (await run.TileAsync(topic, id, "target", DealerScope.All, filtered)).Unfiltered);

        // The year before, and a scope of its own.
        var year = await run.TileAsync(topic, id, "figure", DealerScope.Of("D0001"), compare: RangeComparison.Year);
        Assert.Equal((150m, 60m), (year.Value, year.Before));
        Assert.Equal(30m, (await run.TileAsync(topic, id, "pinned", DealerScope.Of("D0002"))).Value);
        Assert.Equal(["SO1"], (await run.TileAsync(topic, id, "orders", DealerScope.Of("D0001"))).Rows.Select(r => r.Key));

        // A commit moves the figure after its rest; before that the board asks to be looked at again.
        var args = Args(id, "");
        await run.Portal.RecordAsync("new", Some.OrderLine("SO9", dealer: "D0002", on: Today, netAmount: 20_00));
        Assert.True(topic.IsTouchedBy(Change(Some.OrderLine("SO9", dealer: "D0002")), DealerScope.All, args));
        Assert.False(topic.IsTouchedBy(Change(Some.OrderLine("SO9", dealer: "D0002")), DealerScope.Of("D0001"), args));
        Assert.False(topic.IsTouchedBy(Change(Some.Store()), DealerScope.All, args));
        var early = await topic.ComputeAsync(DealerScope.All, args, Cancellation);
        Assert.Equal(180m, ((TileModel)early["tile:figure"]!).Value);
        Assert.InRange(early.LookAgainIn!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(30));
        run.Time.Advance(TimeSpan.FromSeconds(31));
        var later = await topic.ComputeAsync(DealerScope.All, args, Cancellation);
        Assert.Equal(200m, ((TileModel)later["tile:figure"]!).Value);
        Assert.Null(later.LookAgainIn);

        // Saved anew it is another topic at once: no fact has to come before its new tile shows, and the old one did not hear of the facts that the tile reads.
        await run.SendAsync(new SaveBoard(id, "总览", "Overview", new BoardPlan([s_plan.Tiles[0] with { Id = "stores", Metric = "STO-01" }]), 1), s_office);
        Assert.True((await topic.ComputeAsync(DealerScope.All, Args(id, "", version: 2), Cancellation)).ContainsKey("tile:stores"));
        Assert.True(topic.IsTouchedBy(Change(Some.PosSale("x")), DealerScope.All, Args(id, "", version: 2)));
    }

    [Fact]
    public async Task Files_HoldTypedNumbers_SourceAndFilters_AndOnlyForThoseWhoMayOpen()
    {
        await using var run = await RunAsync();
        using var first = await run.Portal.SignInAsRoleAsync("DA");
        using var second = await run.Portal.SignInAsRoleAsync("DA", "D0002");
        using var office = await run.Portal.SignInAsRoleAsync("EXEC");
        const string View = "from=2026-10-01&to=now&compare=year&slice=region%3D33";
        var csv = await office.GetStringAsync(new Uri($"/boards/executive/tiles/categories.csv?{View}", UriKind.Relative), Cancellation);
        Assert.Contains("瓷砖胶,瓷砖胶,130,60", csv, StringComparison.Ordinal);

        var sheet = TableFile.Read(await office.GetByteArrayAsync(new Uri($"/boards/executive/tiles/categories.xlsx?{View}", UriKind.Relative), Cancellation)).Value!;
        Assert.Contains(sheet.Rows, r => r.Cells.Contains("130"));
        var source = Encoding.UTF8.GetString(await Unzipped(await office.GetByteArrayAsync(new Uri($"/boards/executive/tiles/categories.xlsx?{View}", UriKind.Relative), Cancellation), "xl/worksheets/sheet2.xml"));
        Assert.Contains("地区: 浙江省 (region=33)", source, StringComparison.Ordinal);
        Assert.Contains("2026-10-01", source, StringComparison.Ordinal);
        Assert.Contains("SAL-01", source, StringComparison.Ordinal);

        // The dealer's mini-board has the figures of the reader's own company; the executive one does not exist for him.
        Assert.Contains("150", await first.GetStringAsync(new Uri("/boards/dealer/tiles/sellin.csv?from=2026-10-01&to=now", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.Contains("30", await second.GetStringAsync(new Uri("/boards/dealer/tiles/sellin.csv?from=2026-10-01&to=now&slice=dealer%3DD0002", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        foreach (var path in new[] { "/boards/executive/tiles/sellin.csv", "/boards/executive/board.pdf", "/boards/s/forged", "/boards/dealer/tiles/none.csv", "/boards/dealer/tiles/sellin.exe", "/boards/dealer/tiles/sellin.csv?from=nonsense" })
        {
            using var answer = await first.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static DateOnly Today => Some.Day;

    private static IEnumerable<string> Rows(TileModel model) => model.Rows.Select(r => FormattableString.Invariant($"{r.Key} {r.Value:0}"));

    private static Dictionary<string, string> Args(string id, string slice, RangeComparison compare = RangeComparison.None, int version = 1)
    {
        Assert.True(MetricSlice.TryParse(slice, out var filter));
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, ["version"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture), ["lens"] = new BoardLens(TimeRange.Parse("now/M", "now").Value!, compare, filter).Key };
    }

    private static FactChange Change(FactRow row) =>
        new(FactCatalog.Product.Of(row), row, null);

    private static async Task<byte[]> Unzipped(byte[] file, string name)
    {
        await using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        await using var entry = await archive.GetEntry(name)!.OpenAsync(Cancellation);
        using var content = new MemoryStream();
        await entry.CopyToAsync(content, Cancellation);
        return content.ToArray();
    }

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var time = new FakeTimeProvider(Some.Noon);
        var portal = new TestPortal(fresh, time);
        await portal.RecordAsync(
            "boards",
            [
                .. Some.World(),
                Some.Region("3302", "33", "CN/CN-E/33/3302/", "city", "宁波市", "Ningbo"),
                Some.Dealer("D0002", "3302"),
                Some.Order("SO1", on: Today, netAmount: 150_00),
                Some.OrderLine("SO1", 1, on: Today, netAmount: 100_00),
                Some.OrderLine("SO1", 2, product: "P0002", on: Today, netAmount: 50_00),
                Some.OrderLine("SO2", dealer: "D0002", on: Today.AddDays(-2), netAmount: 30_00),
                Some.OrderLine("SO0", on: Today.AddYears(-1), netAmount: 60_00),
            ]);
        return new Run(fresh, portal, time);
    }

    private sealed record Run(TestDatabase Database, TestPortal Portal, FakeTimeProvider Time) : IAsyncDisposable
    {
        private int sent;

        public async Task<T> SendAsync<T>(ICommand<T> command, Caller caller)
        {
            var answer = await TryAsync(command, caller);
            Assert.Empty(answer.Errors);
            return answer.Value!;
        }

        public async Task<Error> RefuseAsync<T>(ICommand<T> command, Caller caller) => Assert.Single((await TryAsync(command, caller)).Errors);

        public async Task<TileModel> TileAsync(ComposedBoardTopic topic, string board, string tile, DealerScope scope, string slice = "", RangeComparison compare = RangeComparison.None) =>
            (TileModel)(await topic.ComputeAsync(scope, Args(board, slice, compare), Cancellation))["tile:" + tile]!;

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }

        private Task<Result<T>> TryAsync<T>(ICommand<T> command, Caller caller) =>
            Portal.Services.GetRequiredService<ICommandDispatcher>().SendAsync(command, caller, "test-" + ++sent, Cancellation);
    }
}

public sealed class ComposedBoardOnSqliteTests(SqliteDatabase database) : ComposedBoardTests(database), IClassFixture<SqliteDatabase>;

public sealed class ComposedBoardOnPostgreSqlTests(PostgreSqlDatabase database) : ComposedBoardTests(database), IClassFixture<PostgreSqlDatabase>;
