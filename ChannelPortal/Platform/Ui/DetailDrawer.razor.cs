using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace ChannelPortal.Platform.Ui;

/// <summary>Detail at the right edge, so that the list keeps its place. Escape closes; on phones it fills the screen.</summary>
public sealed partial class DetailDrawer
{
    private readonly string titleId = "drawer-" + Guid.CreateVersion7().ToString("N")[^8..];
    private ElementReference closeButton;
    private bool wasOpen;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Buttons at the foot; the primary one last.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Open && !wasOpen)
        {
            try
            {
                await closeButton.FocusAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser has gone.
            }
        }

        wasOpen = Open;
    }

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
