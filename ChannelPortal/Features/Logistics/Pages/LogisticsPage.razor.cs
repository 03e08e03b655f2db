using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Logistics.Pages;

/// <summary>What the warehouse does next, late first.</summary>
public sealed partial class LogisticsPage
{
    private ShippingQueue? queue;
    private Caller? caller;

    [SupplyParameterFromQuery(Name = "stage")]
    public string? Stage { get; set; }

    [Inject]
    private FindShippingQueue Queue { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    private IEnumerable<(string Key, int Count)> Stages =>
    [
        ("", queue!.ToPick + queue.ToShip + queue.OnTheWay), ("late", queue.Late), ("pick", queue.ToPick), ("ship", queue.ToShip), ("deliver", queue.OnTheWay),
    ];

    private int StageCount => Stages.FirstOrDefault(s => s.Key == (Stage ?? "")).Count;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        await ReadAsync();
        await WatchAsync("logistics:queue", caller, ReadAsync);
    }

    private async Task ReadAsync() => queue = await Queue.RunAsync(caller!.Scope, Stage, Leaving);
}
