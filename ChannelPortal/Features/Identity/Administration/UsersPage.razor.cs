using System.Globalization;
using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Identity.Administration;

/// <summary>Accounts with roles and scope. Passwords are never seen here: a one-time link is given out on a page of its own.</summary>
public sealed partial class UsersPage : IDisposable
{
    private static readonly string[] s_states = ["enabled", "disabled", "locked"];
    private readonly CancellationTokenSource leaving = new();
    private Caller caller = CallerFactory.Anonymous;
    private UserRows? found;
    private UserRow? opened;
    private UserForm? form;
    private IReadOnlyList<RegionChoice> regions = [];
    private IReadOnlyList<Error> refusals = [];
    private string? said;
    private bool isBusy;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "role")]
    public string? Role { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private FindUsers Users { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => Known(Search) is not null || Known(Role) is not null || Known(Dealer) is not null || Known(StateName) is not null;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        regions = await Users.RegionsAsync(leaving.Token);
    }

    protected override async Task OnParametersSetAsync()
    {
        Close();
        await LoadAsync();
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string StateOf(UserRow user) => user.IsDisabled ? "disabled" : user.LockedUntil is not null ? "locked" : user.HasPassword ? "enabled" : "invited";

    private static Tone ToneOf(UserRow user) => StateOf(user) switch { "enabled" => Tone.Good, "locked" => Tone.Watch, "invited" => Tone.Info, _ => Tone.Neutral };

    private static string NameOf(RegionChoice region) => PortalCultures.IsChinese(CultureInfo.CurrentUICulture) ? region.Name : region.NameEn;

    private async Task LoadAsync() =>
        found = await Users.ListAsync(new UserFilter(Known(Search), Known(Role), Known(Dealer), Known(StateName)), caller.Scope, leaving.Token);

    private string RolesOf(UserRow user) => string.Join(Text["Separator"], user.Roles.Select(r => CustomRole.IsCode(r) ? Permissions.Product.NameOf(r) ?? r : Text["Role_" + r]));

    private string ScopeOf(UserRow user) => user.DealerId is not null ? $"{user.DealerName} {user.DealerId}".Trim()
        : user.Regions.Count > 0 ? string.Join(Text["Separator"], user.Regions.Select(id => regions.FirstOrDefault(r => r.Id == id) is { } region ? NameOf(region) : id))
        : Text["Users_AllDealers"];

    private string LastSignIn(UserRow user) => user.LastSignInAt is { } at ? NumberFormat.DateTime(at, Clock.Zone) : "—";

    private string Created(UserRow user) => NumberFormat.Date(Clock.DayOf(user.CreatedAt));

    private void New() => Edit(null);

    private void Open(UserRow user) => Edit(user);

    private void Edit(UserRow? user)
    {
        (opened, said, refusals) = (user, null, []);

        // The id belongs to the form, so a double click saves once.
        form = new UserForm(user, SequentialId.New(Time).ToString());
    }

    private void Close() => (opened, form, refusals) = (null, null, []);

    private async Task SaveAsync()
    {
        if (isBusy || form is not { } edited)
        {
            return;
        }

        isBusy = true;
        try
        {
            if (edited.Id is not null)
            {
                await SendAsync(edited.ToChange(), edited.CommandId, "Users_Saved");
                return;
            }

            var created = await Commands.SendAsync(edited.ToCreate(), caller, edited.CommandId, leaving.Token);
            refusals = created.Errors;
            if (created.Ok)
            {
                Navigation.NavigateTo($"users/{created.Value}/link", forceLoad: true);
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private Task SetDisabledAsync(bool isDisabled) => SendAsync(new SetUserDisabled(opened!.Id, isDisabled), SequentialId.New(Time).ToString(), isDisabled ? "Users_Disabled" : "Users_Enabled");

    private Task UnlockAsync() => SendAsync(new UnlockUser(opened!.Id), SequentialId.New(Time).ToString(), "Users_Unlocked");

    private async Task SendAsync(ICommand<bool> command, string commandId, string done)
    {
        var name = opened!.DisplayName;
        var answer = await Commands.SendAsync(command, caller, commandId, leaving.Token);
        if (answer.Ok)
        {
            Close();
            said = Text[done, name];
            await LoadAsync();
        }

        refusals = answer.Errors;
    }

    private void Go(string name, ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, Known(change.Value as string)), replace: true);
}
