using ChannelPortal.Features.Metrics.Commands;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Pages;

/// <summary>Defines a metric: each keystroke is judged with the place at fault, and nothing is saved that was not computed once.</summary>
public sealed partial class MetricEditorPage : IDisposable
{
    private const string Example = "SUM(order_lines: net_amount WHERE status<>'cancelled')";
    private const string DefaultFact = "order_lines";
    private const int MaxSuggestions = 8;
    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<string> grain = new(StringComparer.Ordinal) { MetricDimensions.Dealer, MetricDimensions.Region };
    private IReadOnlyList<OwnMetricText> versions = [];
    private IReadOnlyList<Error> refusals = [];
    private IReadOnlyList<string> suggestions = [];
    private Error? fault;
    private TrialResult? tried;
    private string nameZh = "";
    private string nameEn = "";
    private string formula = "";
    private string unit = "CNY";
    private string fact = DefaultFact;
    private string direction = MetricGrains.GoodHigh;
    private string inWords = "";
    private string commandId = "";
    private bool isBusy;
    private bool isRetiring;
    private bool isGone;

    /// <summary>The metric to change; null for a new one.</summary>
    [Parameter]
    public string? Id { get; set; }

    [Inject]
    private IStringLocalizer<MetricsText> Text { get; set; } = null!;

    [Inject]
    private MetricLabels Labels { get; set; } = null!;

    [Inject]
    private FormulaWords Words { get; set; } = null!;

    [Inject]
    private GetOwnMetric Own { get; set; } = null!;

    [Inject]
    private MetricTrial Trial { get; set; } = null!;

    [Inject]
    private MetricBook Book { get; set; } = null!;

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

    private IReadOnlyList<Crumb> Crumbs => [new Crumb(Text["Page_Title"], "catalog")];

    private static IEnumerable<string> FactNames => FactCatalog.Product.Facts.Select(f => f.Name).Order(StringComparer.Ordinal);

    private IEnumerable<FactColumn> Columns => FactCatalog.Product.Find(fact)?.Columns ?? [];

    /// <summary>The formula up to the fault, and what stands there.</summary>
    private (string Before, string At) Marked
    {
        get
        {
            var at = Math.Clamp(Position - 1, 0, formula.Length);
            var end = at;
            while (end < formula.Length && (end == at || char.IsAsciiLetterOrDigit(formula[end]) || formula[end] == '_'))
            {
                end++;
            }

            return (formula[..at], formula[at..end]);
        }
    }

    private int Position => fault?.Args is [int place, ..] ? place : 1;

    private DefineMetric Draft => new(Id, nameZh, nameEn, unit, formula, [.. MetricTrial.Grains.Where(grain.Contains)], direction == MetricGrains.GoodHigh, versions.Count == 0 ? 0 : versions[0].Version);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        commandId = SequentialId.New(Time).ToString();
        if (Id is null)
        {
            return;
        }

        versions = await Own.RunAsync(Id, leaving.Token);
        isGone = versions.Count == 0;
        if (!isGone)
        {
            Fill(versions[0]);
        }
    }

    private void Fill(OwnMetricText text)
    {
        (nameZh, nameEn, unit, formula, direction) = (text.NameZh, text.NameEn, text.Unit, text.Formula, text.Direction);
        grain.Clear();
        grain.UnionWith(text.Grain);
        Judge();
    }

    private void Judge()
    {
        (tried, fault, inWords, suggestions) = (null, null, "", []);
        if (formula.Trim().Length == 0)
        {
            return;
        }

        fault = MetricTrial.Refuse(Draft.DefinitionAs(OwnMetric.Prefix));
        if (fault is null or { Code: "metric_grain_unreachable" })
        {
            inWords = Words.Describe(formula);
        }
        else
        {
            suggestions = FormulaSuggestions.At(formula, Position, MaxSuggestions);
        }
    }

    private void Take(string suggestion)
    {
        var (before, at) = Marked;
        formula = before + suggestion + formula[(before.Length + (FormulaSuggestions.IsWord(at) ? at.Length : 0))..];
        Judge();
    }

    private void Append(string name)
    {
        formula += name;
        Judge();
    }

    private void Toggle(string dimension, bool on)
    {
        _ = on ? grain.Add(dimension) : grain.Remove(dimension);
        Judge();
    }

    private async Task TryAsync()
    {
        isBusy = true;
        var answer = await Trial.RunAsync(Draft.DefinitionAs(OwnMetric.Prefix), leaving.Token);
        (tried, refusals, isBusy) = (answer.Value, answer.Errors, false);
    }

    private Task SaveAsync() => SendAsync(Draft, id => "metrics/" + id);

    private Task RetireAsync()
    {
        // The first press asks, the second does it.
        if (!isRetiring)
        {
            isRetiring = true;
            return Task.CompletedTask;
        }

        return SendAsync(new RetireMetric(Id!, ""), _ => "catalog");
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command, Func<TResult, string> next)
    {
        isBusy = true;
        var answer = await Commands.SendAsync(command, await Callers.GetAsync(leaving.Token), commandId, leaving.Token);
        (refusals, isBusy, commandId) = (answer.Errors, false, SequentialId.New(Time).ToString());
        if (answer.Ok)
        {
            // Other nodes hear of it; this one shows the metric on the next page.
            await Book.LoadAsync(leaving.Token);
            Navigation.NavigateTo(next(answer.Value));
        }
    }
}
