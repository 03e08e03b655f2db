using System.Net;
using System.Text.RegularExpressions;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Identity;

/// <summary>The login form over HTTP: who gets in, where he lands, and what the others learn.</summary>
public sealed class SignInTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Theory]
    [InlineData("EXEC", "/board")]
    [InlineData("CHM", "/board")]
    [InlineData("ADM", "/board")]
    [InlineData("SVC", "/board")]
    [InlineData("DA", "/workbench")]
    [InlineData("DF", "/workbench")]
    [InlineData("LRN", "/boards")]
    public async Task SignIn_OfARole_LandsOnTheFirstPageItMayOpen(string role, string page)
    {
        await using var portal = new TestPortal(Database);
        await portal.RecordAsync("world", Some.World());
        using var client = await portal.SignInAsRoleAsync(role);
        using var home = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Found, home.StatusCode);
        Assert.Equal(page, PathOf(home));
        using var landed = await client.GetAsync(new Uri(page, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, landed.StatusCode);
    }

    [Fact]
    public async Task SignIn_UnknownUserAndWrongPassword_GetTheSameAnswer()
    {
        await using var portal = new TestPortal(Database);
        await portal.CreateUserAsync("known@test.local", ["EXEC"]);
        using var client = portal.Anonymous();
        using var wrong = await TestPortal.TrySignInAsync(client, "known@test.local", "not the password at all");
        using var unknown = await TestPortal.TrySignInAsync(client, "nobody@test.local", "not the password at all");
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        var said = await MessageAsync(wrong);
        Assert.NotEmpty(said);
        Assert.Equal(said, await MessageAsync(unknown));
    }

    [Theory]
    [InlineData("locked@test.local")]
    [InlineData("nobody-at-all@test.local")]
    public async Task SignIn_FiveWrongPasswords_LocksKnownAndUnknownAlike(string email)
    {
        await using var portal = new TestPortal(Database);
        if (email.StartsWith("locked", StringComparison.Ordinal))
        {
            await portal.CreateUserAsync(email, ["EXEC"]);
        }

        using var client = portal.Anonymous();
        var said = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            using var answer = await TestPortal.TrySignInAsync(client, email, "not the password at all");
            said.Add(await MessageAsync(answer));
        }

        Assert.Single(said.Take(4).Distinct());
        Assert.NotEqual(said[3], said[4]);
        Assert.Equal(said[4], said[5]);
    }

    [Fact]
    public async Task SignIn_WhileLocked_RefusesTheRightPasswordAndTakesItAfterwards()
    {
        await using var portal = new TestPortal(Database);
        await portal.CreateUserAsync("patient@test.local", ["EXEC"]);
        using var client = portal.Anonymous();
        for (var i = 0; i < 5; i++)
        {
            (await TestPortal.TrySignInAsync(client, "patient@test.local", "not the password at all")).Dispose();
        }

        using var locked = await TestPortal.TrySignInAsync(client, "patient@test.local", TestPortal.Password);
        Assert.Equal(HttpStatusCode.OK, locked.StatusCode);
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<PortalUser>>();
            var user = (await users.FindByEmailAsync("patient@test.local"))!;
            Assert.InRange(user.LockoutEnd!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(15));
            await users.SetLockoutEndDateAsync(user, TimeProvider.System.GetUtcNow().AddSeconds(-1));
        }

        using var free = await TestPortal.TrySignInAsync(client, "patient@test.local", TestPortal.Password);
        Assert.Equal(HttpStatusCode.Found, free.StatusCode);
    }

    [Fact]
    public async Task SignIn_DisabledUser_LearnsItOnlyWithTheRightPassword()
    {
        await using var portal = new TestPortal(Database);
        await portal.CreateUserAsync("gone@test.local", ["EXEC"]);
        using var before = await portal.SignInAsync("gone@test.local");
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserAccounts>().SetDisabledAsync("gone@test.local", true, Caller.System("tests"), Cancellation)).Ok);
        }

        using var client = portal.Anonymous();
        using var wrong = await TestPortal.TrySignInAsync(client, "gone@test.local", "not the password at all");
        using var nobody = await TestPortal.TrySignInAsync(client, "never@test.local", "not the password at all");
        using var right = await TestPortal.TrySignInAsync(client, "gone@test.local", TestPortal.Password);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(await MessageAsync(nobody), await MessageAsync(wrong));
        Assert.NotEqual(await MessageAsync(wrong), await MessageAsync(right));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_ForeignReturnAddress_LeadsHome(string address)
    {
        await using var portal = new TestPortal(Database);
        var email = $"returning{address.Length}@test.local";
        await portal.CreateUserAsync(email, ["EXEC"]);
        using var client = portal.Anonymous();
        using var answer = await TestPortal.TrySignInAsync(client, email, TestPortal.Password, "?ReturnUrl=" + Uri.EscapeDataString(address));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", PathOf(answer));
    }

    private static string PathOf(HttpResponseMessage answer)
    {
        var address = new Uri(new Uri("http://localhost"), answer.Headers.Location!);
        Assert.Equal("localhost", address.Host);
        return address.AbsolutePath;
    }

    private static async Task<string> MessageAsync(HttpResponseMessage answer) =>
        Regex.Match(await answer.Content.ReadAsStringAsync(Cancellation), @"id=""login-error"".*?<span[^>]*>(?<message>[^<]+)<", RegexOptions.Singleline | RegexOptions.ExplicitCapture).Groups["message"].Value;
}
