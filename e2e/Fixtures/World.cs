using System.Collections.Concurrent;
using System.Diagnostics;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

[assembly: Xunit.AssemblyFixture(typeof(World))]

// One small machine serves portal, database and browser; specs with a time limit must not run beside others.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace ChannelPortal.EndToEnd.Fixtures;

/// <summary>One published portal with a small demo world and one Chromium for all specs; one saved login per account.</summary>
public sealed class World : Xunit.IAsyncLifetime
{
    public const string Password = "e2e-password-4711";

    /// <summary>Pages that operate the portal itself.</summary>
    public static readonly string[] OperationPages = ["/imports", "/jobs", "/quarantine", "/users", "/api-keys", "/notifications/endpoints", "/audit"];

    /// <summary>Settings of a demo world that is there within seconds.</summary>
    internal static readonly IReadOnlyDictionary<string, string> SmallDemo = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ChannelPortal__Demo__Enabled"] = "true",
        ["ChannelPortal__Demo__Password"] = Password,
        ["ChannelPortal__Demo__Dealers"] = "30",
        ["ChannelPortal__Demo__Months"] = "14",

        // Thirty reports printed two minutes after the start would share the two cores with what has a time limit.
        ["Jobs__Enabled"] = "false",
    };

    private static readonly string[] s_browserNames = ["chromium-headless-shell", "chromium"];
    private static readonly string[] s_browserFlags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> logins = new(StringComparer.Ordinal);
    private PortalProcess? portal;
    private IPlaywright? playwright;

    internal PortalProcess Portal => portal!;

    /// <summary>Sends events as an outside system.</summary>
    public HttpClient Api { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Url => Portal.Url;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path.Combine(PortalProcess.Root, "artifacts", "portal", "ChannelPortal.dll")))
        {
            using var build = Process.Start(new ProcessStartInfo(Path.Combine(PortalProcess.Root, "infra", "build")) { UseShellExecute = false })!;
            await build.WaitForExitAsync();
        }

        portal = PortalProcess.Prepare(SmallDemo);
        await portal.StartAsync();
        Api = await portal.ApiAsync();

        // The first product of the catalogue is a crane, of which the demo has two; each spec orders one.
        await this.PostAsync(Events.Of("inventory_snapshots", new { holder_id = "DC:HZ", product_id = "CR01", snap_on = Events.Day(), location = "dc", on_hand = 500, unit_cost = "250000" }));
        playwright = await Playwright.CreateAsync();
        Browser = await LaunchAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        playwright?.Dispose();
        Api?.Dispose();
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var browser = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').SelectMany(d => s_browserNames.Select(n => Path.Combine(d, n))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No browser: apt-get install chromium-headless-shell");
        return playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = browser, Args = s_browserFlags });
    }

    /// <summary>A context that is signed in as <c>{account}@demo.local</c>; it records script errors and policy violations.</summary>
    public async Task<Visit> VisitAsync(string? account, ViewportSize? size = null, string language = "zh-CN", string theme = "light")
    {
        var state = account is null ? null : await logins.GetOrAdd(account, a => new Lazy<Task<string>>(() => SignInAsync(a))).Value;
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Url.ToString(),
            Locale = language,
            ViewportSize = size ?? new ViewportSize { Width = 1440, Height = 900 },
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            StorageState = state,
            AcceptDownloads = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddCookiesAsync(
        [
            new Cookie { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={language}|uic={language}"), Url = Url.ToString() },
            new Cookie { Name = "cp.theme", Value = theme, Url = Url.ToString() },
        ]);
        return await Visit.OpenAsync(context);
    }

    private async Task<string> SignInAsync(string account)
    {
        await using var context = await Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Url.ToString(), Locale = "en" });
        var page = await context.NewPageAsync();
        await new Pages.LoginPage(page).SignInAsync(account + "@demo.local", Password);
        return await context.StorageStateAsync();
    }
}
