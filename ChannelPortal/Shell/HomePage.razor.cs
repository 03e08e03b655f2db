using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ChannelPortal.Shell;

/// <summary>Sends each person to the first page of the navigation that he may open: the board for an executive, the workbench for a dealer.</summary>
public sealed partial class HomePage
{
    private bool nothing;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private PageAccess Access { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var pages = await Access.PermittedAsync((await Authentication).User);
        if (pages.Count == 0)
        {
            nothing = true;
        }
        else
        {
            Navigation.NavigateTo(pages[0].Href, replace: true);
        }
    }
}
