using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>The same as <see cref="UserLinkPage"/> for the administrator of a dealer company and his colleagues.</summary>
public sealed partial class ColleagueLinkPage
{
    private UserRow? user;
    private IReadOnlyList<Error> refusals = [];
    private string? link;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm(FormName = "colleague-link")]
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
        var caller = await Callers.GetAsync(Context.RequestAborted);
        user = caller.DealerId is { } dealer && await Users.OneAsync(Id, Context.RequestAborted) is { } found && found.DealerId == dealer ? found : null;
    }

    private async Task MakeAsync()
    {
        var answer = await Commands.SendAsync(new ResetColleaguePassword(Id), await Callers.GetAsync(Context.RequestAborted), FormId ?? "", Context.RequestAborted);
        refusals = answer.Errors;
        if (answer.Ok)
        {
            Context.Response.Headers.CacheControl = "no-store";
            link = Navigation.ToAbsoluteUri(ResetPage.LinkOf(Id, await Accounts.ResetTokenAsync(Id))).ToString();
        }
    }
}
