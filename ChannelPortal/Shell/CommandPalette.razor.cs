using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Shell;

/// <summary>Ctrl+K: pages this person may open, and whatever the registered sources find. The dialog itself is opened by <c>shell.js</c>.</summary>
public sealed partial class CommandPalette : IDisposable
{
    private const int Limit = 8;
    private readonly CancellationTokenSource lifetime = new();
    private IReadOnlyList<PaletteHit> hits = [];
    private string query = "";
    private int selected;
    private int search;

    [Parameter, EditorRequired]
    public IReadOnlyList<NavigationItem> Items { get; set; } = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IEnumerable<IPaletteSource> Sources { get; set; } = [];

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    protected override void OnInitialized() => Navigation.LocationChanged += Reset;

    protected override void OnParametersSet()
    {
        if (query.Length == 0)
        {
            hits = Pages();
        }
    }

    private PaletteHit[] Pages() =>
    [
        .. Items
            .Select(i => new PaletteHit(Text["Nav_" + i.Key], Text["NavGroup_" + i.Group], i.Href, i.Icon))
            .Where(h => query.Length == 0 || h.Title.Contains(query, StringComparison.CurrentCultureIgnoreCase)
                || h.Href.Contains(query, StringComparison.OrdinalIgnoreCase)),
    ];

    private async Task SearchAsync(ChangeEventArgs change)
    {
        query = (change.Value?.ToString() ?? "").Trim();
        selected = 0;
        var mine = ++search;
        hits = Pages();
        if (query.Length == 0 || Authentication is null)
        {
            return;
        }

        var user = (await Authentication).User;
        foreach (var source in Sources)
        {
            var found = await source.FindAsync(user, query, Limit, lifetime.Token);

            // A slow answer to an older text must not replace the newer one.
            if (mine != search)
            {
                return;
            }

            hits = [.. hits, .. found];
        }
    }

    private void KeyAsync(KeyboardEventArgs key)
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
                Open(hits[selected]);
                break;
        }
    }

    // The script closes the dialog when the address changes.
    private void Open(PaletteHit hit) => Navigation.NavigateTo(hit.Href);

    private void Reset(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        query = "";
        selected = 0;
        hits = Pages();
        StateHasChanged();
    });

    public void Dispose()
    {
        Navigation.LocationChanged -= Reset;
        lifetime.Cancel();
        lifetime.Dispose();
    }
}
