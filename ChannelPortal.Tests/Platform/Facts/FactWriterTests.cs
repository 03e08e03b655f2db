using System.Globalization;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Platform.Facts;

/// <summary>Log, typed rows and rollups: once each, together, and equal to a rebuild.</summary>
public abstract class FactWriterTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task WriteAsync_SameSourceAndIdTwice_SecondIsDuplicateWithTheFirstSeq()
    {
        await using var run = await RunAsync();
        var e = Some.Event(Some.Order("O1"), "e1");
        var first = await run.Portal.Get<IFactWriter>().WriteAsync([e, e], Cancellation);
        var again = await run.Portal.Get<IFactWriter>().WriteAsync([e], Cancellation);
        Assert.Equal([FactVerdict.Accepted, FactVerdict.Duplicate], first.Select(r => r.Verdict));
        Assert.Equal(FactVerdict.Duplicate, again[0].Verdict);
        Assert.Equal(first[0].Seq, again[0].Seq);
        Assert.Equal(1, (await RollupAsync(run)).Sum(r => r.Rows));
    }

    [Fact]
    public async Task WriteAsync_Correction_MovesTheRollupAndKeepsWhatItReplaced()
    {
        await using var run = await RunAsync();
        await run.Portal.RecordAsync("a", Some.OrderLine("O1", netAmount: 100_00), Some.OrderLine("O1", 2, netAmount: 50_00));
        var correction = new FactInput(
            "/tests", "b", new OrderLineFact { OrderId = "O1", LineNo = 1, DealerId = "D0001", ProductId = "", Status = "cancelled" }, Some.Noon.AddMinutes(1),
            FactCatalog.Product.Of<OrderLineFact>().Named("order_id", "line_no", "status"));
        Assert.Equal(FactVerdict.Accepted, (await run.Portal.Get<IFactWriter>().WriteAsync([correction], Cancellation))[0].Verdict);

        await using var db = run.Database.Open();
        var days = await db.Set<OrderLineHour>().AsNoTracking().ToListAsync(Cancellation);
        Assert.Equal([("cancelled", 100_00L), ("open", 50_00L)], days.OrderBy(d => d.Status).Select(d => (d.Status, d.NetAmount)));
        var line = await db.Set<OrderLineFact>().AsNoTracking().SingleAsync(l => l.LineNo == 1, Cancellation);
        Assert.Equal("P0001", line.ProductId);
        var log = await db.Set<FactLogEntry>().AsNoTracking().OrderBy(l => l.Seq).LastAsync(Cancellation);
        Assert.Contains("\"status\":\"open\"", log.Replaced);
        Assert.Equal(log.Seq, line.FactSeq);
    }

    [Fact]
    public async Task WriteAsync_EventOlderThanTheRow_IsLoggedAndChangesNothing()
    {
        await using var run = await RunAsync();
        await run.Portal.RecordAsync("a", Some.Order("O1", status: "shipped"));
        var late = await run.Portal.Get<IFactWriter>().WriteAsync([Some.Event(Some.Order("O1", status: "confirmed"), "late", occurredAt: Some.Noon.AddHours(-1))], Cancellation);
        Assert.Equal(FactVerdict.Accepted, late[0].Verdict);
        await using var db = run.Database.Open();
        Assert.Equal("shipped", (await db.Set<OrderFact>().SingleAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task WriteAsync_BadRows_AreRefusedEachForItsReasonAndTheRestIsKept()
    {
        await using var run = await RunAsync();
        var receipts = await run.Portal.Get<IFactWriter>().WriteAsync(
            [
                Some.Event(Some.Order("O1", dealer: "D9999"), "unknown dealer"),
                Some.Event(Some.Order("O2"), "ahead", occurredAt: run.Portal.Time.GetUtcNow().AddHours(2)),
                Some.Event(Some.Order("O3", on: Some.Day.AddDays(30)), "future day"),
                Some.Event(Some.OrderLine("O4", product: "P9999"), "unknown product"),
                Some.Event(Some.Order("O5"), "good"),
            ],
            Cancellation);
        Assert.Equal(
            ["unknown_reference", "occurs_in_future", "date_in_future", "unknown_reference", null],
            receipts.Select(r => r.Errors.Count == 0 ? null : r.Errors[0].Code));
        await using var db = run.Database.Open();
        Assert.Equal("O5", (await db.Set<OrderFact>().SingleAsync(Cancellation)).OrderId);
    }

    [Fact]
    public async Task WriteAsync_RowMovedToAnotherDealer_IsRefused()
    {
        await using var run = await RunAsync();
        await run.Portal.RecordAsync("a", Some.Shipment("S1", "O1"));
        var receipts = await run.Portal.Get<IFactWriter>().WriteAsync([Some.Event(Some.Shipment("S1", "O1", dealer: "D0002"), "b", occurredAt: Some.Noon.AddMinutes(5))], Cancellation);
        Assert.Equal("owner_changed", Assert.Single(receipts[0].Errors).Code);
    }

    [Fact]
    public async Task WriteAsync_ManyCallersAtOnce_NumbersAreContiguousAndRollupsEqualARebuild()
    {
        await using var run = await RunAsync();
        var writer = run.Portal.Get<IFactWriter>();
        var random = new Random(7);
        var batches = Enumerable.Range(0, 40).Select(b => Enumerable.Range(0, 25).Select(i =>
        {
            // Ids overlap between callers, lines are corrected again and again: the worst that senders do.
            var line = random.Next(120);
            return new FactInput(
                "/tests/" + (b % 3).ToString(CultureInfo.InvariantCulture),
                line.ToString(CultureInfo.InvariantCulture) + "/" + random.Next(4).ToString(CultureInfo.InvariantCulture),
                Some.OrderLine(
                    "O" + (line / 5).ToString(CultureInfo.InvariantCulture), line % 5, dealer: line % 2 == 0 ? "D0001" : "D0002", product: line % 3 == 0 ? "P0001" : "P0002",
                    on: Some.Day.AddDays(-(line % 70)), netAmount: 100 + random.Next(10_000), status: (string[])["open", "shipped", "cancelled"] is var s ? s[random.Next(3)] : ""),
                Some.Noon.AddSeconds(random.Next(600)));
        }).ToList()).ToList();
        var receipts = await Task.WhenAll(batches.Select(b => writer.WriteAsync(b, Cancellation)));

        await using var db = run.Database.Open();
        var accepted = receipts.SelectMany(r => r).Count(r => r.Verdict == FactVerdict.Accepted);
        var seqs = await db.Set<FactLogEntry>().OrderBy(l => l.Seq).Select(l => l.Seq).ToListAsync(Cancellation);
        Assert.Equal(Enumerable.Range(1, seqs.Count).Select(i => (long)i), seqs);
        Assert.Equal(accepted, seqs.Count - Some.World().Length);
        Assert.True(accepted > 200, "the run must really write");
        Assert.Equal(0, (await run.Portal.Get<IRollupRebuilder>().RebuildAsync(verifyOnly: true, Cancellation)).Different);
    }

    [Fact]
    public async Task RebuildAsync_SpoiledRollup_IsFoundAndMended()
    {
        await using var run = await RunAsync();
        await run.Portal.RecordAsync("a", Some.OrderLine("O1"), Some.PosSale("S1"));
        await using (var db = run.Database.Open())
        {
            await db.Set<OrderLineMonth>().ExecuteUpdateAsync(m => m.SetProperty(x => x.NetAmount, 1), Cancellation);
        }

        var rebuilder = run.Portal.Get<IRollupRebuilder>();
        Assert.Equal(2, (await rebuilder.RebuildAsync(verifyOnly: true, Cancellation)).Different);
        await rebuilder.RebuildAsync(verifyOnly: false, Cancellation);
        Assert.Equal(0, (await rebuilder.RebuildAsync(verifyOnly: true, Cancellation)).Different);
    }

    [Fact]
    public async Task LoadAsync_Twice_AddsNothingTheSecondTime()
    {
        await using var run = await RunAsync();
        FactRow[] rows = [Some.Order("O1"), Some.OrderLine("O1"), Some.OrderLine("O1", 2), Some.PosSale("S1"), Some.Inventory(), Some.Target()];
        var loader = run.Portal.Get<IFactBulkLoader>();
        Assert.Equal(new FactLoad(6, 0), await loader.LoadAsync("/tests/load", rows, cancellationToken: Cancellation));
        Assert.Equal(new FactLoad(0, 6), await loader.LoadAsync("/tests/load", rows, cancellationToken: Cancellation));
        Assert.Equal(0, (await run.Portal.Get<IRollupRebuilder>().RebuildAsync(verifyOnly: true, Cancellation)).Different);
    }

    [Fact]
    public async Task Subscribe_AfterACommit_SeesItsChangesInOrder()
    {
        await using var run = await RunAsync();
        var seen = new TaskCompletionSource<FactCommit>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = run.Portal.Get<IFactStream>().Subscribe("test", (commit, _) =>
        {
            seen.TrySetResult(commit);
            return ValueTask.CompletedTask;
        });
        await run.Portal.RecordAsync("a", Some.Shipment("S1", "O1"), Some.Shipment("S2", "O1"));
        var got = await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal(["S1", "S2"], got.Changes.Select(c => ((ShipmentFact)c.Row).ShipmentId));
        Assert.Equal(run.Portal.Get<IFactStream>().Watermark, got.Watermark);
    }

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh);
        await portal.RecordAsync("world", Some.World());
        return new Run(fresh, portal);
    }

    private async Task<List<OrderDay>> RollupAsync(Run run)
    {
        await using var db = run.Database.Open();
        return await db.Set<OrderDay>().AsNoTracking().ToListAsync(Cancellation);
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class FactWriterOnSqliteTests(SqliteDatabase database) : FactWriterTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class FactWriterOnPostgreSqlTests(PostgreSqlDatabase database) : FactWriterTests(database), IClassFixture<PostgreSqlDatabase>;
