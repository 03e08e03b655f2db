using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Pricing.Components;

/// <summary>Changes all prices of a filter; nothing is written before the change was seen.</summary>
public sealed partial class BulkEditDrawer
{
    private string percent = "";
    private string amount = "";
    private DateOnly from;
    private BulkPreview? preview;
    private IReadOnlyList<Error> refusals = [];
    private string commandId = "";
    private bool isBusy;

    [Parameter, EditorRequired]
    public PriceFilter Filter { get; set; } = null!;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Told with the number of rows.</summary>
    [Parameter]
    public EventCallback<int> OnDone { get; set; }

    [Inject]
    private BulkEdit Bulk { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private int? Percent => (int?)PriceTerms.Scaled(PriceTerms.Parse(percent, 100), 100);

    private long? Amount => PriceTerms.Scaled(PriceTerms.Parse(amount, 1_000_000_000), Money.PriceScale);

    protected override void OnInitialized() => from = Clock.Today;

    /// <summary>What was seen is no longer what would be done.</summary>
    private void Forget() => preview = null;

    private async Task PreviewAsync()
    {
        refusals = (Percent is null) == (Amount is null) ? [Error.Of("price_bulk_how").On("percent")] : [];
        if (refusals.Count == 0)
        {
            preview = await Bulk.PreviewAsync(Filter, Percent, Amount, from, Caller.Scope, CancellationToken.None);
            commandId = SequentialId.New(Time).ToString();
        }
    }

    private async Task ApplyAsync()
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var answer = await Commands.SendAsync(new BulkChangePrices(Filter, Percent, Amount, from, preview!.Count), Caller, commandId, CancellationToken.None);
            (refusals, preview) = (answer.Errors, null);
            if (answer.Ok)
            {
                await OnDone.InvokeAsync(answer.Value);
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
