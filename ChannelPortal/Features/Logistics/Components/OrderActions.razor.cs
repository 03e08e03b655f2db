using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Logistics.Components;

/// <summary>What this person may do with the order now, from the same table that the commands obey.</summary>
public sealed partial class OrderActions : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Caller? caller;
    private IReadOnlyList<OrderTrigger> allowed = [];
    private IReadOnlyList<Error> errors = [];
    private OrderTrigger pending;
    private Asking asking;
    private bool isSending;
    private string commandId = "";
    private string carrier = "";
    private string trackingNo = "";
    private string place = "";
    private string reason = "";

    private enum Asking
    {
        Nothing,
        Ship,
        Scan,
        Cancel,
        Decide,
    }

    [Parameter, EditorRequired]
    public OrderFact Order { get; set; } = null!;

    [Parameter]
    public IReadOnlyList<ShipmentFact> Shipments { get; set; } = [];

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private IOrderMoves Moves { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Texts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private ShipmentFact? OpenShipment => allowed.Contains(OrderTrigger.Deliver) ? Shipments.FirstOrDefault(s => s.Status != "delivered") : null;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        allowed = Moves.AllowedFor(Order, caller.Roles);
    }

    private static string? ToneOf(OrderTrigger trigger) => trigger switch
    {
        OrderTrigger.Cancel or OrderTrigger.Reject => "cp-button-danger",
        _ => "cp-button-primary",
    };

    private async Task ChooseAsync(OrderTrigger trigger)
    {
        (pending, errors) = (trigger, []);
        commandId = SequentialId.New(Time).ToString();
        asking = trigger switch
        {
            OrderTrigger.Ship => Asking.Ship,
            OrderTrigger.Cancel => Asking.Cancel,
            OrderTrigger.Release or OrderTrigger.Reject => Asking.Decide,
            _ => Asking.Nothing,
        };
        if (asking == Asking.Nothing)
        {
            await SendAsync();
        }
    }

    private void AskForScan()
    {
        commandId = SequentialId.New(Time).ToString();
        (asking, errors) = (Asking.Scan, []);
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
            errors = asking == Asking.Scan ? await RunAsync(new RecordScan(OpenShipment?.ShipmentId ?? "", place)) : pending switch
            {
                OrderTrigger.Pick => await RunAsync(new PickOrder(Order.OrderId)),
                OrderTrigger.Ship => await RunAsync(new ShipOrder(Order.OrderId, carrier, trackingNo)),
                OrderTrigger.Deliver => await RunAsync(new ConfirmDelivery(Order.OrderId)),
                OrderTrigger.Cancel => await RunAsync(new CancelOrder(Order.OrderId, reason)),
                OrderTrigger.Release => await RunAsync(new DecideHeldOrder(Order.OrderId, true, reason)),
                OrderTrigger.Reject => await RunAsync(new DecideHeldOrder(Order.OrderId, false, reason)),
                _ => throw new InvalidOperationException($"{pending} has no command for persons."),
            };
            if (errors.Count == 0)
            {
                (asking, place, reason) = (Asking.Nothing, "", "");
                await OnDone.InvokeAsync();
            }
        }
        finally
        {
            isSending = false;
        }
    }

    private async Task<IReadOnlyList<Error>> RunAsync<TResult>(ICommand<TResult> command) =>
        (await Dispatcher.SendAsync(command, caller!, commandId, leaving.Token)).Errors;
}
