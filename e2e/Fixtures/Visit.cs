using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Fixtures;

/// <summary>One browser context with one page, and what went wrong in it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = new();

    private Visit(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Script errors, violations of the content security policy and server errors, in order.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    internal static async Task<Visit> OpenAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync("""
            document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
            """);
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.PageError += (_, error) => visit.faults.Enqueue("script: " + error);
        visit.Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                visit.faults.Enqueue("console: " + message.Text);
            }
        };
        visit.Page.Response += (_, response) =>
        {
            if (response.Status >= 500)
            {
                visit.faults.Enqueue($"{response.Status}: {response.Url}");
            }
        };
        return visit;
    }

    /// <summary>Opens a page and waits until its circuit runs and nothing loads any more.</summary>
    public async Task<IResponse?> GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
        await Page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))))");
        return answer;
    }

    /// <summary>Addresses of the navigation, as the account sees it.</summary>
    public async Task<IReadOnlyList<string>> NavigationAsync()
    {
        await GoAsync("/");
        var links = await Page.Locator("nav a[href]").EvaluateAllAsync<string[]>("links => links.map(a => new URL(a.href).pathname)");
        return [.. links.Where(l => !l.StartsWith("/account/logout", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
