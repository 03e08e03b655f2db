using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Pages;

/// <summary>The catalogue: what every number means, what it was last month, and over two years. Filters live in the address.</summary>
public sealed partial class MetricsPage : IDisposable
{
    private const string SearchKey = "q";
    private const string FamilyParameter = "family";
    private const string AvailableParameter = "available";
    private const string TrueText = "true";
    private const int SeriesMonths = 24;
    private readonly CancellationTokenSource leaving = new();
    private Caller? caller;
    private MetricCatalogView? view;
    private List<MetricCatalogRow>? shown;
    private MetricCatalogRow? opened;
    private ChartSpec? series;

    [SupplyParameterFromQuery(Name = SearchKey)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = FamilyParameter)]
    public string? Family { get; set; }

    [SupplyParameterFromQuery(Name = AvailableParameter)]
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

    private static bool IsChinese => PortalCultures.IsChinese();

    private IEnumerable<(string Key, string Name)> Families =>
        (view?.Rows ?? []).Select(r => r.Definition).DistinctBy(FamilyKey).Select(d => (FamilyKey(d), FamilyName(d.Family)));

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        view = await Query.HandleAsync(caller.Scope, leaving.Token);
        shown = Matching();
    }

    protected override void OnParametersSet() => shown = view is null ? null : Matching();

    private List<MetricCatalogRow> Matching() =>
    [
        .. view!.Rows.Where(r =>
            (!AvailableOnly || r.IsAvailable) &&
            (string.IsNullOrEmpty(Family) || FamilyKey(r.Definition) == Family) &&
            (string.IsNullOrWhiteSpace(Search) || Matches(r.Definition, Search.Trim()))),
    ];

    private async Task OpenAsync(MetricCatalogRow row)
    {
        (opened, series) = (row, null);
        if (!row.IsAvailable)
        {
            return;
        }

        var months = await Query.SeriesAsync(row.Definition.Id, SeriesMonths, caller!.Scope, leaving.Token);

        // A slow answer must not draw over a metric that was opened since.
        if (opened == row)
        {
            series = ChartOf(row.Definition, months);
        }
    }

    private ChartSpec ChartOf(MetricDefinition metric, IReadOnlyList<MetricPoint> months)
    {
        var (kind, format) = metric.Unit.StartsWith('%') ? (ChartKind.Line, ChartFormat.Percent)
            : metric.Unit.StartsWith("CNY", StringComparison.Ordinal) ? (ChartKind.Bar, ChartFormat.Money)
            : (ChartKind.Line, ChartFormat.Decimal);
        return new ChartSpec(
            kind,
            [.. months.Select(m => m.Period.Start.ToString(m.Period.Start.Month == 1 ? "yyyy" : "MM", CultureInfo.InvariantCulture))],
            [new ChartSeries(NameOf(metric), [.. months.Select(m => (double?)m.Value.Value)]) { Tone = ChartTone.Accent }]) { Format = format };
    }

    private static bool Matches(MetricDefinition metric, string search) =>
        metric.Id.Contains(search, StringComparison.OrdinalIgnoreCase) ||
        metric.NameEn.Contains(search, StringComparison.OrdinalIgnoreCase) ||
        metric.NameZh.Contains(search, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(MetricDefinition metric) => IsChinese ? metric.NameZh : metric.NameEn;

    // A unit is a word, or two with a slash between: CNY/dealer. Words that both languages share (SKU, m2, 0-100) have no text.
    private string UnitOf(MetricDefinition metric) => string.Join('/', metric.Unit.Split('/').Select(word =>
        Text["Unit_" + word.Replace(' ', '_')] is { ResourceNotFound: false } known ? known.Value : word));

    // "3 Price, margin and rebate 价格毛利与返利": a number, then the English name, then the Chinese one.
    private static string FamilyKey(MetricDefinition metric) => metric.Family.Split(' ')[0];

    private static string FamilyName(string family)
    {
        var words = family.Split(' ');
        return IsChinese ? words[^1] : string.Join(' ', words[1..^1]);
    }

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value), replace: true);
}
