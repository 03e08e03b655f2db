using System.Globalization;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Operations.Pages;

/// <summary>Who did what, and whether the log is still as it was written. The filter lives in the address.</summary>
public sealed partial class AuditPage : IDisposable
{
    private static readonly string[] s_prefixes = ["alert.", "apikey.", "diagnostics.", "events.", "job.", "order.", "user."];
    private readonly CancellationTokenSource leaving = new();
    private AuditRows? found;
    private AuditRow? opened;
    private AuditVerification? verified;
    private bool isVerifying;

    [SupplyParameterFromQuery(Name = "actor")]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "subject")]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private FindAudit Audit { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => Known(Actor) is not null || Known(Action) is not null || Known(Subject) is not null || Day(From) is not null || Day(To) is not null;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        opened = null;
        var caller = await Callers.GetAsync(leaving.Token);
        found = await Audit.ListAsync(new AuditFilter(Known(Actor), Known(Action), Known(Subject), Day(From), Day(To), Before), caller.Scope, leaving.Token);
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // What a person typed into the address may be no date; then it filters nothing.
    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string SubjectOf(AuditRow row) => $"{row.Entity} {row.EntityId}".Trim();

    private void Open(AuditRow row) => opened = row;

    private async Task VerifyAsync()
    {
        isVerifying = true;
        StateHasChanged();
        try
        {
            verified = await Audit.VerifyAsync(leaving.Token);
        }
        finally
        {
            isVerifying = false;
        }
    }

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = Known(change.Value as string), ["before"] = null }), replace: true);
}
