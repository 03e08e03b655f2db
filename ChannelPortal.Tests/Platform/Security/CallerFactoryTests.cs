using System.Security.Claims;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Platform.Security;

/// <summary>Who sees whose rows.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class CallerFactoryTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private static readonly Caller s_commandLine = Caller.System("command line");

    [Fact]
    public async Task CreateAsync_EachKindOfRole_GetsItsScope()
    {
        await using var fresh = await Database.FreshAsync();
        await using var portal = await PortalServices.StartAsync(fresh);
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync(
            "far", Some.Region("44", "CN", "CN/44/", "province", "广东省", "Guangdong"), Some.Dealer("D0003", "44"));
        var callers = portal.Get<CallerFactory>();

        Assert.True((await OfAsync("EXEC")).Scope.IsAll);
        Assert.Equal(["D0001"], (await OfAsync("DA", dealer: "D0001")).Scope.DealerIds);
        Assert.Equal(["D0001", "D0002"], (await OfAsync("CHM", regions: "CN-E")).Scope.DealerIds.Order(StringComparer.Ordinal));
        Assert.Equal(["D0003"], (await OfAsync("CHM", regions: "44")).Scope.DealerIds);
        Assert.Empty((await OfAsync("CHM")).Scope.DealerIds);
        Assert.Same(DealerScope.None, (await callers.CreateAsync(new ClaimsPrincipal(new ClaimsIdentity()), Cancellation)).Scope);

        // A dealer that joins the region enters its manager's scope without a new sign-in.
        await portal.RecordAsync("new", Some.Dealer("D0004", "44"));
        for (var i = 0; i < 200 && (await OfAsync("CHM", regions: "44")).Scope.DealerIds.Count < 2; i++)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.Equal(["D0003", "D0004"], (await OfAsync("CHM", regions: "44")).Scope.DealerIds.Order(StringComparer.Ordinal));

        async Task<Caller> OfAsync(string role, string? dealer = null, string regions = "")
        {
            var identity = new ClaimsIdentity("test");
            identity.AddClaims([new Claim(ClaimTypes.NameIdentifier, "u"), new Claim(PortalClaims.Role, role), new Claim(PortalClaims.Regions, regions)]);
            if (dealer is not null)
            {
                identity.AddClaim(new Claim(PortalClaims.Dealer, dealer));
            }

            return await callers.CreateAsync(new ClaimsPrincipal(identity), Cancellation);
        }
    }

    [Fact]
    public async Task CreateAsync_ApiKey_IsStoredHashedAndWorksUntilRevoked()
    {
        await using var fresh = await Database.FreshAsync();
        await using var portal = await PortalServices.StartAsync(fresh);
        var store = portal.Get<ApiKeyStore>();
        var key = (await store.CreateAsync("erp", ["events:write"], null, s_commandLine, Cancellation)).Value!;
        var found = await store.FindAsync(key, Cancellation);
        Assert.NotNull(found);
        Assert.Equal(["apikey.created"], await ActionsAsync());
        Assert.DoesNotContain(key, found.Hash, StringComparison.Ordinal);
        Assert.Null(await store.FindAsync(key + "x", Cancellation));
        Assert.True(await store.RevokeAsync(found.Id, s_commandLine, Cancellation));
        Assert.False(await store.RevokeAsync(found.Id, s_commandLine, Cancellation));
        Assert.Null(await store.FindAsync(key, Cancellation));
        Assert.Equal(["apikey.created", "apikey.revoked"], await ActionsAsync());
        Assert.Equal("unknown_scope", Assert.Single((await store.CreateAsync("erp", ["root"], null, s_commandLine, Cancellation)).Errors).Code);

        async Task<List<string>> ActionsAsync()
        {
            await using var db = portal.Get<IAppDbFactory>().Create(DealerScope.All);
            return await db.Set<AuditEntry>().Where(e => e.EntityId == found.Id.ToString()).OrderBy(e => e.Seq).Select(e => e.Action).ToListAsync(Cancellation);
        }
    }
}

public sealed class PermissionsTests
{
    [Fact]
    public void Product_File_HasEveryRoleOfTheSpecification() =>
        Assert.Equal(["EXEC", "CHM", "FIN", "RISK", "MKT", "LRN", "SVC", "REC", "INSP", "DA", "DB", "DS", "DF", "ADM", "PUB"], Permissions.Product.Roles);

    [Theory]
    [InlineData("permission,EXEC\norders.place,maybe")]
    [InlineData("permission,EXEC\norders.place,allow,deny")]
    [InlineData("permission,EXEC\norders.place,allow\norders.place,deny")]
    public void Parse_BadFile_Throws(string csv) => Assert.Throws<InvalidDataException>(() => Permissions.Parse(csv));

    [Fact]
    public void Allows_UnknownPermission_IsDeniedToEverybodyIncludingTheSystem() =>
        Assert.False(Permissions.Product.Allows(new HashSet<string>(StringComparer.Ordinal) { "SYSTEM", "ADM" }, "no.such"));

    [Fact]
    public void Allows_Anonymous_HoldsNothing() =>
        Assert.DoesNotContain(Permissions.Product.All, p => Permissions.Product.Allows(CallerFactory.Anonymous.Roles, p));
}
