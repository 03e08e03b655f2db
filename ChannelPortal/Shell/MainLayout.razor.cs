using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Shell;

/// <summary>Rail, top bar and content; a page that throws is replaced by a panel with the error's id while the frame stays.</summary>
public sealed partial class MainLayout
{
    private IReadOnlyList<NavigationItem> items = [];
    private ErrorBoundary? boundary;

    [Inject]
    private PageAccess Access { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null)
        {
            items = await Access.PermittedAsync((await Authentication).User);
        }
    }

    // Going to another page must not keep showing the last page's error.
    protected override void OnParametersSet() => boundary?.Recover();

    private void Recover() => boundary?.Recover();
}
