using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChannelPortal.Features.Boards.Pages;

/// <summary>
/// The national board. The circuit draws the frame once; figures and pictures are patched in the browser from the live topic, so a
/// thousand viewers cost the server one computation a flush and no render.
/// </summary>
public sealed partial class BoardPage : IAsyncDisposable
{
    private static readonly string[] s_milestones = ["Submitted", "Held", "Confirmed", "Shipped", "Delivered"];
    private static readonly string[] s_severities = ["Critical", "Warn", "Info"];
    private ElementReference root;
    private IJSObjectReference? module;
    private IJSObjectReference? board;
    private string scopeText = "";

    /// <summary><c>1</c> for the wall screen: no rail, no top bar, dark, nothing to scroll.</summary>
    [SupplyParameterFromQuery]
    public string? Kiosk { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private ICurrentCaller CurrentCaller { get; set; } = null!;

    private bool IsKiosk => Kiosk == "1";

    private string KioskText => IsKiosk ? Text["Kiosk_Leave"] : Text["Kiosk_Enter"];

    private static IReadOnlyList<string> Milestones => s_milestones;

    private static IReadOnlyList<string> Severities => s_severities;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (board is not null)
            {
                await board.InvokeVoidAsync("stop");
                await board.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the board with it.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var caller = await CurrentCaller.GetAsync();
        scopeText = caller.Scope.IsAll ? Text["Scope_Nation"] : Text["Scope_Dealers", caller.Scope.DealerIds.Count];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            if (board is not null)
            {
                await board.InvokeVoidAsync("setKiosk", IsKiosk);
            }

            return;
        }

        module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Boards/Pages/BoardPage.razor.js");
        board = await module.InvokeAsync<IJSObjectReference>("start", root, new
        {
            Kiosk = IsKiosk,
            Actual = Text["Curve_Actual"].Value,
            Plan = Text["Curve_Plan"].Value,
            Now = Text["Curve_Now"].Value,
            NoPlan = Text["Curve_NoPlan"].Value,
            NoTarget = Text["Map_None"].Value,
            Empty = Text["Rank_Empty"].Value,
            Before = Text["Movers_Before"].Value,
        });
    }

    private static string Metric(string id) => "metrics/" + id;
}
