using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace ChannelPortal.Features.Returns.Components;

/// <summary>Sends one photo of the goods. A phone offers its camera.</summary>
public sealed partial class PhotoUpload : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<Error> errors = [];
    private bool isSending;

    /// <summary>The return that is being inspected; null for a request to come.</summary>
    [Parameter]
    public string? Number { get; set; }

    [Parameter]
    public int Line { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public EventCallback<Guid> OnKept { get; set; }

    [Inject]
    private IReturnPhotos Photos { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Texts { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task TakeAsync(InputFileChangeEventArgs change)
    {
        if (change.File.Size > Photos.MaxBytes)
        {
            errors = [Error.Of("return_photo_too_large", Photos.MaxBytes / 1_000_000m)];
            return;
        }

        isSending = true;
        try
        {
            await using var stream = change.File.OpenReadStream(Photos.MaxBytes, leaving.Token);
            var kept = await Photos.KeepAsync(await Callers.GetAsync(leaving.Token), stream, Number, Line, leaving.Token);
            errors = kept.Errors;
            if (kept.Ok)
            {
                await OnKept.InvokeAsync(kept.Value);
            }
        }
        finally
        {
            isSending = false;
        }
    }
}
