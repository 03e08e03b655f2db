using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Company.Components;

/// <summary>The people of the company with their roles, places and limits. Passwords are never seen: a one-time link is given out on a page of its own.</summary>
public sealed partial class PeoplePanel
{
    private static readonly string[] s_states = ["enabled", "invited", "locked", "disabled"];
    private static readonly string[] s_roles = ["DA", "DB", "DS", "DF"];
    private PersonRow? opened;
    private PersonForm? form;

    [Parameter]
    public string? State { get; set; }

    /// <summary>Another state was chosen; it lives in the address.</summary>
    [Parameter]
    public EventCallback<string?> OnState { get; set; }

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<PersonRow> Shown => string.IsNullOrEmpty(State) ? View.People : [.. View.People.Where(p => p.State == State)];

    private IEnumerable<string> Choices => s_roles.Concat(View.Roles.Select(r => r.Code));

    private bool IsSelf => opened?.Id.ToString() == Caller.UserId;

    private static Tone ToneOf(PersonRow person) => person.State switch { "enabled" => Tone.Good, "locked" => Tone.Watch, "invited" => Tone.Info, _ => Tone.Neutral };

    private string RolesOf(PersonRow person) => string.Join(Text["Separator"], person.Roles.Select(NameOf));

    private string Amount(long? minor) => minor is { } amount ? NumberFormat.Money(new Money(amount, View.Currency)) : "—";

    private string MonthOf(PersonRow person) => person.Seat.MonthlyLimit is null ? "—" : Text["Month_Used", Amount(person.MonthUsed), Amount(person.Seat.MonthlyLimit)];

    private string SignInOf(PersonRow person) => person.LastSignInAt is { } at ? NumberFormat.DateTime(at, Clock.Zone) : "—";

    private void Invite() => Edit(null);

    private void Open(PersonRow person) => Edit(person);

    private void Edit(PersonRow? person)
    {
        Begin();
        (opened, form) = (person, new PersonForm(person));
    }

    private void Close() => (opened, form) = (null, null);

    private async Task SaveAsync()
    {
        if (form is not { } edited)
        {
            return;
        }

        if (opened is { } person)
        {
            await EndAsync(await SendAsync(new ChangeColleague(person.Id, edited.Name, edited.Ordered, edited.ToSeat())), Text["Saved", edited.Name]);
        }
        else if (await SendAsync(new InviteColleague(edited.Email, edited.Name, edited.Ordered, edited.ToSeat())) is { } invited)
        {
            Navigation.NavigateTo($"company/people/{invited.Value}/link", forceLoad: true);
        }
    }

    private async Task UnlockAsync() => await EndAsync(await SendAsync(new UnlockColleague(opened!.Id)), Text["Unlocked", opened.Name]);

    private async Task SetDisabledAsync(bool isDisabled)
    {
        var person = opened!;
        var answer = await SendAsync(new SetColleagueDisabled(person.Id, isDisabled, form!.HeirId));
        await EndAsync(answer, isDisabled ? Text["Disabled", person.Name, answer?.Value ?? 0] : Text["Enabled", person.Name]);
    }

    private async Task EndAsync<T>(Result<T>? answer, string done)
    {
        if (answer is not null)
        {
            Close();
            await OnDone.InvokeAsync(done);
        }
    }
}
