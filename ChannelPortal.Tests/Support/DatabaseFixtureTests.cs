using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Support;

/// <summary>The fixtures themselves: migrated, separate, and scoped.</summary>
public abstract class DatabaseFixtureTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Open_NewDatabase_IsMigratedAndEmpty()
    {
        await using var fresh = await Database.FreshAsync();
        await using var db = fresh.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancellation));
        Assert.Equal(0, await db.Set<OrderFact>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task InsertAsync_IntoOneDatabase_IsNotSeenInAnother()
    {
        await using var other = await Database.FreshAsync();
        await Database.InsertAsync(Some.Order("FIXTURE-1"));
        await using var db = other.Open();
        Assert.Equal(0, await db.Set<OrderFact>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Create_WithAnotherDealersScope_HidesTheRow()
    {
        await Database.InsertAsync(Some.Order("FIXTURE-2", dealer: "D0009"));
        await using var own = Database.Factory.Create(DealerScope.Of("D0009"));
        await using var foreign = Database.Factory.Create(DealerScope.Of("D0001"));
        Assert.Equal(1, await own.Set<OrderFact>().CountAsync(o => o.OrderId == "FIXTURE-2", Cancellation));
        Assert.Equal(0, await foreign.Set<OrderFact>().CountAsync(o => o.OrderId == "FIXTURE-2", Cancellation));
    }
}

public sealed class DatabaseFixtureOnSqliteTests(SqliteDatabase database) : DatabaseFixtureTests(database), IClassFixture<SqliteDatabase>;

public sealed class DatabaseFixtureOnPostgreSqlTests(PostgreSqlDatabase database) : DatabaseFixtureTests(database), IClassFixture<PostgreSqlDatabase>;
