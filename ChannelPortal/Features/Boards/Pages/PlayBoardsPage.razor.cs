using System.Globalization;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Boards.Pages;

/// <summary>
/// Shows boards in turn on a wall. With <c>ids</c> it starts at once; without them it asks which. The rotation itself lives in the address of the boards, so a screen
/// that was switched off and on goes on.
/// </summary>
public sealed partial class PlayBoardsPage : IDisposable
{
    /// <summary>Stands for the national board in the list of ids.</summary>
    public const string National = "national";

    private const int Shortest = 10;
    private const int Longest = 300;
    private readonly CancellationTokenSource leaving = new();
    private readonly List<string> chosen = [];
    private List<(string Id, string Title)> offered = [];
    private int seconds = 30;

    /// <summary>Boards, separated by commas.</summary>
    [SupplyParameterFromQuery]
    public string? Ids { get; set; }

    [SupplyParameterFromQuery]
    public int? Seconds { get; set; }

    [Inject]
    private BoardShelf Shelf { get; set; } = null!;

    [Inject]
    private BoardWords Words { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var caller = await Callers.GetAsync(leaving.Token);
        offered =
        [
            .. Permissions.Product.Allows(caller.Roles, "boards.national") ? [(National, Text["Page_Title"].Value)] : Array.Empty<(string, string)>(),
            .. (await Shelf.ListAsync(caller, leaving.Token)).Select(b => (b.Id, b.Title(Words.IsChinese))),
        ];
        seconds = Math.Clamp(Seconds ?? seconds, Shortest, Longest);
        chosen.AddRange((Ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(id => offered.Any(o => o.Id == id)).Distinct(StringComparer.Ordinal));
        if (chosen.Count > 0)
        {
            Play();
        }
    }

    private void Toggle(string id, bool isOn)
    {
        chosen.Remove(id);
        if (isOn)
        {
            chosen.Add(id);
        }
    }

    private void Play()
    {
        var length = Math.Clamp(seconds, Shortest, Longest).ToString(CultureInfo.InvariantCulture);
        var first = chosen[0] == National ? "board" : "boards/" + chosen[0];
        Navigation.NavigateTo($"{first}?kiosk=1&play={Uri.EscapeDataString(string.Join(',', chosen))}&seconds={length}", replace: true);
    }
}
