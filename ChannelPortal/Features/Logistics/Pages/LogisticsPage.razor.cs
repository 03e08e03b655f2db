using ChannelPortal.Features.Logistics.Components;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Logistics.Pages;

/// <summary>What the warehouse does next, late first.</summary>
public sealed partial class LogisticsPage
{
    private const string Exceptions = "exceptions";

    /// <summary>Orders of one walk through the warehouse.</summary>
    private const int BatchSize = 20;

    private ShippingQueue? queue;
    private IReadOnlyList<TaskRow> tasks = [];
    private Caller? caller;

    [SupplyParameterFromQuery(Name = "stage")]
    public string? Stage { get; set; }

    [Inject]
    private FindShippingQueue Queue { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    private List<StageTab> Stages =>
    [
        .. new (string Key, int Count)[]
        {
            ("", queue!.ToPick + queue.ToShip + queue.Waiting + queue.OnTheWay), ("late", queue.Late), ("pick", queue.ToPick), ("ship", queue.ToShip), ("wait", queue.Waiting), ("deliver", queue.OnTheWay),
            ("transit_late", queue.TransitLate), (Exceptions, queue.Exceptions),
        }.Select(s => new StageTab(
            s.Key, Text["Stage_" + (s.Key.Length == 0 ? "all" : s.Key)], s.Count, s.Key.Length == 0 ? "logistics" : "logistics?stage=" + s.Key, s.Key is "late" or "transit_late" or Exceptions)),
    ];

    private bool IsTasks => Stage == Exceptions;

    private int StageCount => Stages.Find(s => s.Key == (Stage ?? ""))?.Count ?? 0;

    /// <summary>The most urgent orders that the warehouse can take from its shelves now.</summary>
    private List<string> BatchOrders => [.. queue!.Orders.Where(o => o.Stage is "pick" or "ship").Select(o => o.OrderId).Distinct().Take(BatchSize)];

    private int BatchCount => BatchOrders.Count;

    private string Batch => string.Join(',', BatchOrders);

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        await ReadAsync();
        await WatchAsync("logistics:queue", caller, ReadAsync);
    }

    private async Task ReadAsync()
    {
        queue = await Queue.RunAsync(caller!.Scope, Stage, Leaving);
        tasks = IsTasks ? await Queue.TasksAsync(caller.Scope, Leaving) : [];
    }
}
