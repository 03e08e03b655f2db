using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>The animation frame in which a page showed a mark.</summary>
/// <param name="At">Milliseconds since 1970 on the browser's clock, which is the machine's.</param>
internal readonly record struct Frame(long Mark, double At);

/// <summary>A real browser for viewers whose frames are timed.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private readonly IPlaywright playwright;

    private Screen(IPlaywright playwright, IBrowser browser) => (this.playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    /// <summary>Now, as <c>performance.timeOrigin + performance.now()</c> would say it.</summary>
    public static double Now => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    public static async Task<Screen> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new Screen(playwright, await World.LaunchAsync(playwright));
    }

    /// <summary>A context of its own, signed in with the cookie of a portal's account.</summary>
    public async Task<IBrowserContext> ContextAsync(Uri url, string? cookie)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions { Locale = "zh-CN", ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        if (cookie is not null)
        {
            await context.AddCookiesAsync(cookie.Split("; ").Select(c => c.Split('=', 2)).Select(c => new Cookie { Name = c[0], Value = c[1], Url = url.ToString() }));
        }

        return context;
    }

    /// <summary>Opens a page and notes the first animation frame after each change of a data attribute.</summary>
    public async Task<Watcher> WatchAsync(Uri url, string selector, string attribute, string? cookie)
    {
        var context = await ContextAsync(url, cookie);
        var page = await context.NewPageAsync();
        await page.GotoAsync(url.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
        await page.WaitForFunctionAsync("([s, a]) => document.querySelector(s)?.dataset[a] !== undefined", new[] { selector, attribute }, new PageWaitForFunctionOptions { Timeout = 60_000 });
        await page.EvaluateAsync(
            """
            ([selector, attribute]) => {
              const node = document.querySelector(selector);
              window.benchFrames = [];
              new MutationObserver(() => {
                const mark = Number(node.dataset[attribute]);
                requestAnimationFrame(() => window.benchFrames.push([mark, performance.timeOrigin + performance.now()]));
              }).observe(node, { attributes: true, attributeFilter: ['data-' + attribute] });
            }
            """,
            new[] { selector, attribute });
        return new Watcher(context, page);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }

    internal sealed class Watcher(IBrowserContext context, IPage page) : IAsyncDisposable
    {
        public async Task<IReadOnlyList<Frame>> ReadAsync() =>
            [.. (await page.EvaluateAsync<JsonElement>("() => window.benchFrames")).EnumerateArray().Select(f => new Frame((long)f[0].GetDouble(), f[1].GetDouble()))];

        public async ValueTask DisposeAsync() => await context.DisposeAsync();
    }
}
