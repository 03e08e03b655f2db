using System.Globalization;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace ChannelPortal.Features.Logistics.Components;

/// <summary>Says who took the goods over and what of them is short or damaged.</summary>
public sealed partial class ReceiptForm : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly Dictionary<int, (decimal Short, decimal Damaged)> wrong = [];
    private IReadOnlyList<Error> errors = [];
    private string commandId = "";
    private string signedBy = "";
    private string? note;
    private string? photo;
    private DateTime at;
    private bool isSending;

    [Parameter, EditorRequired]
    public ShipmentView Shipment { get; set; } = null!;

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private DeliveryPhotos Photos { get; set; } = null!;

    [Inject]
    private ErrorTexts Texts { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override void OnInitialized()
    {
        var local = TimeZoneInfo.ConvertTime(Clock.Now, Clock.Zone).DateTime;
        at = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified);
        commandId = SequentialId.New(Time).ToString();
    }

    private static string Shown(decimal units) => units == 0 ? "" : units.ToString("0.###", CultureInfo.InvariantCulture);

    private static long Thousandths(decimal units) => (long)(Math.Clamp(units, -1_000_000_000, 1_000_000_000) * Money.QuantityScale);

    private void Set(int line, ChangeEventArgs change, bool isShort)
    {
        var units = decimal.TryParse(change.Value?.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var now = wrong.GetValueOrDefault(line);
        wrong[line] = isShort ? (units, now.Damaged) : (now.Short, units);
    }

    private async Task TakePhotoAsync(InputFileChangeEventArgs change)
    {
        if (change.File.Size > DeliveryPhotos.MaxBytes)
        {
            errors = [DeliveryPhotos.TooLarge];
            return;
        }

        await using var stream = change.File.OpenReadStream(DeliveryPhotos.MaxBytes, leaving.Token);
        var kept = await Photos.SaveAsync(stream, leaving.Token);
        (photo, errors) = (kept.Ok ? kept.Value : photo, kept.Errors);
    }

    private async Task SendAsync()
    {
        if (isSending)
        {
            return;
        }

        isSending = true;
        try
        {
            var lines = wrong.Where(l => l.Value != default).Select(l => new ReceiptLine(l.Key, Thousandths(l.Value.Short), Thousandths(l.Value.Damaged))).ToList();
            var local = new DateTimeOffset(at, Clock.Zone.GetUtcOffset(at));

            // A person who keeps the proposed minute means now; the minute may lie before the shipment's own.
            var moment = local > Clock.Now.AddMinutes(-2) ? (DateTimeOffset?)null : local.ToUniversalTime();
            var result = await Dispatcher.SendAsync(new ConfirmReceipt(Shipment.Fact.ShipmentId, signedBy, lines, moment, note, photo), await Callers.GetAsync(leaving.Token), commandId, leaving.Token);
            errors = result.Errors;
            if (result.Ok)
            {
                await OnDone.InvokeAsync();
            }
            else
            {
                // What was refused may be mended and sent anew.
                commandId = SequentialId.New(Time).ToString();
            }
        }
        finally
        {
            isSending = false;
        }
    }
}
