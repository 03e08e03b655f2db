using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Shell;

/// <summary>Rail, top bar and content; a page that throws is replaced by a panel with the error's id while the frame stays.</summary>
public sealed partial class MainLayout : IDisposable
{
    private IReadOnlyList<NavigationItem> items = [];
    private ErrorBoundary? boundary;

    [Inject]
    private SessionCircuit Session { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private PageAccess Access { get; set; } = null!;

    [Inject]
    private Preparation Preparation { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    public void Dispose()
    {
        Session.Ended -= Leave;
        Session.Renewed -= Reload;
        Preparation.Changed -= ShowPreparation;
    }

    protected override async Task OnInitializedAsync()
    {
        Session.Ended += Leave;
        Session.Renewed += Reload;
        Preparation.Changed += ShowPreparation;
        if (Authentication is not null)
        {
            items = await Access.PermittedAsync((await Authentication).User);
        }
    }

    // Going to another page must not keep showing the last page's error.
    protected override void OnParametersSet() => boundary?.Recover();

    // The account was disabled or signed out elsewhere: this window goes to the login page at once.
    private void Leave() => _ = InvokeAsync(() => Navigation.NavigateTo("account/login", forceLoad: true));

    // The same page under the new scope: a circuit keeps the one that it began with.
    private void Reload() => _ = InvokeAsync(() => Navigation.NavigateTo(Navigation.Uri, forceLoad: true));

    // When the work is done the page takes the panel's place and reads what is there now.
    private void ShowPreparation() => _ = InvokeAsync(StateHasChanged);

    private void Recover() => boundary?.Recover();
}
