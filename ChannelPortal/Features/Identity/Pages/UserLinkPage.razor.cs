using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>Gives out a one-time link by which a person sets his own password. The link is in one answer of one request, and nobody else learns the password.</summary>
public sealed partial class UserLinkPage
{
    private UserRow? user;
    private IReadOnlyList<Error> refusals = [];
    private string? link;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm(FormName = "user-link")]
    private string? FormId { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private FindUsers Users { get; set; } = null!;

    [Inject]
    private UserAccounts Accounts { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        FormId ??= SequentialId.New(Time).ToString();
        user = await Users.OneAsync(Id, Context.RequestAborted);
    }

    private async Task MakeAsync()
    {
        var answer = await Commands.SendAsync(new ResetUserPassword(Id), await Callers.GetAsync(Context.RequestAborted), FormId ?? "", Context.RequestAborted);
        refusals = answer.Errors;
        if (answer.Ok)
        {
            Context.Response.Headers.CacheControl = "no-store";
            link = Navigation.ToAbsoluteUri(ResetPage.LinkOf(Id, await Accounts.ResetTokenAsync(Id))).ToString();
        }
    }
}
