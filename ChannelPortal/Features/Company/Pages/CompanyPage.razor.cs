using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Company.Pages;

/// <summary>The company of the administrator in front of it. Section and filter live in the address; what waits for approval shows by itself.</summary>
public sealed partial class CompanyPage
{
    private static readonly string[] s_sections = ["people", "roles", "units", "approvals", "log"];
    private CompanyView? view;
    private IReadOnlyList<CompanyApproval>? waiting;
    private IReadOnlyList<AccessRow>? log;
    private Caller? caller;
    private bool isRead;
    private string? said;

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [Inject]
    private GetCompany Company { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Section => s_sections.Contains(Tab) ? Tab! : s_sections[0];

    protected override async Task OnParametersSetAsync()
    {
        said = null;
        caller ??= await Callers.GetAsync(Leaving);
        await ReadAsync();
        await WatchAsync("approvals:inbox", caller, ReadAsync);
    }

    private async Task ReadAsync()
    {
        view = await Company.RunAsync(caller!, Leaving);
        waiting = Section == "approvals" ? await Company.WaitingAsync(caller!, Leaving) : null;
        log = Section == "log" ? await Company.LogAsync(caller!, Leaving) : null;
        isRead = true;
    }

    private async Task DoneAsync(string done)
    {
        await ReadAsync();
        said = done;
    }

    private string WordOf(AccessRow row) => Text["Action_" + row.Action.Replace('.', '_')];

    private void Go(string? state) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("state", string.IsNullOrEmpty(state) ? null : state), replace: true);
}
