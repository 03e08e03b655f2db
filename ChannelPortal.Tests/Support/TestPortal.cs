using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChannelPortal.Tests.Support;

/// <summary>
/// The whole portal in this process over a test database, without demo world and without traffic. Pass a clock to hold the time.
/// Services with <see cref="WebApplicationFactory{T}.Services"/>, requests with the clients below.
/// </summary>
public sealed class TestPortal(TestDatabase database, TimeProvider? time = null, Action<IServiceCollection>? replace = null) : WebApplicationFactory<Program>
{
    public const string Password = "correct horse battery staple";

    private readonly string folder = Directory.CreateTempSubdirectory("channelportal-host-").FullName;

    /// <summary>Settings that differ from the defaults, set before the first use.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseEnvironment("Production");
        builder.UseSetting("ChannelPortal:DataDirectory", folder);
        builder.UseSetting("ChannelPortal:Demo:Enabled", "false");
        builder.UseSetting("ChannelPortal:QuietStartSeconds", "0");
        builder.UseSetting("Database:Provider", database.Provider.ToString());
        builder.UseSetting("ConnectionStrings:Portal", database.ConnectionString);
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(l => l.SetMinimumLevel(LogLevel.Critical));
        builder.UseDefaultServiceProvider(o => o.ValidateScopes = o.ValidateOnBuild = true);
        builder.ConfigureTestServices(services =>
        {
            if (time is not null)
            {
                services.AddSingleton(time);
            }

            replace?.Invoke(services);
        });
    }

    /// <summary>Writes rows as accepted events through the writer.</summary>
    public async Task RecordAsync(string prefix, params IEnumerable<FactRow> rows)
    {
        var receipts = await Services.GetRequiredService<IFactWriter>().WriteAsync(Some.Events(prefix, rows), CancellationToken.None);
        Assert.All(receipts, r => Assert.Empty(r.Errors));
    }

    public async Task CreateUserAsync(string email, string[] roles, string? dealer = null, string[]? regions = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var created = await scope.ServiceProvider.GetRequiredService<UserAccounts>().CreateAsync(
            new NewUser(email, email.Split('@')[0], Password, roles, dealer, regions), Caller.System("tests"), CancellationToken.None);
        Assert.Empty(created.Errors);
    }

    /// <summary>A new API key in the clear.</summary>
    public async Task<string> CreateApiKeyAsync(params string[] scopes)
    {
        var key = await Services.GetRequiredService<ApiKeyStore>().CreateAsync("tests", scopes, null, Caller.System("tests"), CancellationToken.None);
        return key.Value ?? throw new InvalidOperationException(key.Errors[0].Code);
    }

    public async Task<HttpClient> ApiClientAsync(params string[] scopes)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await CreateApiKeyAsync(scopes.Length == 0 ? ["events:write", "metrics:read"] : scopes));
        return client;
    }

    /// <summary>Keeps cookies, follows no redirect.</summary>
    public HttpClient Anonymous() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>A client that is signed in through the login form, as a browser would.</summary>
    public async Task<HttpClient> SignInAsync(string email, string password = Password)
    {
        var client = Anonymous();
        using var answer = await TrySignInAsync(client, email, password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    /// <summary>Fills in the login form and sends it; the answer is a redirect when it was right, the form again when not.</summary>
    public static async Task<HttpResponseMessage> TrySignInAsync(HttpClient client, string email, string password, string query = "")
    {
        ArgumentNullException.ThrowIfNull(client);
        var page = new Uri(LoginPath + query, UriKind.Relative);
        var form = await client.GetStringAsync(page);
        var fields = HiddenFields(form, "login");
        fields["Email"] = email;
        fields["Password"] = password;
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(page, content);
    }

    /// <summary>Hidden fields of the form of a name on a static page: handler and antiforgery token.</summary>
    public static Dictionary<string, string> HiddenFields(string page, string formName)
    {
        var form = Regex.Matches(page, "<form.*?</form>", RegexOptions.Singleline).Single(f => f.Value.Contains($"value=\"{formName}\"", StringComparison.Ordinal)).Value;
        return Regex.Matches(form, @"<input[^>]*type=""hidden""[^>]*>")
            .Select(m => (Name: Attribute(m.Value, "name"), Value: Attribute(m.Value, "value")))
            .Where(f => f.Name.Length > 0)
            .ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

        static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $@"\b{name}=""([^""]*)""").Groups[1].Value);
    }

    /// <summary>Creates a user of one role, with dealer D0001 for dealer roles, and signs in.</summary>
    public async Task<HttpClient> SignInAsRoleAsync(string role, string dealer = "D0001")
    {
        var email = $"{role.ToLowerInvariant()}-{dealer.ToLowerInvariant()}@test.local";
        await CreateUserAsync(email, [role], role is "DA" or "DB" or "DS" or "DF" ? dealer : null, role is "CHM" or "REC" or "INSP" ? ["33"] : null);
        return await SignInAsync(email);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string LoginPath => SecurityServices.LoginPath;
}
