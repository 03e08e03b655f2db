using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Logistics.Pages;

/// <summary>One shipment, and the form that confirms its receipt.</summary>
public sealed partial class ShipmentPage
{
    private ShipmentDetail? detail;
    private Caller? caller;
    private IReadOnlyList<Error> errors = [];
    private string? told;
    private bool isAsking;

    [Parameter]
    public string ShipmentId { get; set; } = "";

    [Inject]
    private FindShipments Shipments { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private List<Crumb> Crumbs => [new(Text["Shipments"], "shipments")];

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        detail = await ReadFirstAsync(caller, FindAsync);
        if (detail is null)
        {
            Navigation.NotFound();
            return;
        }

        await WatchAsync("order:" + detail.View.Fact.OrderId, caller, ReadAsync);
    }

    private Task<ShipmentDetail?> FindAsync() => Shipments.OneAsync(ShipmentId, caller!.Scope, Leaving);

    private async Task ReadAsync() => detail = await FindAsync();

    private async Task AskAsync()
    {
        isAsking = true;
        try
        {
            var result = await Dispatcher.SendAsync(new AskCarrier(ShipmentId), caller!, SequentialId.New(Time).ToString(), Leaving);
            (errors, told) = (result.Errors, result.Ok ? Text["Asked_Carrier", result.Value?.Accepted ?? 0].Value : null);
            await ReadAsync();
        }
        finally
        {
            isAsking = false;
        }
    }
}
