using System.Security.Claims;
using System.Text.Json;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace ChannelPortal.Shell;

/// <summary>
/// Ctrl+K: what was opened from here last, pages this person may open, and whatever the registered sources find. The dialog itself is opened by
/// <c>shell.js</c>.
/// </summary>
public sealed partial class CommandPalette : IDisposable
{
    private const int Limit = 8;
    private const int MaxRecent = 6;

    // One slow or failing source must not hold back what the others found.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    // Shorter than the next letter of a quick typist, so the sources are asked once a word and not once a letter.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(80);
    private readonly CancellationTokenSource lifetime = new();
    private IReadOnlyList<PaletteHit> recent = [];
    private IReadOnlyList<PaletteHit> hits = [];
    private string query = "";
    private int selected;
    private int search;
    private bool isRemembering;
    private bool isSearching;

    [Parameter, EditorRequired]
    public IReadOnlyList<NavigationItem> Items { get; set; } = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IEnumerable<IPaletteSource> Sources { get; set; } = [];

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<CommandPalette> Logger { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    protected override void OnInitialized() => Navigation.LocationChanged += Reset;

    protected override void OnParametersSet()
    {
        if (query.Length == 0)
        {
            hits = Unasked();
        }
    }

    // Nothing until it is opened: the list of pages would be a fifth of every page that is sent. What was opened last comes first, once.
    private PaletteHit[] Unasked() => isRemembering ? [.. recent.Concat(Pages()).DistinctBy(h => h.Href, StringComparer.Ordinal)] : [];

    private PaletteHit[] Pages() =>
    [
        .. Items
            .Select(i => new PaletteHit(Text["Nav_" + i.Key], Text["NavGroup_" + i.Group], i.Href, i.Icon))
            .Where(h => query.Length == 0 || h.Title.Contains(query, StringComparison.CurrentCultureIgnoreCase)
                || h.Href.Contains(query, StringComparison.OrdinalIgnoreCase) || PinyinInitials.Of(h.Title).StartsWith(query, StringComparison.OrdinalIgnoreCase)),
    ];

    private async Task SearchAsync(ChangeEventArgs change)
    {
        query = (change.Value?.ToString() ?? "").Trim();
        selected = 0;
        var mine = ++search;
        if (query.Length == 0 || Authentication is null)
        {
            hits = query.Length == 0 ? Unasked() : Pages();
            isSearching = false;
            return;
        }

        // Pages are shown at once; the rest follows.
        hits = Pages();
        isSearching = true;
        var user = (await Authentication).User;
        await Task.Delay(s_pause, Time, lifetime.Token);
        if (mine != search)
        {
            return;
        }

        // All look at once, each in its own context and off the circuit's thread, which a database that knows no asynchronous reading would hold; the
        // order of the answers is that of the sources.
        var text = query;
        var found = await Task.WhenAll(Sources.Select(s => Task.Run(() => FindAsync(s, user, text))));

        // A slow answer to an older text must not replace the newer one.
        if (mine == search)
        {
            isSearching = false;
            hits = [.. hits, .. found.SelectMany(f => f)];
        }
    }

    private async Task<IReadOnlyList<PaletteHit>> FindAsync(IPaletteSource source, ClaimsPrincipal user, string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(lifetime.Token);
        patience.CancelAfter(s_patience);
        try
        {
            return await source.FindAsync(user, text, Limit, patience.Token);
        }
        catch (OperationCanceledException) when (!lifetime.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(Logger, exception, source.GetType().Name);
            return [];
        }
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when hits.Count > 0:
                selected = (selected + 1) % hits.Count;
                break;
            case "ArrowUp" when hits.Count > 0:
                selected = (selected + hits.Count - 1) % hits.Count;
                break;
            case "Enter" when selected < hits.Count && !key.IsComposing:
                await OpenAsync(hits[selected]);
                break;
        }
    }

    /// <summary>What this person opened from here before, kept in his browser: the server need not know.</summary>
    private async Task RecallAsync()
    {
        if (isRemembering)
        {
            return;
        }

        isRemembering = true;
        hits = query.Length == 0 ? Unasked() : hits;
        if (Authentication is null)
        {
            return;
        }

        try
        {
            var kept = await Script.InvokeAsync<string?>("localStorage.getItem", lifetime.Token, await KeyOfAsync());
            recent = kept is null ? [] : [.. (JsonSerializer.Deserialize<PaletteHit[]>(kept) ?? []).Where(h => IsOurs(h)).Take(MaxRecent)];
        }
        catch (Exception exception) when (exception is JsonException or JSException or OperationCanceledException)
        {
            recent = [];
        }

        if (query.Length == 0)
        {
            hits = Unasked();
        }
    }

    // The script closes the dialog when the address changes.
    private async Task OpenAsync(PaletteHit hit)
    {
        recent = [.. recent.Where(r => r.Href != hit.Href).Prepend(hit).Take(MaxRecent)];
        if (Authentication is not null)
        {
            try
            {
                await Script.InvokeVoidAsync("localStorage.setItem", lifetime.Token, await KeyOfAsync(), JsonSerializer.Serialize(recent));
            }
            catch (JSException)
            {
                // A browser without storage opens the page all the same.
            }
        }

        Navigation.NavigateTo(hit.Href);
    }

    // Several people may use one browser.
    private async Task<string> KeyOfAsync() => "cp.recent." + (await Authentication!).User.FindFirstValue(ClaimTypes.NameIdentifier);

    // What stands in a browser's storage is anybody's text: only addresses of this portal.
    private static bool IsOurs(PaletteHit hit) => hit is { Title.Length: > 0, Href: [not '/' and not '\\', ..], Icon.Length: > 0 } && !hit.Href.Contains(':', StringComparison.Ordinal);

    private void Reset(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        query = "";
        selected = 0;
        search++;
        isSearching = false;
        hits = Unasked();
        StateHasChanged();
    });

    [LoggerMessage(LogLevel.Warning, "{Source} could not answer the command palette.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string source);

    public void Dispose()
    {
        Navigation.LocationChanged -= Reset;
        lifetime.Cancel();
        lifetime.Dispose();
    }
}
