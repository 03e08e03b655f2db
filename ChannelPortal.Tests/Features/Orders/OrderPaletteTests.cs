using System.Security.Claims;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>Quick find: orders of one's own scope only.</summary>
public abstract class OrderPaletteTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Find_Order_InsideTheScopeOnly()
    {
        await using var ordering = await Ordering.StartAsync(Database, add: s => s.AddLocalization());
        var order = (await ordering.PlaceAsync(Some.DealerCaller("D0001", "DB"))).Value!.OrderId;
        using var scope = ordering.Portal.Get<IServiceScopeFactory>().CreateScope();
        var palette = scope.ServiceProvider.GetRequiredService<IPaletteSource>();
        async Task<string[]> FindAsync(ClaimsPrincipal user, string text) =>
            [.. (await palette.FindAsync(user, text, 8, Cancellation)).Select(h => h.Href)];

        Assert.Equal(["orders/" + order], await FindAsync(User("DB", "D0001"), order.ToLowerInvariant()));
        Assert.Empty(await FindAsync(User("DB", "D0002"), order));
        Assert.Contains("orders/" + order, await FindAsync(User("SVC"), order));
        Assert.Empty(await FindAsync(User("LRN"), order));
        Assert.Empty(await FindAsync(new ClaimsPrincipal(new ClaimsIdentity()), order));
    }

    private static ClaimsPrincipal User(string role, string? dealer = null)
    {
        var identity = new ClaimsIdentity("test");
        identity.AddClaims([new Claim(ClaimTypes.NameIdentifier, "u"), new Claim(PortalClaims.Role, role)]);
        if (dealer is not null)
        {
            identity.AddClaim(new Claim(PortalClaims.Dealer, dealer));
        }

        return new ClaimsPrincipal(identity);
    }
}

public sealed class OrderPaletteOnSqliteTests(SqliteDatabase database) : OrderPaletteTests(database), IClassFixture<SqliteDatabase>;

public sealed class OrderPaletteOnPostgreSqlTests(PostgreSqlDatabase database) : OrderPaletteTests(database), IClassFixture<PostgreSqlDatabase>;
