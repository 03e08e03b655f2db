using ChannelPortal.Features.Logistics.Components;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Logistics.Pages;

/// <summary>Shipments of the caller's dealers: under way, arriving, to confirm, with trouble.</summary>
public sealed partial class ShipmentsPage
{
    private ShipmentList? found;
    private Caller? caller;
    private bool isDealer;

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private FindShipments Shipments { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    private List<StageTab> Tabs =>
        [.. FindShipments.Filters.Select(f => new StageTab(f, Text["Show_" + (f.Length == 0 ? "all" : f)], found!.Counts[f], f.Length == 0 ? "shipments" : "shipments?show=" + f, f == "trouble"))];

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        isDealer = caller.DealerId is not null;
        found = await ReadFirstAsync(caller, FindAsync);
        await WatchAsync("shipments:list", caller, ReadAsync);
    }

    private static Tone ToneOf(ShipmentRow row) => row.HasTrouble || row.Status == "exception" ? Tone.Bad : row.Status == "delivered" ? Tone.Good : Tone.Info;

    private Task<ShipmentList> FindAsync() => Shipments.RunAsync(Show, caller!.Scope, Leaving);

    private async Task ReadAsync() => found = await FindAsync();
}
