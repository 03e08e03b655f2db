using System.Collections;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace ChannelPortal.Platform.Documents;

/// <summary>
/// Keeps one browser for printing: started at the first report, its tabs reused, replaced before its memory grows, closed after idle
/// minutes. A crashed or stuck browser is dropped and the report tried once more on a new one.
/// </summary>
public sealed class ChromiumHost : IAsyncDisposable
{
    private readonly ReportsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<ChromiumHost> logger;
    private readonly SemaphoreSlim slots;
    private readonly SemaphoreSlim gate = new(1);
    private readonly ITimer idle;
    private Session? current;

    public ChromiumHost(IOptions<ReportsOptions> options, TimeProvider time, ILogger<ChromiumHost> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (this.options, this.time, this.logger) = (options.Value, time, logger);
        slots = new SemaphoreSlim(this.options.Slots);
        idle = time.CreateTimer(_ => _ = CloseWhenIdleAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a browser process is up now.</summary>
    public bool IsRunning => current is not null;

    /// <summary>Browsers started since the process began.</summary>
    public int Starts { get; private set; }

    public async Task<byte[]> PrintAsync(ReportHtml html, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(html);
        await slots.WaitAsync(cancellationToken);
        try
        {
            try
            {
                return await PrintOnceAsync(html, cancellationToken);
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                DocumentsLog.BrowserLost(logger, exception.Message);
                return await PrintOnceAsync(html, cancellationToken);
            }
        }
        finally
        {
            slots.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await idle.DisposeAsync();
        await gate.WaitAsync();
        var last = current;
        current = null;
        gate.Release();
        if (last is not null)
        {
            await last.DisposeAsync();
        }

        gate.Dispose();
        slots.Dispose();
    }

    private async Task<byte[]> PrintOnceAsync(ReportHtml html, CancellationToken cancellationToken)
    {
        var (session, tab) = await LeaseAsync(cancellationToken);
        var isSound = false;
        try
        {
            var pdf = await PrintOnAsync(tab, html).WaitAsync(TimeSpan.FromSeconds(options.TimeoutSeconds), time, cancellationToken);
            isSound = true;
            return pdf;
        }
        finally
        {
            await ReturnAsync(session, tab, isSound);
        }
    }

    private static async Task<byte[]> PrintOnAsync(Tab tab, ReportHtml html)
    {
        // Values travel as arguments, never inside the script.
        await tab.Page.EvaluateAsync(
            """
            async document_ => {
              document.title = document_.title;
              document.documentElement.lang = document_.language;
              document.getElementById('page').textContent = document_.pageCss;
              document.body.innerHTML = document_.body;
              await document.fonts.ready;
            }
            """,
            new { title = html.Title, language = html.Language, pageCss = html.PageCss, body = html.Body });
        var pdf = await tab.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true, Tagged = true, Outline = true });
        await tab.Page.EvaluateAsync("() => { document.body.replaceChildren(); }");
        return pdf;
    }

    private async Task<(Session Session, Tab Tab)> LeaseAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (current is { } old && (!old.Browser.IsConnected || old.Leased >= options.ReportsPerBrowser))
            {
                current = null;
                old.IsRetired = true;
                if (old.Active == 0)
                {
                    await old.DisposeAsync();
                }
            }

            current ??= await StartAsync();
            var session = current;
            session.Active++;
            session.Leased++;
            try
            {
                return (session, session.Free.Count > 0 ? session.Free.Pop() : await OpenTabAsync(session));
            }
            catch
            {
                session.Active--;
                current = null;
                await session.DisposeAsync();
                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task ReturnAsync(Session session, Tab tab, bool isSound)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            session.Active--;
            tab.Printed++;
            if (!isSound)
            {
                session.IsRetired = true;
                current = ReferenceEquals(current, session) ? null : current;
            }
            else if (tab.Printed < options.ReportsPerPage)
            {
                session.Free.Push(tab);
            }
            else
            {
                await tab.Page.CloseAsync();
            }

            if (session is { IsRetired: true, Active: 0 })
            {
                await session.DisposeAsync();
            }

            if (session.Active == 0)
            {
                idle.Change(TimeSpan.FromMinutes(options.IdleMinutes), Timeout.InfiniteTimeSpan);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task CloseWhenIdleAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (current is { Active: 0 } session)
            {
                current = null;
                await session.DisposeAsync();
                DocumentsLog.BrowserClosed(logger);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Session> StartAsync()
    {
        if (BrowserLocator.WhatIsMissing(options) is { } missing)
        {
            throw new PdfEngineMissingException(missing);
        }

        // Chromium refuses to run its sandbox as root; a service should not be root, but a build machine often is.
        var isRoot = Environment.IsPrivilegedProcess;
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
        environment["FONTCONFIG_FILE"] = BrowserLocator.FontConfig;
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = BrowserLocator.Find(options),
                Headless = true,
                ChromiumSandbox = !isRoot,
                Env = environment,
                Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
                Timeout = options.TimeoutSeconds * 1000f,
            });
            var context = await browser.NewContextAsync(new BrowserNewContextOptions { Offline = true, Locale = "zh-CN" });
            Starts++;
            DocumentsLog.BrowserStarted(logger, browser.Version);
            return new Session(playwright, browser, context);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    private static async Task<Tab> OpenTabAsync(Session session)
    {
        var page = await session.Context.NewPageAsync();
        await page.SetContentAsync(
            $"<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title></title><style>{ReportHtml.Stylesheet}</style><style>html,body{{margin:0}}</style><style id=\"page\"></style></head><body></body></html>");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        return new Tab(page);
    }

    private sealed class Tab(IPage page)
    {
        public IPage Page => page;

        public int Printed { get; set; }
    }

    private sealed class Session(IPlaywright playwright, IBrowser browser, IBrowserContext context) : IAsyncDisposable
    {
        public IBrowser Browser => browser;

        public IBrowserContext Context => context;

        public Stack<Tab> Free { get; } = new();

        public int Active { get; set; }

        public int Leased { get; set; }

        public bool IsRetired { get; set; }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await browser.CloseAsync();
            }
            catch (PlaywrightException)
            {
                // Already dead: that is why it is being dropped.
            }

            playwright.Dispose();
        }
    }
}
