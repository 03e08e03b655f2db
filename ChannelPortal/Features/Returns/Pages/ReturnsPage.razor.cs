using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Returns.Pages;

/// <summary>Returns of the viewer's dealers, with a count for each stage: the queues of warehouse and finance, and what the dealer has to send.</summary>
public sealed partial class ReturnsPage
{
    private static readonly string[] s_tabs = ["", "open", "requested", FindReturns.ToSend, "approved", "received", "inspected", "credited", "rejected"];
    private ReturnList? list;
    private Caller? caller;
    private bool isDealer;

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [Inject]
    private FindReturns Returns { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    private bool IsFiltered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Reason) || !string.IsNullOrEmpty(Dealer) || !string.IsNullOrEmpty(Search);

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        isDealer = caller.DealerId is not null;
        list = await ReadFirstAsync(caller, FindAsync);
        await WatchAsync("returns:list", caller, ReadAsync);
    }

    private Task<ReturnList> FindAsync() => Returns.RunAsync(new ReturnFilter(Status, Reason, Dealer?.Trim(), Search), caller!.Scope, Leaving);

    private async Task ReadAsync() => list = await FindAsync();

    private void Open(ReturnRow row) => Navigation.NavigateTo("returns/" + row.Number);

    private string HrefOf(string status) => Navigation.GetUriWithQueryParameters(
        "returns", new Dictionary<string, object?>(StringComparer.Ordinal) { ["status"] = status.Length == 0 ? null : status, ["dealer"] = string.IsNullOrEmpty(Dealer) ? null : Dealer });

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter(name, (change.Value as string)?.Trim() is { Length: > 0 } value ? value : null));
}
