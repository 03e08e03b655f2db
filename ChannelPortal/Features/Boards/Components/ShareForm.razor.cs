using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Boards.Components;

/// <summary>Links to a board as it is looked at now, and the roles that it is given to.</summary>
public sealed partial class ShareForm : IDisposable
{
    private const int DefaultDays = 7;
    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<string> roles = new(StringComparer.Ordinal);
    private IReadOnlyList<(Guid Id, DateTimeOffset Until)> links = [];
    private IReadOnlyList<Error> refusals = [];
    private string? made;
    private int days = DefaultDays;
    private bool isDefault;

    [Parameter, EditorRequired]
    public BoardSheet Sheet { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardLens Lens { get; set; } = null!;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private BoardShelf Shelf { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool MayShare => Sheet.IsOwnedBy(Caller) && Permissions.Product.Allows(Caller.Roles, BoardsPermissions.Share);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        roles.UnionWith(Sheet.Roles);
        isDefault = Sheet.IsDefault;
        await ReadAsync();
    }

    private async Task ReadAsync() => links = [.. (await Shelf.LinksAsync(Sheet.Id, Caller, leaving.Token)).Select(l => (l.Id, l.ExpiresAt))];

    private void Toggle(string role, bool isOn)
    {
        if (isOn)
        {
            roles.Add(role);
        }
        else
        {
            roles.Remove(role);
        }
    }

    private async Task MakeAsync()
    {
        var answer = await SendAsync(new CreateBoardLink(Sheet.Id, Lens.Query, days));
        made = answer.Ok ? Navigation.ToAbsoluteUri("boards/s/" + answer.Value).ToString() : null;
        await ReadAsync();
    }

    private async Task RevokeAsync(Guid id)
    {
        await SendAsync(new RevokeBoardLink(id));
        made = null;
        await ReadAsync();
    }

    private async Task ShareAsync()
    {
        if ((await SendAsync(new ShareBoard(Sheet.Id, [.. roles.Order(StringComparer.Ordinal)], isDefault))).Ok)
        {
            await OnChanged.InvokeAsync();
        }
    }

    private async Task<Result<T>> SendAsync<T>(ICommand<T> command)
    {
        var answer = await Commands.SendAsync(command, Caller, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = answer.Errors;
        return answer;
    }
}
