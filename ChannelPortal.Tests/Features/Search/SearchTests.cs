using System.Globalization;
using System.Security.Claims;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Search;
using ChannelPortal.Features.Search.Queries;
using ChannelPortal.Features.Views;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Search;

/// <summary>What the palette finds, for whom, and in which order.</summary>
public abstract class SearchTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task FindAsync_NamesInitialsAndNumbers_InsideTheScopeOnly()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        await using var portal = await PortalServices.StartAsync(Database, s => s.AddLocalization().AddMetricCatalog().AddSearch().AddViews());
        await portal.RecordAsync(
            "search",
            [.. Some.World(), Some.Order("SO-1", "D0001"), Some.Order("SO-2", "D0002"), Some.Shipment("SH-1", "SO-1", "D0001"), Some.Shipment("SH-2", "SO-2", "D0002"), Return("RM-1", "D0001"), Return("RM-2", "D0002")]);
        await using var scope = portal.Scope();
        var sources = scope.ServiceProvider.GetServices<IPaletteSource>().ToList();
        async Task<List<string>> FindAsync(ClaimsPrincipal user, string text)
        {
            var hits = await Task.WhenAll(sources.Select(s => s.FindAsync(user, text, 8, Cancellation)));
            return [.. hits.SelectMany(h => h).Select(h => h.Href)];
        }

        // Chinese name, initials, English, id: dealers of the scope, products for everybody.
        Assert.Contains("orders?dealer=D0001", await FindAsync(User("EXEC"), "宏远"));
        Assert.Contains("orders?dealer=D0002", await FindAsync(User("EXEC"), "nbhj"));
        Assert.Contains("orders?dealer=D0001", await FindAsync(User("EXEC"), "hongyuan"));
        Assert.Equal("orders?dealer=D0001", (await FindAsync(User("EXEC"), "d0001"))[0]);
        Assert.Contains("inventory?product=P0001", await FindAsync(User("DB", "D0001"), "qlxc"));
        Assert.Contains("prices?q=P0001", await FindAsync(User("MKT"), "p0001"));
        Assert.DoesNotContain(await FindAsync(User("DB", "D0001"), "D0001"), h => h.StartsWith("orders?dealer", StringComparison.Ordinal));

        // Documents of the own dealer only.
        Assert.Equal(["shipments/SH-1"], await FindAsync(User("DB", "D0001"), "sh-1"));
        Assert.Equal(["shipments/SH-2"], await FindAsync(User("SVC"), "dbsh-2"));
        Assert.Empty(await FindAsync(User("DB", "D0001"), "SH-2"));
        Assert.Equal(["returns/RM-2"], await FindAsync(User("DA", "D0002"), "rm-2"));
        Assert.Empty(await FindAsync(User("DB", "D0001"), "rm-2"));

        // Metrics by initials; costs are not for dealers.
        Assert.Contains("metrics/SAL-01", await FindAsync(User("EXEC"), "jhjxse"));
        Assert.Contains("metrics/PRC-03", await FindAsync(User("EXEC"), "PRC-03"));
        Assert.Empty(await FindAsync(User("DA", "D0001"), "PRC-03"));
        Assert.Empty(await FindAsync(new ClaimsPrincipal(new ClaimsIdentity()), "sal-01"));
    }

    [Fact]
    public void Rank_ExactBeforeBeginningBeforeMiddle_ThenInitials()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        IndexedName[] names = [new("D10", "乙", "Bd1", "y"), new("D1", "甲", "A", "j"), new("X", "丁一", "C", "d1")];
        Assert.Equal(["D1", "D10", "X"], NameIndex.Find(names, "d1", 8).Select(n => n.Id));
        Assert.Equal(["A"], NameIndex.Find(names, "D1", 1).Select(n => n.Shown));
    }

    private static ReturnFact Return(string id, string dealer) =>
        new() { RmaId = id, LineNo = 1, DealerId = dealer, ProductId = "P0001", RequestedOn = Some.Day, Qty = 1_000, Amount = 10_00, OccurredAt = Some.Noon };

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

public sealed class SearchOnSqliteTests(SqliteDatabase database) : SearchTests(database), IClassFixture<SqliteDatabase>;

public sealed class SearchOnPostgreSqlTests(PostgreSqlDatabase database) : SearchTests(database), IClassFixture<PostgreSqlDatabase>;
