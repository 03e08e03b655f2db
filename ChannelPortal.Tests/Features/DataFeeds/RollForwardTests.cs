using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.DataFeeds;

/// <summary>Opening + receipts − sales − returns against what was counted.</summary>
public abstract class RollForwardTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Count_IsComparedWithWhatCameAndWent_AndADifferenceIsExplainedOrCorrected()
    {
        await using var run = await StartAsync();

        // 100 + 30 (of 40, of which a quarter is still on its way) − 12 − 5 = 113.
        var receipt = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "P0001", "110"), Feeding.Row(3, "P0002", "20"));
        Assert.Equal(1, receipt.Differences);
        var view = (await run.Portal.Get<GetSubmission>().RunAsync(receipt.SubmissionId, Feeding.Dealer.Scope, Cancellation))!;
        var difference = Assert.Single(view.Differences);
        Assert.Equal(new RollForward("P0001", Some.Day.AddDays(-5), Some.Day, 100_000, 30_000, 12_000, 5_000, 110_000), difference.Difference.Figures);
        Assert.Equal((113_000, -3_000), (difference.Difference.Figures.Expected, difference.Difference.Figures.Difference));
        Assert.Equal([("receipt", "SO-1", 30_000L), ("return", "RM-1", 5_000L)], difference.Documents.Select(d => (d.Kind, d.Number, d.Quantity)));
        Assert.Equal((1, 113_000, 110_000), (view.Submission.Compared, view.Submission.Expected, view.Submission.Reported));

        Assert.Equal("feed_cause", (await ExplainAsync("weather")).Errors[0].Code);
        Assert.Equal("feed_reason", (await ExplainAsync(FeedDifference.Other)).Errors[0].Code);
        Assert.Equal("not_found", (await run.SendAsync(new ExplainDifference(receipt.SubmissionId, "P0001", Some.Day, "loss", null), Feeding.Stranger)).Errors[0].Code);
        Assert.Equal("feed_number", (await CorrectAsync("-1")).Errors[0].Code);
        Assert.False((await CorrectAsync("119")).Value);
        Assert.True((await ExplainAsync("loss")).Ok);
        Assert.True((await CorrectAsync("112")).Value);
        Assert.Equal(112_000, (await run.FactsAsync<InventorySnapshotFact>()).Single(s => s.ProductId == "P0001" && s.SnapOn == Some.Day).OnHand);
        Assert.Equal(112_000, (await run.SubmissionAsync(receipt.SubmissionId)).Reported);

        Task<ChannelPortal.Platform.Kernel.Result<bool>> ExplainAsync(string cause) => run.SendAsync(new ExplainDifference(receipt.SubmissionId, "P0001", Some.Day, cause, null));
        Task<ChannelPortal.Platform.Kernel.Result<bool>> CorrectAsync(string quantity) => run.SendAsync(new CorrectCount(receipt.SubmissionId, "P0001", Some.Day, quantity));
    }

    [Fact]
    public async Task CountingAgain_AnswersWhatWasOpen()
    {
        await using var run = await StartAsync();
        var wrong = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "P0001", "50"));
        Assert.Equal(1, wrong.Differences);
        Assert.Equal(0, (await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, "P0001", "113"))).Differences);
        var view = await run.Portal.Get<GetSubmission>().RunAsync(wrong.SubmissionId, Feeding.Dealer.Scope, Cancellation);
        Assert.Equal(FeedDifference.Corrected, Assert.Single(view!.Differences).Difference.State);
    }

    [Theory]
    [InlineData(100_000, 102_000, true)]
    [InlineData(100_000, 102_001, false)]
    [InlineData(100_000, 98_000, true)]
    [InlineData(10_000, 11_000, true)]
    [InlineData(10_000, 11_001, false)]
    [InlineData(0, 1_000, true)]
    [InlineData(-5_000, 0, false)]
    public void Fits_WithinTwoPercentOrOneUnit(long expected, long reported, bool fits) =>
        Assert.Equal(fits, new RollForward("P", Some.Day, Some.Day, expected, 0, 0, 0, reported).Fits(200));

    private Task<Feeding> StartAsync()
    {
        var line = Some.OrderLine("SO-1", on: Some.Day.AddDays(-8), quantity: 40_000, status: "shipped");
        line.ShippedQty = 40_000;
        ShipmentFact Shipment(string id, long quantity, DateOnly? delivered)
        {
            var shipment = Some.Shipment(id, "SO-1", on: Some.Day.AddDays(-6), status: delivered is null ? "in_transit" : "delivered");
            (shipment.Qty, shipment.DeliveredOn) = (quantity, delivered);
            return shipment;
        }

        return Feeding.StartAsync(
            Database, Some.Inventory(on: Some.Day.AddDays(-5), onHand: 100_000), Some.Order("SO-1", on: Some.Day.AddDays(-8), status: "shipped"), line, Shipment("SH-1", 30_000, Some.Day.AddDays(-2)), Shipment("SH-2", 10_000, null),
            Some.PosSale("T0", on: Some.Day.AddDays(-5), quantity: 7_000), Some.PosSale("T1", on: Some.Day.AddDays(-4), quantity: 8_000), Some.PosSale("T2", quantity: 4_000), Some.PosSale("T3", "D0002", quantity: 9_000),
            new ReturnFact { RmaId = "RM-1", LineNo = 1, DealerId = "D0001", ProductId = "P0001", RequestedOn = Some.Day.AddDays(-4), ReceivedOn = Some.Day.AddDays(-1), Qty = 5_000, Status = "received", OccurredAt = Some.Noon },
            new ReturnFact { RmaId = "RM-2", LineNo = 1, DealerId = "D0001", ProductId = "P0001", RequestedOn = Some.Day.AddDays(-4), Qty = 6_000, Status = "approved", OccurredAt = Some.Noon });
    }
}

public sealed class RollForwardOnSqliteTests(SqliteDatabase database) : RollForwardTests(database), IClassFixture<SqliteDatabase>;

public sealed class RollForwardOnPostgreSqlTests(PostgreSqlDatabase database) : RollForwardTests(database), IClassFixture<PostgreSqlDatabase>;
