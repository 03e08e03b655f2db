using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Pages;

/// <summary>The catalogue: what every number means and what it was last month. Filters live in the address; values follow the names.</summary>
public sealed partial class MetricsPage : IDisposable
{
    private const string SearchKey = "q";
    private const string FamilyParameter = "family";
    private const string SetParameter = "set";
    private const string UnitParameter = "unit";
    private const string AvailableParameter = "available";
    private const string TrueText = "true";
    private const string CoreSet = "core";
    private const string MineSet = "mine";
    private readonly CancellationTokenSource leaving = new();
    private Caller? caller;
    private IReadOnlyList<MetricCatalogRow>? rows;
    private List<MetricCatalogRow>? shown;

    [SupplyParameterFromQuery(Name = SearchKey)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = FamilyParameter)]
    public string? Family { get; set; }

    [SupplyParameterFromQuery(Name = SetParameter)]
    public string? Set { get; set; }

    [SupplyParameterFromQuery(Name = UnitParameter)]
    public string? Unit { get; set; }

    [SupplyParameterFromQuery(Name = AvailableParameter)]
    public bool AvailableOnly { get; set; }

    [Inject]
    private IStringLocalizer<MetricsText> Text { get; set; } = null!;

    [Inject]
    private GetMetricCatalog Query { get; set; } = null!;

    [Inject]
    private IMetricReader Reader { get; set; } = null!;

    [Inject]
    private IMetricThresholds Thresholds { get; set; } = null!;

    [Inject]
    private MetricLabels Labels { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    private IEnumerable<(string Key, string Name)> Families =>
        (rows ?? []).Select(r => r.Definition).DistinctBy(MetricLabels.FamilyKey).Select(d => (MetricLabels.FamilyKey(d), MetricLabels.FamilyOf(d)));

    private IEnumerable<string> Units => (rows ?? []).Select(r => r.Definition.Unit).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        rows = Query.Rows(caller);
        shown = Matching();
        StateHasChanged();
        rows = await Query.WithValuesAsync(rows, caller.Scope, leaving.Token);
        shown = Matching();
    }

    protected override void OnParametersSet() => shown = rows is null ? null : Matching();

    private List<MetricCatalogRow> Matching() =>
    [
        .. rows!.Where(r =>
            (!AvailableOnly || r.IsAvailable) &&
            (string.IsNullOrEmpty(Family) || MetricLabels.FamilyKey(r.Definition) == Family) &&
            (string.IsNullOrEmpty(Unit) || r.Definition.Unit == Unit) &&
            (Set != CoreSet || r.IsCore) &&
            (Set != MineSet || r.IsMine) &&
            MetricSearch.Matches(r.Definition, Search ?? "")),
    ];

    private Tone LevelOf(MetricCatalogRow row) =>
        row.Value is { } value && Reader.Catalog.Find(row.Definition.Id) is { } metric ? Thresholds.LevelOf(metric, value.Value, caller!) : Tone.Neutral;

    private string ChangeOf(MetricCatalogRow row) => row.Value is null ? ""
        : row.Change is not { } change ? MetricFormat.NoValue
        : (change > 0 ? "▲ " : change < 0 ? "▼ " : "")
            + (row.Definition.Unit.StartsWith('%') ? Text["Compare_Points", NumberFormat.Decimals(Math.Abs(change) * 100, 1)].Value : NumberFormat.Percent(Math.Abs(change)));

    private void Open(MetricCatalogRow row) => Navigation.NavigateTo("metrics/" + row.Definition.Id);

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value), replace: true);
}
