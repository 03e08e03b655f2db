using System.Net;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Features.Identity;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Platform.Security;

/// <summary>Ten windows a user, counted in one step.</summary>
public sealed class SessionRegistryTests
{
    private static readonly Guid s_user = new("00000000-0000-0000-0000-000000000001");
    private readonly SessionRegistry registry = new(new FakeTimeProvider(Some.Noon));

    [Fact]
    public async Task Open_TheEleventhWindow_IsOverTheLimitUntilAnotherCloses()
    {
        var circuits = new List<SessionCircuit>();
        for (var i = 0; i < SessionRegistry.MaxPerUser + 1; i++)
        {
            circuits.Add(await OpenAsync(s_user));
        }

        Assert.All(circuits.Take(SessionRegistry.MaxPerUser), c => Assert.False(c.IsOverLimit));
        Assert.True(circuits[^1].IsOverLimit);
        Assert.Equal(SessionRegistry.MaxPerUser, registry.CountOf(s_user.ToString()));
        Assert.False((await OpenAsync(Guid.Empty)).IsOverLimit);
        await circuits[0].OnCircuitClosedAsync(null!, CancellationToken.None);
        Assert.False((await OpenAsync(s_user)).IsOverLimit);
    }

    [Fact]
    public async Task Open_FortyAtOnce_TenAreWithin()
    {
        var circuits = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => OpenAsync(s_user))));
        Assert.Equal(SessionRegistry.MaxPerUser, circuits.Count(c => !c.IsOverLimit));
    }

    [Fact]
    public async Task Close_EndsEveryWindowOfTheUserAlsoTheOneTooMany()
    {
        var mine = new List<SessionCircuit>();
        for (var i = 0; i < SessionRegistry.MaxPerUser + 1; i++)
        {
            mine.Add(await OpenAsync(s_user));
        }

        var other = await OpenAsync(Guid.Empty);
        Assert.Equal(11, registry.Close(s_user.ToString()));
        Assert.All(mine, c => Assert.True(c.HasEnded));
        Assert.False(other.HasEnded);
        Assert.True(registry.HasEndedSince(s_user.ToString(), Some.Noon.AddMinutes(-1)));
        Assert.False(registry.HasEndedSince(s_user.ToString(), Some.Noon.AddMinutes(1)));
    }

    private async Task<SessionCircuit> OpenAsync(Guid user)
    {
        var circuit = new SessionCircuit(registry, new FixedAuthentication(user));
        await circuit.OnCircuitOpenedAsync(null!, CancellationToken.None);
        return circuit;
    }
}

