using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Pages;

/// <summary>One metric: what it means, what it is and was, where it lies among its peers, what stands behind it and who uses it.</summary>
public sealed partial class MetricPage
{
    private const string SliceKey = "slice";
    private const string FromKey = "from";
    private const string ToKey = "to";
    private const string CompareKey = "compare";
    private Caller? caller;
    private MetricQuestion? question;
    private MetricView? view;
    private ChartSpec? chart;
    private IReadOnlyList<Error> refusals = [];
    private string formulaInWords = "";
    private string chartKey = "";
    private bool isExplained;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = SliceKey)]
    public string? Slice { get; set; }

    [SupplyParameterFromQuery(Name = FromKey)]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = ToKey)]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = CompareKey)]
    public string? Compare { get; set; }

    /// <summary><c>1</c> explains the change without being asked again: the page was opened for it.</summary>
    [SupplyParameterFromQuery]
    public string? Explain { get; set; }

    [Inject]
    private IStringLocalizer<MetricsText> Text { get; set; } = null!;

    [Inject]
    private GetMetricPage Query { get; set; } = null!;

    [Inject]
    private FormulaWords Words { get; set; } = null!;

    [Inject]
    private IMetricThresholds Thresholds { get; set; } = null!;

    [Inject]
    private MetricLabels Labels { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    private MetricDefinition Definition => question!.Metric.Definition;

    private bool IsOwn => Definition.Id.StartsWith(OwnMetric.Prefix, StringComparison.Ordinal);

    private bool MayRule => Permissions.Product.Allows(caller!.Roles, "alerts.rules");

    private bool MayDefine => Permissions.Product.Allows(caller!.Roles, MetricsPermissions.Define);

    private IReadOnlyList<Crumb> Crumbs => [new Crumb(Text["Page_Title"], "catalog")];

    private Tone Level => Thresholds.LevelOf(question!.Metric, view!.Value.Value, caller!);

    private string Change
    {
        get
        {
            if (view!.Value.Value is not { } now || view.Before.Value is not { } then)
            {
                return MetricFormat.NoValue;
            }

            // Percentages differ in points; their ratio would read as if it were one.
            var isPercent = Definition.Unit.StartsWith('%');
            var sign = now > then ? "▲ " : now < then ? "▼ " : "";
            return sign + (isPercent ? Text["Compare_Points", NumberFormat.Decimals(Math.Abs(now - then) * 100, 1)].Value
                : then == 0 ? Figure(Math.Abs(now - then))
                : NumberFormat.Percent(Math.Abs((now - then) / then)));
        }
    }

    private IEnumerable<(string Name, string Href)> Doors => question!.Metric.Facts.Append(question.Metric.MissingFact).OfType<string>().Select(f =>
    {
        var (href, permission) = FactDoors.Of(f, question.Slice, question.Period);
        return (Words.NameOfFact(f), permission is null || Permissions.Product.Allows(caller!.Roles, permission) ? href : FactDoors.Api);
    });

    private Explanation Explained => new(
        MetricLabels.NameOf(Definition),
        $"{Figure(view!.Value)} {Labels.UnitOf(Definition)}",
        formulaInWords,
        [
            .. (view.Contributors?.Rows ?? []).Select(r => new ExplanationPart(
                r.Name, Figure(r.Value), MetricAddress.Of(Definition.Id, question!.Slice.With(view.Contributors!.Dimension, r.Key), question.Period))),
        ],
        Doors.Select(d => d.Href).FirstOrDefault());

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        var asked = Query.Ask(Id, Slice, From, To, Compare, caller);
        refusals = asked.Errors;
        if (!asked.Ok)
        {
            return;
        }

        var answer = await ReadFirstAsync(caller, () => Query.AnswerAsync(asked.Value, caller, Leaving));
        (question, view) = (asked.Value, answer);
        formulaInWords = Words.Describe(Definition.Formula);
        chart = ChartOf(answer);

        // A chart draws its markup once; another question gets another chart.
        chartKey = $"{Definition.Id}|{question.Slice.Key}|{question.Period}|{question.Comparison}";
    }

    private ChartSpec ChartOf(MetricView answer)
    {
        var (kind, format) = Definition.Unit.StartsWith('%') ? (ChartKind.Line, ChartFormat.Percent)
            : Definition.Unit.StartsWith("CNY", StringComparison.Ordinal) ? (ChartKind.Bar, ChartFormat.Money)
            : (ChartKind.Line, ChartFormat.Decimal);
        return new ChartSpec(
            kind,
            [.. answer.Series.Select(m => m.Period.Start.ToString(m.Period.Start.Month == 1 ? "'’'yy" : "MM", CultureInfo.InvariantCulture))],
            [
                new ChartSeries(MetricLabels.NameOf(Definition), [.. answer.Series.Select(m => (double?)m.Value.Value)]) { Tone = ChartTone.Accent },
                new ChartSeries(Text["Compare_" + answer.Question.Comparison], [.. answer.Compared.Select(m => m.Value.N == 0 ? null : (double?)m.Value.Value)])
                {
                    Tone = ChartTone.Muted,
                    IsDashed = true,
                    DrawAs = ChartKind.Line,
                },
            ]) { Format = format };
    }

    private string Figure(MetricValue value) => MetricFormat.Number(value, Culture);

    private string Figure(decimal value) => MetricFormat.Number(new MetricValue(Definition.Id, value, Definition.Unit, 0), Culture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string FileHref(string format) =>
        $"metrics/{Definition.Id}/series.{format}?slice={Uri.EscapeDataString(question!.Slice.Key)}&from={Day(question.Period.Start)}&to={Day(question.Period.End.AddDays(-1))}";

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value));
}
