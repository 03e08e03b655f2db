using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Inventory.Components;

/// <summary>The one form of the stock commands.</summary>
public sealed partial class StockForm : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<Error> refusals = [];
    private bool isSending;

    [Parameter, EditorRequired]
    public StockFormModel Form { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<CentreName> Centres { get; set; } = [];

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Gets the words of what was done.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    private string Title => char.ToUpperInvariant(Form.Kind[0]) + Form.Kind[1..];

    private long Qty => (long)Math.Clamp(Math.Round((Form.Units ?? 0) * Money.QuantityScale, 0, MidpointRounding.AwayFromZero), -1e12m, 1e12m);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
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
            var product = Form.ProductId.Trim();
            switch (Form.Kind)
            {
                case "receive":
                    await SendAsync(new ReceiveStock(Form.LocationId, Form.DocumentNo, [new StockLine(product, Qty)]), served => Text["Received", NumberFormat.Integer(served)]);
                    break;
                case "quarantine":
                    await SendAsync(new QuarantineStock(Form.LocationId, product, Qty, Form.DocumentNo), _ => Text["Saved"]);
                    break;
                case "plan":
                    await SendAsync(new PlanInbound([new InboundLine(Form.LocationId, product, Form.DocumentNo, Form.Eta, Qty, Form.Confidence)]), _ => Text["Saved"]);
                    break;
                case "cap":
                    await SendAsync(new CapAllocation(Form.DealerId.Trim(), product, Form.Units is null ? null : Qty), _ => Text["Saved"]);
                    break;
                default:
                    var substitutes = Form.Substitutes.Split([' ', ',', '，', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                    await SendAsync(new SetSubstitutes([new SubstituteList(product, substitutes)]), _ => Text["Saved"]);
                    break;
            }
        }
        finally
        {
            isSending = false;
        }
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command, Func<TResult, string> words)
    {
        var result = await Commands.SendAsync(command, Caller, Form.CommandId, leaving.Token);
        refusals = result.Errors;
        if (result.Ok)
        {
            await OnDone.InvokeAsync(words(result.Value));
        }
    }
}
