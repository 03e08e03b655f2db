using System.Globalization;
using ChannelPortal.Features.Risk.Commands;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Risk.Pages;

/// <summary>The rules, how right they were, and what other weights would have done.</summary>
public sealed partial class RiskRulesPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Caller? caller;
    private IReadOnlyList<RiskRuleRow>? rules;
    private Dictionary<string, int> weights = new(StringComparer.Ordinal);
    private Dictionary<string, decimal> values = new(StringComparer.Ordinal);
    private RiskTrial? trial;
    private RiskRuleRow? edited;
    private IReadOnlyList<Error> refusals = [];
    private int weight;
    private bool isEnabled;
    private bool mayChange;
    private string reason = "";

    [Inject]
    private GetRiskRules Rules { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        mayChange = Permissions.Product.Allows(caller.Roles, "risk.rules");
        rules = await Rules.RunAsync(leaving.Token);
        Reset();
    }

    private static int Number(string id) => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);

    private static string Plain(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string StatusOf(RiskRuleRow rule) => !rule.HasData ? "Status_NoData" : rule.IsEnabled ? "Status_On" : "Status_Off";

    private void Reset()
    {
        weights = (rules ?? []).ToDictionary(r => r.Id, r => r.IsEnabled ? r.Weight : 0, StringComparer.Ordinal);
        trial = null;
    }

    private void Weigh(string ruleId, ChangeEventArgs change) =>
        weights[ruleId] = int.TryParse(change.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Math.Min(value, 99) : 0;

    private async Task TryAsync() => trial = await Rules.TryAsync(weights, leaving.Token);

    private void Open(RiskRuleRow rule)
    {
        (edited, weight, isEnabled, reason, refusals) = (rule, rule.Weight, rule.IsEnabled, "", []);
        values = rule.Values.ToDictionary(StringComparer.Ordinal);
    }

    private void Set(string name, ChangeEventArgs change)
    {
        if (decimal.TryParse(change.Value as string, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
        {
            values[name] = value;
        }
    }

    private async Task SaveAsync()
    {
        var command = new ChangeRiskRule(edited!.Id, edited.Version, weight, isEnabled, values, reason);
        var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = result.Errors;
        if (result.Ok)
        {
            edited = null;
            rules = await Rules.RunAsync(leaving.Token);
            Reset();
        }
    }

    private void Close() => edited = null;

    private string Say(Error error) => Errors.Describe(error with { Args = [.. error.Args.Select(a => a is DateTimeOffset at ? NumberFormat.DateTime(at, Clock.Zone) : a)] });
}
