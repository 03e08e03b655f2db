using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Queries;
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
    private bool mayShip;
    private string commandId = "";
    private (string Carrier, string TrackingNo, IReadOnlyList<OrderLineQty> Lines) shipping = ("", "", []);
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
    public OrderTracking View { get; set; } = null!;

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

    private OrderFact Order => View.Document.Order;

    /// <summary>The next shipment to arrive, for those who may say so.</summary>
    private ShipmentFact? OpenShipment => allowed.Contains(OrderTrigger.Deliver) ? View.Shipments.Select(s => s.Fact).FirstOrDefault(s => s.Status != "delivered") : null;

    /// <summary>Receipt has its own form, and nothing ships without goods.</summary>
    private List<OrderTrigger> Offered => [.. allowed.Where(t => t != OrderTrigger.Deliver && (t != OrderTrigger.Ship || View.CanShip))];

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        allowed = Moves.AllowedFor(Order, caller.Roles);
        mayShip = Permissions.Product.Allows(caller.Roles, "orders.ship");
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

    private Task ShipAsync((string Carrier, string TrackingNo, IReadOnlyList<OrderLineQty> Lines) choice)
    {
        // What was refused may be mended and sent anew.
        (shipping, commandId) = (choice, errors.Count > 0 ? SequentialId.New(Time).ToString() : commandId);
        return SendAsync();
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
                OrderTrigger.Ship => await RunAsync(new ShipOrder(Order.OrderId, shipping.Carrier, shipping.TrackingNo, shipping.Lines)),
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
