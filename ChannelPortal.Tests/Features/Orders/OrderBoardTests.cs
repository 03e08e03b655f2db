using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>The board counts what the lists behind its figures show, and nobody sees a neighbour's orders on it.</summary>
public abstract class OrderBoardTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Read_EachMilestone_CountsSumsAndAges()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 2_000_00);
        var buyer = Some.DealerCaller("D0001", "DB");
        var confirmed = (await ordering.PlaceAsync(buyer)).Value!;
        var held = (await ordering.PlaceAsync(buyer)).Value!;
        var late = Some.Order("SO-202609-00007", "D0001");
        (late.Status, late.PromisedOn, late.ConfirmedAt) = ("confirmed", Some.Day.AddDays(-1), Some.Noon);
        await ordering.Portal.RecordAsync("late", late);
        ordering.Portal.Time.Advance(TimeSpan.FromHours(5));
        var columns = await ordering.Portal.Get<OrderBoardReader>().ReadAsync(DealerScope.All, Cancellation);
        Assert.Equal(["held", "confirmed", "picked", "shipped", "delivered"], columns.Select(c => c.Key));
        Assert.Equal((1, held.NetAmount, OrderAge.Watch), (columns[0].Count, columns[0].NetAmount, Assert.Single(columns[0].Cards).Age));
        Assert.Equal("over_limit", columns[0].Cards[0].HoldReason);
        Assert.Equal([(late.OrderId, OrderAge.Overdue), (confirmed.OrderId, OrderAge.Fresh)], columns[1].Cards.Select(c => (c.OrderId, c.Age)));
        var list = await ordering.Portal.Get<IOrderReader>().FindAsync(new OrderFilter(Status: "held"), DealerScope.All, 0, 50, Cancellation);
        Assert.Equal((list.Count, list.NetAmount), (columns[0].Count, columns[0].NetAmount));
        Assert.All(await ordering.Portal.Get<OrderBoardReader>().ReadAsync(DealerScope.Of("D0002"), Cancellation), c => Assert.Equal(0, c.Count));
    }
}

public sealed class OrderBoardOnSqliteTests(SqliteDatabase database) : OrderBoardTests(database), IClassFixture<SqliteDatabase>;

public sealed class OrderBoardOnPostgreSqlTests(PostgreSqlDatabase database) : OrderBoardTests(database), IClassFixture<PostgreSqlDatabase>;
