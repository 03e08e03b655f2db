using System.Globalization;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Pages;

/// <summary>The catalogue: what every number means, and what it was last month. Filters live in the address.</summary>
public sealed partial class MetricsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private MetricCatalogView? view;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "family")]
    public string? Family { get; set; }

    [SupplyParameterFromQuery(Name = "available")]
    public bool AvailableOnly { get; set; }

    [Inject]
    private IStringLocalizer<MetricsText> Text { get; set; } = null!;

    [Inject]
    private GetMetricCatalog Query { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    private static bool IsChinese => Culture.TwoLetterISOLanguageName == "zh";

    private IReadOnlyList<MetricCatalogRow> Shown =>
    [
        .. (view?.Rows ?? []).Where(r =>
            (!AvailableOnly || r.IsAvailable) &&
            (string.IsNullOrEmpty(Family) || FamilyKey(r.Definition) == Family) &&
            (string.IsNullOrWhiteSpace(Search) || Matches(r.Definition, Search.Trim()))),
    ];

    private IEnumerable<(string Key, string Name)> Families =>
        (view?.Rows ?? []).Select(r => r.Definition).DistinctBy(FamilyKey).Select(d => (FamilyKey(d), FamilyName(d.Family)));

    protected override async Task OnInitializedAsync()
    {
        var caller = await Callers.GetAsync(leaving.Token);
        view = await Query.HandleAsync(caller.Scope, leaving.Token);
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private static bool Matches(MetricDefinition metric, string search) =>
        metric.Id.Contains(search, StringComparison.OrdinalIgnoreCase) ||
        metric.NameEn.Contains(search, StringComparison.OrdinalIgnoreCase) ||
        metric.NameZh.Contains(search, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(MetricDefinition metric) => IsChinese ? metric.NameZh : metric.NameEn;

    // "3 Price, margin and rebate 价格毛利与返利": a number, then the English name, then the Chinese one.
    private static string FamilyKey(MetricDefinition metric) => metric.Family.Split(' ')[0];

    private static string FamilyName(string family)
    {
        var words = family.Split(' ');
        return IsChinese ? words[^1] : string.Join(' ', words[1..^1]);
    }

    private void SetSearch(string? value) => Navigate("q", string.IsNullOrWhiteSpace(value) ? null : value);

    private void SetFamily(string? value) => Navigate("family", value);

    private void SetAvailableOnly(bool value) => Navigate("available", value ? "true" : null);

    private void Navigate(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);
}