/// <summary>Cookies, headers, foreign origins and ended sessions, through the whole pipeline.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class SessionTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private static readonly Uri s_manage = new("/account/manage", UriKind.Relative);

    [Fact]
    public async Task Cookie_OfTheSession_IsHiddenFromScriptsAndOtherSites()
    {
        await using var portal = await PortalAsync("cookie@test.local");
        using var client = portal.Anonymous();
        using var answer = await TestPortal.TrySignInAsync(client, "cookie@test.local", TestPortal.Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("cp=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);

        using var secure = portal.CreateClient(new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false });
        using var overTls = await TestPortal.TrySignInAsync(secure, "cookie@test.local", TestPortal.Password);
        Assert.Contains("secure", Assert.Single(overTls.Headers.GetValues("Set-Cookie"), c => c.StartsWith("cp=", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/health/live")]
    [InlineData("/css/app.css")]
    [InlineData("/no-such-page")]
    [InlineData("/docs/api/")]
    public async Task Headers_StandOnEveryAnswer(string path)
    {
        await using var portal = new TestPortal(Database);
        using var answer = await portal.Anonymous().GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("SAMEORIGIN", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("strict-origin-when-cross-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        var scripts = policy.Split(';').Single(d => d.TrimStart().StartsWith("script-src", StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);
        Assert.Equal(path == "/docs/api/", scripts.Contains("nonce-", StringComparison.Ordinal));
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/hubs/live/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/account/logout")]
    public async Task Post_FromAForeignOrigin_IsRefused(string path)
    {
        await using var portal = await PortalAsync("origin@test.local");
        using var client = await portal.SignInAsync("origin@test.local");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("https://evil.example", null));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(null, "cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("null", null));
        Assert.NotEqual(HttpStatusCode.Forbidden, await StatusAsync("http://localhost", null));
        Assert.NotEqual(HttpStatusCode.Forbidden, await StatusAsync(null, "same-origin"));

        async Task<HttpStatusCode> StatusAsync(string? origin, string? site)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            if (site is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", site);
            }

            using var answer = await client.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/live")]
    public async Task Handshake_FromAForeignOrigin_IsRefused(string path)
    {
        await using var portal = new TestPortal(Database);
        var sockets = portal.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = r => r.Headers.Origin = "https://evil.example";
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => sockets.ConnectAsync(new Uri(portal.Server.BaseAddress, path), Cancellation));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disable_OpenWindowsCloseAndTheCookieIsRefusedAtOnce()
    {
        await using var portal = await PortalAsync("gone@test.local");
        using var client = await portal.SignInAsync("gone@test.local");
        using (var open = await client.GetAsync(s_manage, Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        }

        await using var scope = portal.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<PortalUser>>();
        var circuit = new SessionCircuit(portal.Services.GetRequiredService<SessionRegistry>(), new FixedAuthentication((await users.FindByEmailAsync("gone@test.local"))!.Id));
        await circuit.OnCircuitOpenedAsync(null!, Cancellation);
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserAccounts>().SetDisabledAsync("gone@test.local", true, Caller.System("tests"), Cancellation)).Ok);
        await portal.Services.GetRequiredService<OutboxPump>().DeliverAsync(Cancellation);
        for (var i = 0; i < 500 && !circuit.HasEnded; i++)
        {
            // The host's own pump may hold the message.
            await Task.Delay(10, Cancellation);
        }

        Assert.True(circuit.HasEnded);
        using var refused = await client.GetAsync(s_manage, Cancellation);
        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        Assert.Contains("/account/login", refused.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var again = await TestPortal.TrySignInAsync(portal.Anonymous(), "gone@test.local", TestPortal.Password);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    /// <summary>The same cookie goes on, and from the first page after the change it stands for the new regions.</summary>
    [Fact]
    public async Task Scope_ChangedRegions_CountWithoutANewSignIn()
    {
        await using var fresh = await Database.FreshAsync();
        await using var portal = new TestPortal(fresh);
        await portal.RecordAsync("world", [.. Some.World(), Some.Region("44", "CN", "CN/44/", "province", "44", "44"), Some.Dealer("D0003", "44"), Some.Order("SO-EAST"), Some.Order("SO-SOUTH", "D0003")]);
        await portal.CreateUserAsync("chm@test.local", ["CHM"], regions: ["33"]);
        using var client = await portal.SignInAsync("chm@test.local");
        Assert.Equal((true, false), await SeesAsync());
        await using (var db = fresh.Open())
        {
            var user = await db.Set<PortalUser>().SingleAsync(u => u.Email == "chm@test.local", Cancellation);
            var admin = new Caller("admin", "admin", new HashSet<string>(StringComparer.Ordinal) { "ADM" }, DealerScope.All);
            var changed = await portal.Services.GetRequiredService<ICommandDispatcher>().SendAsync(new ChannelPortal.Features.Identity.Commands.ChangeUser(user.Id, user.DisplayName, ["CHM"], null, ["44"], null), admin, "c1", Cancellation);
            Assert.Empty(changed.Errors);

            // The pump of the host may be slower than this test.
            portal.Services.GetRequiredService<SessionRegistry>().Renew(user.Id.ToString());
        }

        Assert.Equal((false, true), await SeesAsync());
        Assert.Equal((false, true), await SeesAsync());

        async Task<(bool East, bool South)> SeesAsync()
        {
            var page = await client.GetStringAsync(new Uri("/orders", UriKind.Relative), Cancellation);
            return (page.Contains("SO-EAST", StringComparison.Ordinal), page.Contains("SO-SOUTH", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Ready_NamesEachCheckAndNothingElse()
    {
        await using var portal = new TestPortal(Database) { Settings = { ["Reports:BrowserPath"] = "/nowhere/chromium" } };
        using var answer = await portal.Anonymous().GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        using var json = System.Text.Json.JsonDocument.Parse(body);
        Assert.Equal("Degraded", json.RootElement.GetProperty("status").GetString());
        var checks = json.RootElement.GetProperty("checks").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetProperty("status").GetString(), StringComparer.Ordinal);
        Assert.Equal(["database", "demo-world", "disk", "key-ring", "pdf-browser", "running"], checks.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Degraded", checks["pdf-browser"]);
        Assert.DoesNotContain("nowhere", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_Description_NamesKeyScopesProblemsAndExamples()
    {
        await using var portal = new TestPortal(Database);
        using var json = System.Text.Json.JsonDocument.Parse(await portal.Anonymous().GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation));
        Assert.Equal("bearer", json.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("apiKey").GetProperty("scheme").GetString());
        var post = json.RootElement.GetProperty("paths").GetProperty("/api/v1/events").GetProperty("post");
        Assert.Contains("events:write", post.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, post.GetProperty("security").GetArrayLength());
        foreach (var body in post.GetProperty("requestBody").GetProperty("content").EnumerateObject())
        {
            Assert.True(body.Value.TryGetProperty("example", out _), $"{body.Name} has no example.");
        }

        Assert.Equal("scope_missing", post.GetProperty("responses").GetProperty("403").GetProperty("content").GetProperty("application/problem+json").GetProperty("example").GetProperty("code").GetString());
        var metric = json.RootElement.GetProperty("paths").GetProperty("/api/v1/metrics/{id}").GetProperty("get");
        Assert.Contains("metrics:read", metric.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    private async Task<TestPortal> PortalAsync(string email)
    {
        var portal = new TestPortal(Database);
        await using var scope = portal.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserAccounts>();
        if (!(await accounts.CreateAsync(new NewUser(email, "测试", TestPortal.Password, ["FIN"]), Caller.System("tests"), Cancellation)).Ok)
        {
            // The class shares its database: an earlier case made it and may have locked it.
            Assert.True((await accounts.ResetPasswordAsync(email, TestPortal.Password, Caller.System("tests"), Cancellation)).Ok);
        }

        return portal;
    }
}
