using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Health.Pages;

/// <summary>The evaluations of a quarter: bands, movers, what waits for whom. A dealer sees its own. Quarter and tab live in the address.</summary>
public sealed partial class HealthPage
{
    private const int MoversShown = 5;
    private const int MostAtOnce = 500;
    private static readonly string[] s_components = [HealthIndex.Sales, HealthIndex.Compliance, HealthIndex.Loyalty, HealthIndex.Digital, HealthIndex.Potential];
    private Caller? caller;
    private EvaluationList? list;
    private IReadOnlyList<Error> refusals = [];
    private string? done;
    private bool isSending;

    [SupplyParameterFromQuery(Name = "quarter")]
    public string? Asked { get; set; }

    /// <summary>A status, <c>moved</c> or <c>ready</c>; null: all.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private FindEvaluations Evaluations { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<EvaluationRow> Shown => [.. list!.Rows.Where(r => IsIn(r, Show ?? ""))];

    /// <summary>The most that went up and the most that went down.</summary>
    private List<EvaluationRow> Movers
    {
        get
        {
            var moved = list!.Rows.Where(r => r.Change is { } change && change != 0).OrderByDescending(r => r.Change).ToList();
            return [.. moved.Take(MoversShown).Where(r => r.Change > 0), .. moved.TakeLast(MoversShown).Where(r => r.Change < 0)];
        }
    }

    private decimal MostMoved => Math.Max(1, Movers.Max(r => Math.Abs(r.Change!.Value)));

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        if (caller.DealerId is null)
        {
            list = await ReadFirstAsync(caller, FindAsync);
            await WatchAsync("health:list", caller, ReadAsync);
        }
    }

    private Task<EvaluationList> FindAsync() => Evaluations.RunAsync(Quarters.Parse(Asked), caller!.Scope, Leaving);

    private async Task ReadAsync() => list = await FindAsync();

    private IEnumerable<(string Show, int Count)> Tabs() =>
        new[] { "", "moved", CaseStatus.Proposed, CaseStatus.Reviewed, CaseStatus.Notified, CaseStatus.Appealed, "ready", CaseStatus.Final }.Select(s => (s, list!.Rows.Count(r => IsIn(r, s))));

    private bool IsIn(EvaluationRow row, string show) => show switch
    {
        "" => true,
        "moved" => row.MovedBand,
        "ready" => IsReady(row),
        _ => row.Status == show,
    };

    /// <summary>Told, and nobody can object any more.</summary>
    private bool IsReady(EvaluationRow row) => row.Case is { Status: CaseStatus.Notified } one && (one.AppealOutcome is not null || Clock.Today > one.AppealUntil);

    /// <summary>What may be done with everything that the tab shows.</summary>
    private (string Key, IReadOnlyList<string> Ids) Bulk() => Show switch
    {
        CaseStatus.Proposed when May(HealthPermissions.Review) => ("confirm", [.. Shown.Take(MostAtOnce).Select(r => r.DealerId)]),
        "ready" when May(HealthPermissions.Decide) => ("finish", [.. Shown.Where(r => r.Case!.ReviewedBy != caller!.UserId).Take(MostAtOnce).Select(r => r.DealerId)]),
        _ => ("", []),
    };

    private async Task SendBulkAsync(string key, IReadOnlyList<string> ids)
    {
        isSending = true;
        try
        {
            var quarter = list!.Quarter!.Value.ToString();
            ICommand<int> command = key == "confirm" ? new ReviewEvaluations(quarter, ids) : new FinishEvaluations(quarter, ids);
            var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving);
            refusals = result.Errors;
            done = result.Ok ? Text["Done_" + key, result.Value].Value : null;
            await ReadAsync();
        }
        finally
        {
            isSending = false;
        }
    }

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);

    /// <summary>What is proposed or decided, in short: multiplier and steps.</summary>
    private string Follows(EvaluationRow row) => row.Case is not { } one ? "" : string.Join(" · ", new[]
    {
        "×" + NumberFormat.Decimals(one.Multiplier, 2),
        one.TierStep == Steps.None ? null : Text["Tier_Step", Arrow(one.TierStep)].Value,
        one.CreditStep == Steps.None ? null : Text["Credit_Step", Arrow(one.CreditStep)].Value,
    }.OfType<string>());

    private static string Arrow(string step) => step == Steps.Up ? "▲" : "▼";

    private string DealerHref(EvaluationRow row) => $"health/{Uri.EscapeDataString(row.DealerId)}?quarter={list!.Quarter}";

    private string HrefOf(Period quarter) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["quarter"] = quarter.ToString() });

    private string ShowHref(string show) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["show"] = show.Length == 0 ? null : show });
}
