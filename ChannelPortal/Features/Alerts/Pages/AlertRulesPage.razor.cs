using System.Globalization;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Alerts.Pages;

/// <summary>The watched metrics and what came of each.</summary>
public sealed partial class AlertRulesPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<AlertRuleRow>? rules;

    [Inject]
    private FindAlertRules Rules { get; set; } = null!;

    [Inject]
    private IMetricReader Metrics { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    protected override async Task OnInitializedAsync() => rules = await Rules.ListAsync(await Callers.GetAsync(leaving.Token), leaving.Token);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private static string NameOf(AlertRuleRow row) => IsChinese ? row.Rule.Name : row.Rule.NameEn;

    private string MetricOf(AlertRuleRow row) =>
        Metrics.Catalog.Find(row.Rule.MetricId)?.Definition is { } metric ? $"{metric.Id} {(IsChinese ? metric.NameZh : metric.NameEn)}" : row.Rule.MetricId;

    private static string StatusOf(AlertRuleRow row) => row.Rule.Failure is not null ? "Rule_Failed" : row.Rule.Enabled ? "Rule_On" : "Rule_Off";

    private void Open(AlertRuleRow row) => Navigation.NavigateTo($"alerts/rules/{row.Rule.Id}");
}
