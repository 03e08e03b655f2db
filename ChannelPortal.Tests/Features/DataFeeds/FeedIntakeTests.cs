using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.DataFeeds;

/// <summary>Rows on their way in: what is taken, what waits and why, and how it is mended.</summary>
public abstract class FeedIntakeTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Rows_GoodOnesAreTaken_TheOthersWaitWithTheirReason()
    {
        await using var run = await Feeding.StartAsync(Database);
        var receipt = await run.SubmitAsync(
            FeedKinds.Stock,
            Feeding.Row(2), Feeding.Row(3, "p0002", "１,２００.５"), Feeding.Row(4, "X-77"), Feeding.Row(5, quantity: "-3"), Feeding.Row(6, quantity: "many"), Feeding.Row(7, date: "2026-10-16"), Feeding.Row(8, date: "soon"),
            Feeding.Row(9, quantity: "51"), Feeding.Row(10, dealer: "D0002"), Feeding.Row(11, dealer: "D9999"), Feeding.Row(12, null));
        Assert.Equal((11, 2, 9, 0), (receipt.Total, receipt.Taken, receipt.Waiting, receipt.Asked));
        Assert.Equal(
            [
                (4, "feed_product_unknown"), (5, "feed_negative"), (6, "feed_number"), (7, "feed_date_future"), (8, "feed_date"), (9, "feed_row_twice"), (10, "feed_foreign"), (11, "feed_foreign"), (12, "feed_product_missing"),
            ],
            (await run.ProblemsAsync(receipt.SubmissionId)).OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));
        var stock = await run.FactsAsync<InventorySnapshotFact>();
        Assert.Equal([("D0001", "P0001", 50_000L), ("D0001", "P0002", 1_200_500L)], stock.OrderBy(s => s.ProductId).Select(s => (s.DealerId!, s.ProductId, s.OnHand)));

        // A foreign row says the same whether the company exists or not, and cannot be made an own one by mending the rest.
        var rows = await run.RowsAsync(receipt.SubmissionId);
        Assert.Equal(rows.Single(r => r.Line == 10).Problems, rows.Single(r => r.Line == 11).Problems);
        Assert.Equal(0, (await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [Feeding.Edit(rows.Single(r => r.Line == 10), quantity: "7", date: "2026-10-14")], true))).Value!.Taken);
        var fact = Assert.Single(await run.FeedsAsync());
        Assert.Equal((Some.Day, Some.Day, 11, 9, "manual"), (fact.DueOn, fact.SubmittedOn!.Value, fact.RowsTotal, fact.RowsRejected, fact.Method));
    }

    [Fact]
    public async Task SameFileTwiceAtOnce_IsTakenOnce_AndSaysWhenAndByWhom()
    {
        await using var run = await Feeding.StartAsync(Database);
        var file = new SubmitFeed(FeedKinds.Pos, FeedSubmission.ByFile, [Feeding.Row(2, receipt: "R1", quantity: "2")], "sales.csv", new string('a', 64));
        var both = await Task.WhenAll(run.SendAsync(file), run.SendAsync(file));
        Assert.Single(both, r => r.Ok);
        var refused = both.Single(r => !r.Ok).Errors[0];
        Assert.Equal("feed_duplicate", refused.Code);
        Assert.Equal(["2026-10-15 13:00", "张伟", "sales.csv"], refused.Args);
        Assert.Single(await run.FactsAsync<PosSaleFact>());
        var again = await run.SendAsync(file);
        Assert.Equal("feed_duplicate", again.Errors[0].Code);
        Assert.Equal(1, Assert.Single(await run.FeedsAsync(kind: FeedKinds.Pos)).RowsTotal);

        // The same file is another dealer's own matter, and one of which nothing could be used may come again.
        Assert.True((await run.SendAsync(file, Feeding.Stranger)).Ok);
        var unusable = new SubmitFeed(FeedKinds.Pos, FeedSubmission.ByFile, [Feeding.Row(2, "?", "x")], "bad.csv", new string('b', 64));
        Assert.True((await run.SendAsync(unusable)).Ok);
        Assert.True((await run.SendAsync(unusable)).Ok);
    }

    [Fact]
    public async Task UnknownProduct_PickedOnce_IsRememberedForTheNextFile()
    {
        await using var run = await Feeding.StartAsync(Database);
        var first = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "HY-88", "40"), Feeding.Row(3, " hy-88 ", "41", "2026-10-14"));
        Assert.Equal((0, 2), (first.Taken, first.Waiting));
        Assert.Empty(await run.FeedsAsync());
        var rows = await run.RowsAsync(first.SubmissionId);
        var repaired = await run.SendAsync(new RepairFeedRows(first.SubmissionId, [Feeding.Edit(rows[0], "P0002")], true));
        Assert.Equal((2, 0), (repaired.Value!.Taken, repaired.Value.Open));
        var second = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "hy-88", "39", "2026-10-13"));
        Assert.Equal((1, 0), (second.Taken, second.Waiting));
        Assert.All(await run.FactsAsync<InventorySnapshotFact>(), s => Assert.Equal("P0002", s.ProductId));

        // Another dealer calls other things so.
        var stranger = await run.SendAsync(new SubmitFeed(FeedKinds.Stock, FeedSubmission.ByForm, [Feeding.Row(2, "HY-88")]), Feeding.Stranger);
        Assert.Equal(1, stranger.Value!.Waiting);
        Assert.True((await run.SendAsync(new KeepFeedCode("HY-88", null))).Ok);
        Assert.Equal(1, (await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "HY-88", "38", "2026-10-12"))).Waiting);
    }

    [Fact]
    public async Task Repair_KeepsWhatIsTyped_TakesWhatIsGood_AndCountsFollow()
    {
        await using var run = await Feeding.StartAsync(Database);
        var receipt = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2), Feeding.Row(3, "P0002", "4o"), Feeding.Row(4, "P0002", "-1", "2026-10-14"));
        Assert.Equal((2, 1), (await run.FeedsAsync()).Select(f => (f.RowsTotal, f.RowsRejected)).Single());
        var rows = await run.RowsAsync(receipt.SubmissionId);

        // Kept without being taken: still wrong, then right.
        Assert.Equal(0, (await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [Feeding.Edit(rows[0], quantity: "4O!")], false))).Value!.Taken);
        Assert.Equal("4O!", (await run.RowsAsync(receipt.SubmissionId))[0].Quantity);
        Assert.Equal(0, (await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [Feeding.Edit(rows[0], quantity: "40")], false))).Value!.Taken);
        Assert.Empty((await run.RowsAsync(receipt.SubmissionId))[0].ProblemList);
        Assert.Single(await run.FactsAsync<InventorySnapshotFact>());

        var taken = await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [], true));
        Assert.Equal((1, 1), (taken.Value!.Taken, taken.Value.Open));
        Assert.Equal(0, (await run.FeedsAsync()).Single(f => f.DueOn == Some.Day).RowsRejected);
        Assert.Equal("feed_reason", (await run.SendAsync(new DiscardFeedRows(receipt.SubmissionId, null, " "))).Errors[0].Code);
        Assert.Equal(1, (await run.SendAsync(new DiscardFeedRows(receipt.SubmissionId, null, "盘错了"))).Value);
        var submission = await run.SubmissionAsync(receipt.SubmissionId);
        Assert.Equal((2, 0, 1), (submission.RowsTaken, submission.Open, submission.RowsDiscarded));

        // Another dealer finds nothing, and a row that was given up stays so.
        Assert.Equal("not_found", (await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [], true), Feeding.Stranger)).Errors[0].Code);
        Assert.Equal("not_found", (await run.SendAsync(new DiscardFeedRows(receipt.SubmissionId, null, "x"), Feeding.Stranger)).Errors[0].Code);
        Assert.Null(await run.Portal.Get<GetSubmission>().RunAsync(receipt.SubmissionId, Feeding.Stranger.Scope, Cancellation));
        Assert.Equal("feed_row_gone", (await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [Feeding.Edit(rows[1], quantity: "1")], true))).Errors[0].Code);
    }

    [Fact]
    public async Task Repair_DoesNotWriteOverANewerCount()
    {
        await using var run = await Feeding.StartAsync(Database);
        var old = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "P0001", "x"));
        run.Portal.Time.Advance(TimeSpan.FromMinutes(5));
        await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "P0001", "60"));
        var row = Assert.Single(await run.RowsAsync(old.SubmissionId));
        Assert.Equal(0, (await run.SendAsync(new RepairFeedRows(old.SubmissionId, [Feeding.Edit(row, quantity: "10")], true))).Value!.Taken);
        Assert.Equal("feed_row_taken", (await run.ProblemsAsync(old.SubmissionId))[2]);
        Assert.Equal(60_000, Assert.Single(await run.FactsAsync<InventorySnapshotFact>()).OnHand);
    }

    [Fact]
    public async Task Spike_IsAskedAbout_AndTakenOnceSomebodyStandsByIt()
    {
        await using var run = await Feeding.StartAsync(Database, Enumerable.Range(1, 9).Select(i => Some.Inventory(on: Some.Day.AddDays(-i), onHand: 50_000 + (i % 3 * 1_000))));
        var few = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "P0002", "9000", "2026-10-13"));
        Assert.Equal((1, 0), (few.Taken, few.Asked));
        var receipt = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "P0001", "900"), Feeding.Row(3, "P0002", "9000"));
        Assert.Equal((1, 0, 1), (receipt.Taken, receipt.Waiting, receipt.Asked));
        var row = Assert.Single(await run.RowsAsync(receipt.SubmissionId));
        Assert.Equal((FeedRow.Asked, "feed_spike"), (row.State, row.ProblemList[0].Code));
        Assert.Equal(0, (await run.FeedsAsync()).Single(f => f.DueOn == Some.Day).RowsRejected);
        Assert.Equal(0, (await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [], true))).Value!.Taken);
        Assert.Equal(1, (await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [Feeding.Edit(row, isConfirmed: true)], true))).Value!.Taken);
        Assert.Equal((2, 0), (await run.FeedsAsync()).Where(f => f.DueOn == Some.Day).Select(f => (f.RowsTotal, f.RowsRejected)).Single());
        Assert.Contains(await run.FactsAsync<InventorySnapshotFact>(), s => s.OnHand == 900_000 && s.SnapOn == Some.Day);
    }

    [Fact]
    public async Task Sales_KeepTheirReceipts_AndADayWithoutThemIsCorrectedByTheNextFile()
    {
        await using var run = await Feeding.StartAsync(Database, Some.PosSale("R7", quantity: 2_000, amount: 300_00), Some.PosSale("R8", "D0002"));
        var receipt = await run.SubmitAsync(
            FeedKinds.Pos, Feeding.Row(2, "P0001", "3", amount: "450", receipt: "R7"), Feeding.Row(3, "P0002", "1", receipt: "R7"), Feeding.Row(4, "P0001", "5", receipt: "R8"), Feeding.Row(5, "P0001", "8"), Feeding.Row(6, "P0001", "8", amount: "1e3"));
        Assert.Equal((4, 1), (receipt.Taken, receipt.Waiting));
        await run.SubmitAsync(FeedKinds.Pos, Feeding.Row(2, "P0001", "9"));
        var sales = await run.FactsAsync<PosSaleFact>();
        Assert.Equal(5, sales.Count);
        Assert.Equal((3_000, 450_00), sales.Where(s => s.SaleId == "R7").Select(s => (s.Qty, s.Amount)).Single());
        Assert.Equal("D0002", sales.Single(s => s.SaleId == "R8").DealerId);
        Assert.Equal(9_000, sales.Single(s => s.SaleId == "D0001:20261015/:P0001").Qty);
        Assert.Equal(45_50, sales.Single(s => s.ProductId == "P0002").Amount);
    }

    [Fact]
    public async Task Refusals_SayWhatIsMissing()
    {
        await using var run = await Feeding.StartAsync(Database);
        Assert.Equal("feed_empty", (await run.SendAsync(new SubmitFeed(FeedKinds.Stock, "api", []))).Errors[0].Code);
        Assert.Equal("feed_nothing", (await run.SendAsync(new SubmitFeed(FeedKinds.Stock, "api", [], NothingOn: Some.Day))).Errors[0].Code);
        Assert.Equal("not_found", (await run.SendAsync(new SubmitFeed("forecast", "api", [Feeding.Row(1)]))).Errors[0].Code);
        Assert.Equal("forbidden", (await run.SendAsync(new SubmitFeed(FeedKinds.Stock, "api", [Feeding.Row(1)]), Some.DealerCaller("D0001", "DB"))).Errors[0].Code);
        Assert.Equal("forbidden", (await run.SendAsync(new RemindDealer("D0001", FeedKinds.Stock))).Errors[0].Code);
        Assert.True((await run.SendAsync(new SubmitFeed(FeedKinds.Pos, "manual", [], NothingOn: Some.Day))).Ok);
        Assert.Equal((0, Some.Day), (await run.FeedsAsync(kind: FeedKinds.Pos)).Select(f => (f.RowsTotal, f.SubmittedOn!.Value)).Single());
    }
}

public sealed class FeedIntakeOnSqliteTests(SqliteDatabase database) : FeedIntakeTests(database), IClassFixture<SqliteDatabase>;

public sealed class FeedIntakeOnPostgreSqlTests(PostgreSqlDatabase database) : FeedIntakeTests(database), IClassFixture<PostgreSqlDatabase>;
