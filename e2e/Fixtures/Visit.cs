using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Fixtures;

/// <summary>One browser context with one page, and what went wrong in it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = new();
    private TaskCompletionSource circuit = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
        visit.Page.WebSocket += (_, socket) => visit.Watch(socket);
        visit.Page.Response += (_, response) =>
        {
            if (response.Status >= 500)
            {
                visit.faults.Enqueue($"{response.Status}: {response.Url}");
            }
        };
        return visit;
    }

    /// <summary>Opens a page and waits until its circuit has drawn it: from then on no click is lost.</summary>
    public async Task<IResponse?> GoAsync(string path)
    {
        circuit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = await Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
        await ReadyAsync();
        return answer;
    }

    /// <summary>Waits for the circuit of a page that loaded by itself, e.g. after a change of language. Call <see cref="Leave"/> before.</summary>
    public async Task ReadyAsync()
    {
        if (await Page.Locator("script[src*='blazor.web']").CountAsync() > 0)
        {
            await circuit.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await Assertions.Expect(Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 20_000 });
        await Assertions.Expect(Page).Not.ToHaveTitleAsync("", new PageAssertionsToHaveTitleOptions { Timeout = 20_000 });
        await Page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))))");
    }

    /// <summary>Says that the next step loads a page of its own.</summary>
    public void Leave() => circuit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public static int HeightOf(int width) => width == 360 ? 740 : 900;

    /// <summary>Shows the open page in another theme and width, as the person who switches or turns the phone sees it.</summary>
    public async Task LookAsync(string theme, int width)
    {
        await Page.SetViewportSizeAsync(width, HeightOf(width));
        await Page.EvaluateAsync("""
            theme => {
                document.documentElement.dataset.theme = theme;
                return new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
            }
            """, theme);
    }

    /// <summary>What axe calls serious or critical on the page as it stands, twice a second apart: a page that is being redrawn may be met half-way.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        var found = await ReadAxeAsync();
        if (found.Count > 0)
        {
            await Page.WaitForTimeoutAsync(1_000);
            found = await ReadAxeAsync();
        }

        return found;
    }

    /// <summary>Addresses of the navigation, as the account sees it.</summary>
    public async Task<IReadOnlyList<string>> NavigationAsync()
    {
        await GoAsync("/");
        var links = await Page.Locator("nav a[href]").EvaluateAllAsync<string[]>("links => links.map(a => new URL(a.href).pathname)");
        return [.. links.Where(l => !l.StartsWith("/account/logout", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task<IReadOnlyList<string>> ReadAxeAsync()
    {
        await Page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity).map(a => a.finished))");
        var axe = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return [.. axe.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id} ({v.Impact}) at {string.Join("; ", v.Nodes.Take(3).Select(n => n.Target.ToString()))}")];
    }

    // The browser answers a batch once it is drawn; with the first one the page's buttons work.
    private void Watch(IWebSocket socket)
    {
        if (socket.Url.Contains("/_blazor", StringComparison.Ordinal))
        {
            var opened = circuit;
            socket.FrameSent += (_, frame) =>
            {
                if (frame.Binary is { } bytes && bytes.AsSpan().IndexOf("OnRenderCompleted"u8) >= 0)
                {
                    opened.TrySetResult();
                }
            };
        }
    }
}
