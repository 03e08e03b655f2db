using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Health.Components;

/// <summary>One dealer's quarter: index, change, parts, radar, what follows. A dealer sees its own and the middle of its peers.</summary>
public sealed partial class DealerHealthPanel
{
    private static readonly (string Band, decimal From)[] s_bands = [("C", 60), ("B", 75), ("A", 85)];
    private DealerHealthView? view;
    private Caller? caller;
    private bool isDealer;
    private bool isReady;

    [Parameter, EditorRequired]
    public string DealerId { get; set; } = "";

    /// <summary>E.g. 2026-Q3; null: the newest.</summary>
    [Parameter]
    public string? Quarter { get; set; }

    /// <summary>Shown as the dealer's own page of the rail.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    [Inject]
    private GetDealerHealth Health { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    private IReadOnlyList<Crumb> Crumbs => isDealer ? [] : [new(Text["List_Title"], $"health?quarter={view!.Now.Quarter}")];

    /// <summary>How far the next band is; null at the top and for who is not rated.</summary>
    private string? GapText => view!.Now.Index is { } index && s_bands.Where(b => b.From > index).Take(1).ToList() is [var next]
        ? Text["Gap", Scores.Text(next.From - index), Words["Band_" + next.Band]].Value
        : null;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        isDealer = caller.DealerId is not null;
        view = await ReadFirstAsync(caller, FindAsync);
        isReady = true;
        if (view is not null)
        {
            await WatchAsync($"dealer:{DealerId}:health", caller, ReadAsync);
        }
    }

    private Task<DealerHealthView?> FindAsync() => Health.RunAsync(DealerId, Domain.Quarters.Parse(Quarter), caller!.Scope, Leaving);

    private async Task ReadAsync() => view = await FindAsync();

    private string HrefOf(Period quarter) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["quarter"] = quarter.ToString() });
}
