using System.Globalization;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Alerts.Pages;

/// <summary>Makes or changes a rule, and shows what it would have done before it is saved.</summary>
public sealed partial class AlertRulePage : IDisposable
{
    private const int Shown = 50;
    private static readonly string[] s_owners = ["CHM", "EXEC", "FIN", "RISK", "SVC"];
    private readonly CancellationTokenSource leaving = new();
    private Caller? caller;
    private IReadOnlyList<Error> refusals = [];
    private TrialResult? trial;
    private string? failure;
    private bool isTrying;
    private bool isMissing;
    private Guid ruleId;
    private int version;
    private string name = "";
    private string nameEn = "";
    private string metric = "STO-01";
    private string slice = "";
    private string each = RuleSubjects.Dealer;
    private string bucket = RuleBuckets.Week;
    private string detector = RuleDetectors.Seasonal;
    private decimal? below;
    private decimal? above;
    private double limit = 3.5;
    private decimal minimumEffect;
    private string direction = "both";
    private int hold;
    private string severity = "warn";
    private decimal criticalStake;
    private string ownerRole = "CHM";
    private string runbook = "";
    private bool enabled = true;

    [Parameter]
    public Guid? Id { get; set; }

    [SupplyParameterFromQuery(Name = "metric")]
    public string? MetricId { get; set; }

    [SupplyParameterFromQuery(Name = "slice")]
    public string? SliceText { get; set; }

    [Inject]
    private FindAlertRules Rules { get; set; } = null!;

    [Inject]
    private AlertRuleChecks Checks { get; set; } = null!;

    [Inject]
    private RuleTrial Trials { get; set; } = null!;

    [Inject]
    private AlertSentences Sentences { get; set; } = null!;

    [Inject]
    private MetricLabels Labels { get; set; } = null!;

    [Inject]
    private IMetricReader Metrics { get; set; } = null!;

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

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    private MetricDefinition? Definition => Metrics.Catalog.Find(metric)?.Definition;

    private string Unit => Definition?.Unit ?? "";

    private string UnitName => Labels.UnitOf(Unit);

    private MetricSlice Slice => MetricSlice.TryParse(slice, out var parsed) ? parsed : MetricSlice.All;

    private string MetricName => Definition is { } known ? $"{MetricLabels.NameOf(known)} · {UnitName}" : Text["Rule_MetricUnknown"];

    private AlertRuleDraft Draft => new(
        name, nameEn, metric.Trim(), slice.Trim(), each, bucket, detector, below, above, limit, minimumEffect, direction, hold, severity, criticalStake, ownerRole, runbook, enabled);

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        if (Id is { } id)
        {
            Show(await Rules.GetAsync(id, leaving.Token));
            return;
        }

        ruleId = SequentialId.New(Time);
        metric = MetricId ?? metric;
        slice = SliceText ?? "";
        if (MetricSlice.TryParse(slice, out var parsed) && parsed.Values.ContainsKey(MetricDimensions.Dealer))
        {
            each = RuleSubjects.Whole;
        }
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private void Show(AlertRule? rule)
    {
        if (rule is null || !AlertRuleChecks.MayChange(rule, caller!))
        {
            isMissing = true;
            return;
        }

        (ruleId, version, failure) = (rule.Id, rule.Version, rule.Failure);
        (name, nameEn, metric, slice, each, bucket, detector) = (rule.Name, rule.NameEn, rule.MetricId, rule.Slice, rule.Each, rule.Bucket, rule.Detector);
        (below, above, limit, minimumEffect, direction, hold) = (rule.Below, rule.Above, rule.Limit, rule.MinimumEffect, rule.Direction, rule.HoldBuckets);
        (severity, criticalStake, ownerRole, runbook, enabled) = (rule.Severity, rule.CriticalStake / (decimal)Money.MinorPerMajor, rule.OwnerRole, rule.Runbook, rule.Enabled);
    }

    private void Narrow(MetricSlice narrowed)
    {
        slice = narrowed.Key;
        Stale();
    }

    /// <summary>A trial of other settings says nothing about these.</summary>
    private void Stale() => trial = null;

    private void Suggest()
    {
        var value = Math.Round((decimal)trial!.Suggested!.Value, 4);
        if (below is not null && above is null)
        {
            below = value;
        }
        else
        {
            above = value;
        }
    }

    private async Task TryAsync(int days)
    {
        // A limit may still be missing: the trial is what suggests one.
        var draft = detector == RuleDetectors.Threshold && below is null && above is null ? Draft with { Above = AlertRuleChecks.Largest } : Draft;
        refusals = [.. Checks.Check(draft, caller!).Where(e => e.Code is not ("alert_rule_name" or "alert_rule_runbook"))];
        if (refusals.Count > 0)
        {
            return;
        }

        isTrying = true;
        StateHasChanged();
        try
        {
            trial = await Trials.RunAsync(draft.ToRule(ruleId, caller!, Clock.Now), days, leaving.Token);
        }
        finally
        {
            isTrying = false;
        }
    }

    private async Task SaveAsync()
    {
        var result = await Commands.SendAsync(new SaveAlertRule(ruleId, Draft, version), caller!, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = result.Errors;
        if (result.Ok)
        {
            Navigation.NavigateTo("alerts/rules");
        }
    }

    private string FiringLink(TrialFiring firing)
    {
        var where = RuleReader.SliceOf(Draft.ToRule(ruleId, caller!, Clock.Now), firing.Subject);
        return MetricAddress.Of(metric, where, new Period(firing.Bucket.Start.AddDays(-56), firing.Bucket.End));
    }
}
